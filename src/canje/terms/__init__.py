"""What must hold: law, bars, claims, consent, the parties' terms; and who can move under them."""
