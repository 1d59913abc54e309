"""The tables that a shard becomes: those of a snapshot, with what became of each document, and what was not used.

The same documents give the same bytes: rows stand in the order of reading, nothing tells the time, and Parquet is
written in row groups of one size.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from comity.exchanging.snapshot_tables import TABLES as SNAPSHOT
from comity.exchanging.snapshot_tables import Schema, document_rows, restore
from comity.model import Document, Refusal, Statement
from comity.recording import Run
from comity.recording.kept import Kept, KeptStatement

Outcome = Literal["read", "set-aside", "known"]
Severity = Literal["refused", "failed", "set-aside", "warning"]

TABLES: dict[str, Schema] = {
    "documents": {**SNAPSHOT["documents"], "outcome": pl.String},
    "statements": SNAPSHOT["statements"],
    "evidence": SNAPSHOT["evidence"],
    "parties": SNAPSHOT["parties"],
    "errors": dict.fromkeys(("severity", "source", "step", "reason", "document"), pl.String),
}
"""`outcome` is `read`, `set-aside` or `known` (the same text stands before it in the shard)."""
ROW_GROUP = 20_000
ROWS = tuple(TABLES)


@dataclass(slots=True)
class Rows:
    """Rows that wait to be written."""

    by_table: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in TABLES})
    characters: int = 0
    """Of the texts that wait."""

    @property
    def documents(self) -> int:
        """How many documents wait."""
        return len(self.by_table["documents"])

    def add(self, document: Document, outcome: Outcome, run: Run, statements: tuple[Statement, ...] = ()) -> None:
        """Add a document with what was read in it."""
        self.characters += len(document.text)
        said = tuple(KeptStatement(statement) for statement in statements)
        for name, row in document_rows(Kept(document, False, run, "", (), said), with_texts=True):
            self.by_table[name].append((*row, outcome) if name == "documents" else row)

    def note(self, refusal: Refusal, severity: Severity) -> None:
        """Add what was not used, or is to be known of a document."""
        row = (severity, refusal.source, refusal.step, refusal.reason, refusal.document)
        self.by_table["errors"].append(row)

    def encode(self) -> dict[str, tuple[int, bytes]]:
        """Each table's count of rows and its Parquet."""
        return {name: (len(rows), encode(name, rows)) for name, rows in self.by_table.items()}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as a part of a shard holds it."""

    kept: Kept
    outcome: Outcome


def encode(table: str, rows: list[tuple[Any, ...]]) -> bytes:
    """The Parquet of some rows, which depends on them alone."""
    target = io.BytesIO()
    frame = pl.DataFrame(rows, schema=TABLES[table], orient="row")
    frame.write_parquet(target, compression="zstd", statistics=True, row_group_size=ROW_GROUP)
    return target.getvalue()


def load_documents(tables: Mapping[str, pl.DataFrame]) -> Iterator[Loaded]:
    """The documents of a part in their order, those that were read with their statements."""
    outcomes = tables["documents"]["outcome"].to_list()
    no_judgements = {"judgements": pl.DataFrame(schema=SNAPSHOT["judgements"])}
    for outcome, kept in zip(outcomes, restore({**tables, **no_judgements}), strict=True):
        if isinstance(kept, Kept):
            yield Loaded(kept, outcome)


def load_errors(table: pl.DataFrame) -> Iterator[tuple[Severity, Refusal]]:
    """What was not used, and how grave that is."""
    for severity, *told in table.iter_rows():
        yield severity, Refusal(*told)
