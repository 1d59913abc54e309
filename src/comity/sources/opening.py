"""Opening a source, whatever it is: its kind told, its parts opened in their turn, everything given out or refused.

This is the plain way, in this process. `comity.sources.isolation` does the same in a process of its own, with limits.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.kinds import BY_NAME, HEAD, Kind, kind_of
from comity.sources.parts import NO_ARTICLES, PASSED_OVER, NoArticles, Part, Skipped, read_limited
from comity.sources.plain import is_readme

DEEPEST = 4
"""How many archives may lie in one another."""
HEARD = 500
"""Parts that are passed over before something is heard of it."""
MOST_UNPACKED = 8 * 2**30
"""Bytes of all parts of archives in archives."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Work on a part begins, or goes on behind one: the next thing heard should come soon."""

    source: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A source with its name, its bytes and what is known of it."""

    source: str
    file: BinaryIO
    hints: Defaults
    kind: str | None = None
    depth: int = 0


@dataclass(slots=True)
class Budget:
    """What archives in archives have unpacked to so far."""

    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


Step = Document | Refusal | Begun


def open_source(opened: Opened, *, skip: int = 0) -> Iterator[Step]:
    """Every document or refusal of a source, each after a `Begun`.

    What comes before the `Begun` of the number `skip` + 1 is left out: an earlier attempt dealt with it.
    """
    budget = Budget()
    begun = 0
    for step in _open(opened, budget):
        if isinstance(step, Begun):
            begun += 1
            yield step
        elif begun > skip:
            yield from _work(step) if isinstance(step, _Work) else [step]
    if budget.skipped:
        yield Refusal(opened.source, PASSED_OVER, _count(budget.skipped))


@dataclass(frozen=True, slots=True)
class _Work:
    """A part that is read whole, still to be read."""

    opened: Opened
    kind: Kind


def _open(opened: Opened, budget: Budget) -> Iterator[Step | _Work]:
    """The parts of a source, down to those that are read whole; what fails is refused and the rest goes on."""
    yield Begun(opened.source)
    try:
        head = opened.file.read(HEAD)
        opened.file.seek(0)
        kind = BY_NAME[opened.kind] if opened.kind else kind_of(opened.source, head)
        if kind.holds_parts:
            yield from _open_parts(opened, kind, budget)
        else:
            yield _Work(opened, kind)
    except NoArticles as error:
        yield Refusal(opened.source, NO_ARTICLES, str(error))
    except SourceError as error:
        yield Refusal(opened.source, STEP, str(error))
    except Exception as error:
        yield _failure(opened.source, error)


def _open_parts(opened: Opened, kind: Kind, budget: Budget) -> Iterator[Step | _Work]:
    if opened.depth > DEEPEST:
        raise SourceError("too many archives lie in one another")
    found = 0
    for found, part in enumerate(kind.open_parts(opened.file, opened.source, opened.hints), 1):
        if isinstance(part, Part) and is_readme(part.name, part.data):
            part = Skipped("README")
        if isinstance(part, Skipped):
            budget.skipped[part.what] += 1
            if found % HEARD:
                continue
        elif isinstance(part, Part):
            yield from _open(_inner(opened, part, budget), budget)
        else:
            yield part
        yield Begun(opened.source)
    if not found:
        raise SourceError("it is empty; there is no text to read")


def _inner(opened: Opened, part: Part, budget: Budget) -> Opened:
    """A part as a source of its own; raises `SourceError` when archives in archives have grown too large."""
    budget.bytes += len(part.data)
    if opened.depth and budget.bytes > MOST_UNPACKED:
        raise SourceError("what lies in its archives unpacks to far more than it is")
    own, outer = part.hints, opened.hints
    hints = replace(
        own,
        publisher=own.publisher or outer.publisher,
        published=own.published or outer.published,
        published_basis=own.published_basis if own.published else outer.published_basis,
        part="/".join(filter(None, (outer.part, part.name))),
        columns=own.columns or outer.columns,
    )
    return Opened(f"{opened.source}/{part.name}", BytesIO(part.data), hints, part.kind, opened.depth + 1)


def _work(work: _Work) -> Iterator[Document | Refusal]:
    """The documents of a part that is read whole."""
    opened, kind = work.opened, work.kind
    try:
        empty = True
        for item in kind.extract(read_limited(opened.file, kind.largest), opened.source, opened.hints):
            empty = False
            yield item
        if empty:
            raise SourceError("it is empty; there is no text to read")
    except SourceError as error:
        yield Refusal(opened.source, STEP, str(error))
    except Exception as error:
        yield _failure(opened.source, error)


def _failure(source: str, error: Exception) -> Refusal:
    if isinstance(error, MemoryError):
        return Refusal(source, STEP, "it needs more memory than one document may take")
    told = " ".join(str(error).split())[:120]
    return Refusal(source, STEP, f"it cannot be made out ({type(error).__name__}: {told})")


def _count(skipped: Counter[str]) -> str:
    parts = [f"{count:,} × {what}" for what, count in skipped.most_common()]
    listed = ", ".join(parts[:8]) + (f" and {len(parts) - 8} other kinds" if len(parts) > 8 else "")
    return f"{listed} held no article"
