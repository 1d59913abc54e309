"""`python -m comity` is the command line."""

from comity.serving.cli import main

main()
