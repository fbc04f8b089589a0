"""The day itself: on which paper people are handed over, what happened, and how it goes on."""
