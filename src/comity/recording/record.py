"""A record at an address: where reading rights (`view`) and writing rights (`writer`) part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from comity.model import Document, Refusal, Statement


@dataclass(frozen=True, slots=True)
class Run:
    """What read: versions of reader and register, and the options that change what is read."""

    reader: str
    register: str = ""
    options: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Added:
    """What one `Writer.add` did."""

    document: str
    statements: int
    """Statements that stand from this document now."""
    new: int
    """Of these, how many were not there before."""
    superseded: int
    """Statements of an older reading that no longer stand."""
    unchanged: bool
    """True when this reader had read this text before and nothing was written."""


class Writer:
    """Appends documents with their statements; use as a context manager, one at a time."""

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Resolve what was added."""

    def add(
        self,
        document: Document,
        statements: Sequence[Statement],
        *,
        run: Run,
        refusals: Sequence[Refusal] = (),
        warnings: Sequence[str] = (),
    ) -> Added:
        """Record one document and what was read in it, in one transaction."""
        raise NotImplementedError

    def has(self, document: Document, run: Run) -> bool:
        """Whether this run has read this text before, so that reading it again can be left out."""
        raise NotImplementedError

    def refuse(self, refusals: Sequence[Refusal], *, run: Run) -> None:
        """Record what could not be used at all, so that the next run knows."""
        raise NotImplementedError


class Record:
    """An open record."""

    def writer(self) -> Writer:
        """The one who may write."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the record."""


def open_record(address: str | Path, *, create: bool = False) -> Record:
    """Open the record at `address`, a path or a `postgresql://` URL; `create` makes one where there is none.

    Raises `RecordError` when there is none, when it is no Comity record, or when a newer Comity wrote it.
    """
    raise NotImplementedError
