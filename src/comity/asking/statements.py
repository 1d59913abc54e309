"""One statement with everything a citation needs, all that the record was read from, and what was refused."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from comity.asking.answer import ONLY, Answer
from comity.asking.asked import Asked
from comity.asking.rows import AppearanceRow, DocumentRow, Passage, RefusalRow, SearchRow, StatementRow
from comity.asking.timeline import Stretch
from comity.asking.wording import say, with_states
from comity.edtf import Bounds, bounds
from comity.model import Evidence, Provenance
from comity.recording.lookup import ALL, Appearance, Choice
from comity.recording.passages import around
from comity.recording.search import MOST
from comity.recording.stored import DocumentHead, Recorded


def statement(asked: Asked, id: str) -> Answer[StatementRow]:
    """The statement of an id or of its unique beginning, superseded or not."""
    asked.take(id=id)
    found = asked.view.find_statement(id)
    if found is None:
        return asked.answer(StatementRow, [])
    if not asked.view.counts(found):
        clocks = (asked.view.asof, asked.arguments.get("recorded"))
        by = " and recorded by ".join(str(clock) for clock in clocks if clock)
        asked.notes.append(f"{found.id} was not known by {by}.")
        return asked.answer(StatementRow, [])
    text = asked.view.texts([found.document.id])[found.document.id]
    return asked.answer(StatementRow, [_row(asked, found, text, _appearances(asked, found))])


def sentences(asked: Asked, ids: Iterable[str]) -> Answer[StatementRow]:
    """The statements of some ids with their sentences, in the order given; unknown ids are told in a note."""
    wanted = list(dict.fromkeys(ids))
    found = asked.view.find_all(wanted)
    texts = asked.view.texts({item.document.id for item in found})
    if len(found) < len(wanted):
        asked.notes.append(f"{len(wanted) - len(found)} of the ids are of no statement of this record.")
    met = asked.view.appearances({item.document.family for item in found})
    return asked.answer(
        StatementRow, [_row(asked, item, texts[item.document.id], met[item.document.family]) for item in found]
    )


def search(asked: Asked, words: str, limit: int, *, at: str | None = None) -> Answer[SearchRow]:
    """Passages that hold all the words and phrases, best first; `at` keeps texts published then."""
    asked.take(words=words, at=at)
    looked_at = limit if at is None else max(limit, MOST)
    held = [passage for passage in asked.view.search(words, limit=looked_at) if _published(passage.document, at)]
    found = held[:limit]
    if len(found) == limit:
        asked.notes.append(f"{ONLY}first {limit:,} passages are shown.")
    rows = [
        SearchRow(
            document=passage.document.id,
            title=passage.document.title,
            publisher=passage.document.publisher,
            published=passage.document.published,
            passage=passage.text,
            start=passage.start,
            statements=passage.statements,
        )
        for passage in found
    ]
    return asked.answer(SearchRow, rows)


def documents(
    asked: Asked, *, at: str | None = None, of: Choice = ALL, part: tuple[int, int] | None = None
) -> Answer[DocumentRow]:
    """All documents that count, or those published at a date; `part` of the reports alone: skipped and taken."""
    asked.take(at=at, publisher=of.publisher, language=of.language, month=of.month)
    if part is not None or of != ALL:
        skipped, taken = part or (0, None)
        shown = [head for head in asked.view.reports(skipped, taken, of) if _published(head, at)]
        copies = asked.view.count_copies({head.family for head in shown})
        rows = [document_row(head, copies[head.family]) for head in shown]
        return asked.answer(DocumentRow, rows, asked.view.count_reports(of) - len(rows) if at is None else 0)
    counted = asked.view.documents()
    families = Counter(head.family for head in counted)
    heads = [head for head in counted if _published(head, at)]
    return asked.answer(DocumentRow, (document_row(head, families[head.family] - 1) for head in heads))


def document_row(head: DocumentHead, copies: int = 0) -> DocumentRow:
    """A document in a list of them, of which some are `copies` of it."""
    return DocumentRow(
        document=head.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        url=head.url,
        source=head.source,
        language=head.language,
        characters=head.characters,
        copies=copies,
        agency=head.agency,
        count=head.count,
        recorded=head.recorded_at,
        statements=(),
    )


def refusals(asked: Asked, *, at: str | None = None, asof: str | None = None) -> Answer[RefusalRow]:
    """What could not be used, with its reason, and what readers were warned of; noted at a date, or by one."""
    asked.take(at=at, asof=asof)
    first, last = Stretch.between(at, at), Stretch.between(None, asof)
    noted = [note for note in asked.view.refusals() if all(s.meets(_day(note.recorded_at)) for s in (first, last))]
    rows = [RefusalRow(n.severity, n.source, n.step, n.reason, n.document, n.recorded_at, ()) for n in noted]
    return asked.answer(RefusalRow, rows)


def _day(moment: str) -> Bounds:
    day = dt.date.fromisoformat(moment[:10])
    return Bounds(day, day)


def _published(head: DocumentHead, at: str | None) -> bool:
    """Whether it was published then; without a date of publication only when no date is asked for."""
    if at is None:
        return True
    return head.published is not None and Stretch.between(at, at).meets(bounds(head.published))


def _appearances(asked: Asked, found: Recorded) -> tuple[Appearance, ...]:
    family = found.document.family
    return asked.view.appearances([family])[family]


def appearance_row(met: Appearance) -> AppearanceRow:
    """A place where a text was published."""
    told = met.provenance
    return AppearanceRow(
        document=met.document,
        publisher=met.publisher,
        title=met.title,
        published=met.published,
        url=met.url,
        source=met.source,
        recorded=met.recorded_at,
        extractor=f"{told.extractor} ({told.version})" if told else None,
        raw=told.raw_sha256 if told else None,
        dated_by=told.published_basis if told else None,
        part=told.part if told else None,
        doubts=told.doubts if told else (),
    )


def _row(asked: Asked, found: Recorded, text: str, appearances: tuple[Appearance, ...]) -> StatementRow:
    stated, head = found.statement, found.document
    own = (met.provenance for met in appearances if met.document == head.id and met.provenance)
    return StatementRow(
        statement=found.id,
        kind=stated.kind,
        says=say(stated, with_states(asked.actors.name)),
        keys=json.dumps(stated.to_json(), ensure_ascii=False),
        modality=stated.modality,
        when=stated.when,
        said_by=(stated.said_by.name,) if stated.said_by else (),
        passages=_passages(text, stated.evidence, next(own, None)),
        document=head.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        url=head.url,
        agency=head.agency,
        appearances=tuple(map(appearance_row, appearances)),
        source=head.source,
        recorded=found.recorded_at,
        superseded=found.superseded_at,
        reader=found.reader,
        statements=(found.id,),
        confidence=stated.confidence,
    )


def _passages(text: str, evidence: tuple[Evidence, ...], told: Provenance | None) -> tuple[Passage, ...]:
    """The sentences around the evidence, each once, with the spans marked in them."""
    spans = sorted((around(text, span.start, span.end), span) for span in evidence)
    passages = []
    for (start, end), group in groupby(spans, key=lambda pair: pair[0]):
        marks = tuple((span.start - start, span.end - start) for _, span in group)
        passages.append(Passage(start, text[start:end], marks, told.page_of(start + marks[0][0]) if told else None))
    return tuple(passages)
