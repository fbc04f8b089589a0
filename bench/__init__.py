"""Measurements: made-up instances from seeds, the engine, and its peers on the very same people."""
