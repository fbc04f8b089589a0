"""Canje: from the lists that parties hand each other to an exchange that everyone can check."""

__version__ = "0.1.0"
