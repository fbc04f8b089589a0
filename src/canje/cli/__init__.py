"""The command line: thin, it words results and findings and decides nothing."""
