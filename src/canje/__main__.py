"""`python -m canje`."""

from canje.cli.start import run

run()
