"""The largest exchange that meets the terms, with its proof, and why anyone is left out."""
