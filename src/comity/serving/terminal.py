"""The terminal: where text goes, and how foreign text is made safe to print."""

import re
import sys

from rich.console import Console
from rich.text import Text

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def output() -> Console:
    """Answers go to standard output."""
    return Console(file=sys.stdout, highlight=False, emoji=False, soft_wrap=False)


def tell_now(text: str) -> None:
    """A line of what goes on running: seen at once, in the log of a service too."""
    console = output()
    console.print(plain(text), soft_wrap=True)
    console.file.flush()


def messages() -> Console:
    """Progress, warnings, refusals and coverage of data go to standard error."""
    return Console(file=sys.stderr, highlight=False, emoji=False, soft_wrap=True)


def printable(text: str) -> str:
    """`text` without the control characters by which a document could steer a terminal or reorder a line."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` printable and on one line."""
    return " ".join(printable(text).split())


def plain(text: str, style: str = "") -> Text:
    """`text` as a cell or line, with nothing in it read as markup."""
    return Text(one_line(text), style=style)
