"""Mailboxes in the mbox form: every message in them, one at a time in memory."""

from collections.abc import Iterator
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.kinds import MAIL
from comity.sources.parts import Part

_LONGEST_LINE = 2**20


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Part | Refusal]:
    """The messages of a mailbox; raises `SourceError` when it is none."""
    if file.read(5) != b"From ":
        raise SourceError("it is no mailbox: no message begins in its first line")
    file.seek(0)
    for number, message in enumerate(_split(file), 1):
        name = f"message {number}"
        if len(message) > MAIL.largest:
            yield Refusal(f"{source}/{name}", STEP, "it is larger than any newsletter is")
        else:
            yield Part(name, message, hints, MAIL.name)


def _split(file: BinaryIO) -> Iterator[bytes]:
    """Messages without the line that parts them; of one too large only as much as shows that it is."""
    lines: list[bytes] = []
    size, after_blank, begun = 0, True, False
    while line := file.readline(_LONGEST_LINE):
        if after_blank and line.startswith(b"From "):
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        elif size <= MAIL.largest:
            plain = line[1:] if line.startswith(b">From ") else line
            lines.append(plain)
            size += len(plain)
        after_blank = not line.strip()
    if begun:
        yield b"".join(lines)
