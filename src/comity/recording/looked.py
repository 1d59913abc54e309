"""What an answer was looked for in: counts over the reports of a state, made once for each state."""

from dataclasses import dataclass

from sqlalchemy import func, select

from comity.recording import schema
from comity.recording.scope import Scope
from comity.recording.sight import Sight


@dataclass(frozen=True, slots=True)
class Looked:
    """What a view looks at: counts over its reports, and whether the register is among its documents."""

    documents: int
    texts: int
    """Documents without their copies."""
    statements: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    register: bool


Memory = dict[tuple[Scope, str], Looked]
"""What views of one record looked at, by the state that they saw."""
REMEMBERED = 64


def look(sight: Sight, memory: Memory) -> Looked:
    """What a view looks at, from memory where the same state was counted before."""
    key = (sight.scope, sight.last_reading)
    if key not in memory:
        if len(memory) >= REMEMBERED:
            memory.clear()
        memory[key] = _count(sight)
    return memory[key]


def _count(sight: Sight) -> Looked:
    table = schema.document.c
    counts = select(
        table.publisher, table.register, func.count(), func.sum(table.count), func.min(table.published),
        func.max(table.published),
    )  # fmt: skip
    counted = counts.where(sight.documents).group_by(table.publisher, table.register)
    rows = sight.connection.execute(counted).all()
    reports = [row for row in rows if not row[1]]
    firsts, lasts = [row[4] for row in reports if row[4]], [row[5] for row in reports if row[5]]
    by_size = sorted((row for row in reports if row[0]), key=lambda row: (-row[2], row[0]))
    return Looked(
        documents=sum(row[2] for row in reports),
        texts=_count_families(sight),
        statements=sum(row[3] for row in reports),
        publishers=tuple(row[0] for row in by_size),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        register=any(row[1] for row in rows),
    )


def _count_families(sight: Sight) -> int:
    table = schema.document.c
    query = select(func.count(table.family.distinct())).where(sight.documents, ~table.register)
    return sight.connection.scalar(query) or 0
