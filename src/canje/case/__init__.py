"""One negotiation as one value: everything that was said, joined and ready to be decided on."""
