"""The draw: a lottery among the plans that are as good, and the seed that decides it."""
