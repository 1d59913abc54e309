"""Passages that hold the words looked for, with what was read in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from comity.recording import schema
from comity.recording.gathering import chunks
from comity.recording.search import holds_all, match_passages, room_for, terms
from comity.recording.sight import Sight
from comity.recording.stored import HEAD, DocumentHead, head_of


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that holds the words looked for, with the ids of the statements read in it."""

    document: DocumentHead
    start: int
    text: str
    statements: tuple[str, ...]


def find_passages(sight: Sight, words: str, limit: int) -> list[FoundPassage]:
    """Passages that hold all the words and phrases, best first; raises `UserError` for a `*` inside a word."""
    wanted = terms(words)
    keys = match_passages(sight.connection, wanted, sight.scope, limit=room_for(wanted, limit))
    passage, document = schema.passage.c, schema.document.c
    columns = (passage.key, passage.start, passage.end, passage.document, document.text, *HEAD)
    query = select(*columns).join(schema.document, document.key == passage.document).where(sight.scope.documents)
    rows: dict[int, dict[str, Any]] = {}
    for part in chunks(keys):
        rows |= {row.key: row._asdict() for row in sight.connection.execute(query.where(passage.key.in_(part)))}
    texts = {key: rows[key]["text"][rows[key]["start"] : rows[key]["end"]] for key in keys if key in rows}
    found = [key for key, text in texts.items() if holds_all(text, wanted)][:limit]
    inside = _statements_inside(sight, found)
    return [
        FoundPassage(head_of(rows[key]), rows[key]["start"], texts[key], tuple(inside.get(key, ()))) for key in found
    ]


def _statements_inside(sight: Sight, passages: Sequence[int]) -> dict[int, dict[str, None]]:
    """Ids of the statements whose evidence overlaps each passage."""
    statement, evidence, passage = schema.statement.c, schema.evidence.c, schema.passage.c
    overlap = and_(evidence.start < passage.end, evidence.end > passage.start)
    query = (
        sight.standing(passage.key, statement.id)
        .join(schema.evidence, evidence.statement == statement.key)
        .join(schema.passage, and_(passage.document == statement.document, overlap))
    )
    found: dict[int, dict[str, None]] = {}
    for part in chunks(passages):
        rows = sight.connection.execute(query.where(passage.key.in_(part)).order_by(statement.key))
        for key, id in rows:
            found.setdefault(key, {})[id] = None
    return found
