"""`python -m canje`."""

from canje.cli.main import main

main()
