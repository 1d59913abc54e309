"""A reader that is no trouble: it takes every sentence for a meeting, at once, so that what is around it can be tried.

Texts may ask for trouble: one with `killer` in it kills the process that reads it, one with `breaker` raises.
"""

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from comity.model import Document, Event, Evidence, Reference, Refusal, Statement
from comity.scaling.pipeline import Tools

_SENTENCE = re.compile(r"[^.\n]+\.")
CHINA = Reference("state:CHN", "China")


@dataclass(frozen=True)
class Read:
    """What was read."""

    statements: tuple[Statement, ...]
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class WordReader:
    """Needs `seconds` for each document; dies of the first ones while files lie in the folder `lives`."""

    seconds: float = 0.0
    lives: Path | None = None
    version: str = "word-reader-1"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        """A meeting for every sentence."""
        for document in documents:
            if "killer" in document.text or (self.lives and _lose_life(self.lives)):
                os.kill(os.getpid(), signal.SIGKILL)
            if "breaker" in document.text:
                raise ValueError("no verb")
            time.sleep(self.seconds)
            warnings = () if document.published else ("it has no date",)
            yield Read(tuple(_meetings(document)), warnings)


@dataclass(frozen=True)
class ByWord:
    """The recipe of a `WordReader`."""

    seconds: float = 0.0
    lives: Path | None = None

    def make(self) -> Tools:
        """The reader, at once."""
        return Tools(WordReader(self.seconds, self.lives), "no register")


def _lose_life(lives: Path) -> bool:
    """Whether there was a file and this process is the one that took it away."""
    for life in lives.iterdir():
        with suppress(FileNotFoundError):
            life.unlink()
            return True
    return False


def _meetings(document: Document) -> Iterator[Event]:
    for place, match in enumerate(_SENTENCE.finditer(document.text)):
        evidence = (Evidence.of(document.text, *match.span()),)
        yield Event(
            document=document.id, evidence=evidence, event_type="CONSULT", actors=(CHINA,), confidence=1 / (3 + place)
        )
