"""From a plan to the stages of its handover: the fewest in which nobody can be cheated."""
