"""The one imperative shell: files, clock and seeds enter here, and nowhere below."""
