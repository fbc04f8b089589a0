"""Bytes as handed over become entries, and every cell that cannot be read becomes a finding."""
