"""What must hold: law, bars, claims, consent and the parties' terms, and who can move under them."""
