"""Learns the tables of `src/canje/data/names` from public name pairs: `python -m tools.names`."""
