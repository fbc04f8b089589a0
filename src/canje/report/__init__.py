"""What was found, in tables, figures and pages that a person can read."""
