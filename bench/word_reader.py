"""A reader that is no trouble: it takes every sentence for a meeting, at once, so that what is around it can be tried.

Texts may ask for trouble: one with `killer` in it kills the process that reads it, one with `breaker` raises.
"""

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """Needs `seconds` for each document."""

    seconds: float = 0.0
    version: str = "word-reader-1"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        """A meeting for every sentence."""
        for document in documents:
            if "killer" in document.text:
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

    def make(self) -> Tools:
        """The reader, at once."""
        return Tools(WordReader(self.seconds), "no register")


def _meetings(document: Document) -> Iterator[Event]:
    for place, match in enumerate(_SENTENCE.finditer(document.text)):
        evidence = (Evidence.of(document.text, *match.span()),)
        yield Event(
            document=document.id, evidence=evidence, event_type="CONSULT", actors=(CHINA,), confidence=1 / (3 + place)
        )
