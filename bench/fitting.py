"""What the scripts that fit weights to gold are asked for: where the shared gold lies, where to write, fit or judge."""

import argparse
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
OURS = HOUSE / "tests" / "gold"
LEXICON = HOUSE / "src" / "comity" / "reading" / "lexicon"


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the user wants of a fit."""

    articles: Path
    """The shared annotated articles."""
    out: Path
    """The file that takes the weights."""
    held_out: bool
    """Judge what is left out of the fit by turns, and write nothing."""


def asked_fitting(description: str | None, out: Path, arguments: list[str] | None = None) -> Fitting:
    """What the command line asks of a script that writes its weights to `out` unless told otherwise."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/articles")
    parser.add_argument("--out", type=Path, default=out, help="file for the weights")
    parser.add_argument("--held-out", action="store_true", help="judge what is left out of the fit, write nothing")
    options = parser.parse_args(arguments)
    return Fitting(options.shared / "gold" / "articles", options.out, options.held_out)
