"""A document as it is read: its text, where it appeared and what was read in it; and what the record holds in all."""

from collections.abc import Iterable

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import DocumentRow, ReadingRow, ReadStatement, StockRow, TimelineRow
from comity.asking.statements import appearance_row, document_row
from comity.asking.timeline import happening_rows
from comity.asking.wording import Call, say, with_states
from comity.recording.stored import Recorded

LATELY = 30
"""How many of the reports published last are looked at for what is new."""


def document(asked: Asked, id: str) -> Answer[ReadingRow]:
    """The document of an id or of its unique beginning."""
    asked.take(id=id)
    found = asked.view.document(id)
    if found is None:
        return asked.answer(ReadingRow, [])
    head, text, appearances, said = found
    sure, call = asked.view.confidences(item.id for item in said), with_states(asked.actors.name)
    read = sorted(
        (_read(item, call, sure.get(item.id, item.statement.confidence)) for item in said),
        key=lambda item: (item.spans, item.statement),
    )
    row = ReadingRow(
        document=head.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        url=head.url,
        source=head.source,
        language=head.language,
        recorded=head.recorded_at,
        text=text,
        appearances=tuple(map(appearance_row, appearances)),
        read=tuple(read),
        statements=tuple(item.statement for item in read),
    )
    return asked.answer(ReadingRow, [row])


def sources(asked: Asked, statements: Iterable[str]) -> Answer[DocumentRow]:
    """The documents in which statements stand, oldest publication first."""
    return asked.answer(DocumentRow, map(document_row, asked.view.sources(statements)))


def coverage(asked: Asked) -> Answer[StockRow]:
    """How many documents there are of each publisher, language and month."""
    rows = [StockRow(s.publisher, s.language, s.month, s.documents, s.statements, ()) for s in asked.view.stock()]
    return asked.answer(StockRow, rows)


def latest(asked: Asked, reports: int = LATELY) -> Answer[TimelineRow]:
    """What is told in the reports published last, so many of them, the newest first."""
    return asked.answer(TimelineRow, happening_rows(asked, asked.view.latest(reports)))


def _read(item: Recorded, call: Call, confidence: float) -> ReadStatement:
    said = item.statement
    spans = tuple(sorted((span.start, span.end) for span in said.evidence))
    return ReadStatement(item.id, said.kind, say(said, call), said.modality, said.when, confidence, spans)
