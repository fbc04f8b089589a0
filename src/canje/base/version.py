"""The version of canje, as plans name it."""

VERSION = "0.1.0"
