"""One transaction of the writer: documents with what was read in them, gathered as rows, then inserted table by table.

Rows are numbered here: whoever is in such a transaction holds the write lock, so the next numbers are free.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table, and_, func, select, update

from comity.errors import RecordError
from comity.model import Document, Refusal
from comity.recording import schema
from comity.recording.casting import WIDTH, Cast, code
from comity.recording.claims import published_day
from comity.recording.copies import Wording
from comity.recording.families import note_unresolved, settle_families
from comity.recording.gathering import chunks
from comity.recording.inserting import Values, insert_rows, insert_values
from comity.recording.judgements import ACTORS, REGISTER, Judgement, decide, keep_live
from comity.recording.keys import Keys
from comity.recording.known import HEAD, Known, digest_of, find_appearances, find_known, head_of
from comity.recording.looked import Memory
from comity.recording.numbering import Fresh, Numbered, number_statements
from comity.recording.preparing import Item, Prepared, prepare
from comity.recording.refused import SET_ASIDE
from comity.recording.rulings import (
    Place,
    find_documents,
    find_judged,
    find_mentioning,
    find_touched,
    find_withdrawn,
    keep_rulings,
    last_sequence,
    load_joins,
    load_judgements,
    load_statements,
    trace,
)
from comity.recording.soundness import STEP, compare, sift
from comity.recording.texts import load_texts
from comity.recording.ways import Added, Run
from comity.recording.wording import index_words

_NUMBERED = (
    schema.document.c.key, schema.appearance.c.key, schema.run.c.key, schema.reading.c.sequence,
    schema.statement.c.key, schema.passage.c.key, schema.refusal.c.key, schema.judgement.c.key,
)  # fmt: skip
_ORDER = (
    schema.document, schema.appearance, schema.reading, schema.statement, schema.evidence, schema.party,
    schema.passage, schema.refusal,
)  # fmt: skip
"""What is referred to comes before what refers to it."""


class Entry:
    """One batch of different documents.

    With `met` the wordings of new documents are put there, for whoever goes on in the same transaction to settle.
    """

    def __init__(
        self, connection: Connection, keys: Keys, now: str, run: Run, *,
        register: bool = False, met: dict[int, Wording] | None = None,
    ) -> None:  # fmt: skip
        self._connection, self._keys, self._now, self._register = connection, keys, now, register
        counted = connection.execute(select(*(select(func.max(c)).scalar_subquery() for c in _NUMBERED))).one()
        self._last = {column.table: last or 0 for column, last in zip(_NUMBERED, counted, strict=True)}
        self._values: dict[Table, Values] = defaultdict(list)
        self._words: list[tuple[int, str]] = []
        self._fresh: list[Fresh] = []
        self._met, self._goes_on = met if met is not None else {}, met is not None
        self._touched: set[int] = set()
        self._run_id, self._run = run.id, self._find_run(run)

    @property
    def statements(self) -> int:
        """Number of the last statement."""
        return int(self._last[schema.statement])

    def add(self, items: Sequence[Prepared], *, defer: bool = False) -> list[Added]:
        """Take the items in and write them; what each did, in their order.

        `defer`: a text that another run has read keeps that reading, and one with an earlier date keeps its date.
        """
        known = find_known(self._connection, {item.document.id for item in items})
        digests = find_appearances(self._connection, {digest for item in items for digest in item.appearances})
        added = [self._decide(item, known.get(item.document.id), digests, defer) for item in items]
        self._number_statements()
        self.write()
        self._heed({item.document.id for item in items})
        return added

    def judge(self, judgement: Judgement) -> Judgement:
        """Append a judgement and have what stands follow it, as on our clock it does from now on.

        A judgement that the record holds is not taken twice. Raises `RecordError` when an `undo` has nothing to take
        back, or something that another judgement builds on.
        """
        table = schema.judgement
        if judgement.recorded_at and self._holds(judgement):
            return judgement
        judgement = self._date(judgement)
        self._prove(judgement)
        withdrawn = find_withdrawn(self._connection, judgement) if judgement.withdraws else None
        documents = find_touched(self._connection, withdrawn.key) if withdrawn else self._touched_by(judgement)
        key = self._next(table)
        insert_rows(self._connection, table, [(
            key, judgement.id, judgement.verdict, judgement.content, judgement.person, judgement.reason,
            judgement.recorded_at, withdrawn.key if withdrawn else None,
        )])  # fmt: skip
        insert_rows(self._connection, schema.judged, [(key, document) for document in documents])
        for place in find_documents(self._connection, documents):
            sequence = self._next(schema.reading)
            insert_rows(self._connection, schema.reading, [(sequence, place.key, self._run, self._now, key)])
            self._settle(place, sequence)
        return replace(judgement, key=key)

    def _touched_by(self, judgement: Judgement) -> tuple[str, ...]:
        """What a judgement is about; of one about actors, all documents in which the first of them has a part."""
        if judgement.actors is None:
            return judgement.documents
        return (ACTORS, *find_mentioning(self._connection, judgement.actors[0]))

    def meet(self, document: Document) -> None:
        """Keep another appearance of a text that the record holds; its statements stay as they were read."""
        known = find_known(self._connection, {document.id}).get(document.id)
        if known and not find_appearances(self._connection, {digest := digest_of(document)}):
            self._appear(known.key, document, digest)
            self.write()

    def set_aside(self, document: Document, refusal: Refusal) -> None:
        """Keep a text that was not read, with the reason; nothing of a text that was read before is touched."""
        known = find_known(self._connection, {document.id}).get(document.id)
        digests = find_appearances(self._connection, {digest := digest_of(document)})
        if known is None:
            self._take(prepare(Item(document, ())), None, digests)
            self._fresh = []
            self.note([refusal], SET_ASIDE)
        elif digest not in digests:
            self._appear(known.key, document, digest)
        self.write()

    def _holds(self, judgement: Judgement) -> bool:
        table = schema.judgement.c
        return self._connection.scalar(select(table.key).where(table.id == judgement.id)) is not None

    def _date(self, judgement: Judgement) -> Judgement:
        """The judgement with its moment, a later one than that of the same judgement made before."""
        moment = dt.datetime.fromisoformat(self._now)
        while not judgement.recorded_at or self._holds(judgement):
            judgement = replace(judgement, recorded_at=moment.isoformat(timespec="microseconds"))
            moment += dt.timedelta(microseconds=1)
        return judgement

    def _prove(self, judgement: Judgement) -> None:
        """Raise `RecordError` when the statement that a judgement makes does not stand in its document."""
        if judgement.made is None or judgement.made.register:
            return
        statement = judgement.made.statement
        text = load_texts(self._connection, [statement.document], Memory()).get(statement.document)
        if text is not None and (unsound := sift(Document(text), [statement])[1]):
            raise RecordError(unsound[0].reason)

    def note(self, refusals: Iterable[Refusal], severity: str) -> None:
        """Keep what was refused or warned of."""
        for r in refusals:
            key = self._next(schema.refusal)
            row = (key, severity, r.source, r.step, r.reason, r.document, self._run, self._now)
            self._values[schema.refusal] += row

    def without_noted(self, refusals: Sequence[Refusal], severity: str) -> list[Refusal]:
        """Those that this run has not noted before."""
        table = schema.refusal.c
        noted: set[tuple[str, str, str]] = set()
        for part in chunks(sorted({r.source for r in refusals})):
            query = select(table.source, table.step, table.reason)
            query = query.where(table.run == self._run, table.severity == severity, table.source.in_(part))
            noted |= {(row.source, row.step, row.reason) for row in self._connection.execute(query)}
        return [r for r in refusals if (r.source, r.step, r.reason) not in noted]

    def write(self) -> None:
        """Insert what was gathered."""
        for table in _ORDER:
            insert_values(self._connection, table, self._values.pop(table, []))
        index_words(self._connection, self._words)
        if not self._goes_on:
            settle_families(self._connection, self._met)
        note_unresolved(self._connection, self._touched)
        self._words, self._touched = [], set()

    def _heed(self, documents: set[str]) -> None:
        """Have what stands of documents just read follow the judgements about them."""
        if not self._register:
            self._join_actors(documents)
        judged = find_judged(self._connection, {REGISTER} if self._register else documents)
        for place in find_documents(self._connection, judged):
            self._settle(place, last_sequence(self._connection, place.key))

    def _join_actors(self, documents: set[str]) -> None:
        """Have the judgements that join actors be about documents just read, where those have a part in them."""
        for judgement in load_joins(self._connection):
            gone = judgement.actors[0] if judgement.actors else ""
            new = set(find_mentioning(self._connection, gone, documents))
            new -= set(find_touched(self._connection, judgement.key)) if new else set()
            insert_rows(self._connection, schema.judged, [(judgement.key, document) for document in sorted(new)])

    def _settle(self, place: Place, sequence: int) -> None:
        """Bring what stands of a document in line with the judgements about it, at a place on our clock."""
        live = keep_live(load_judgements(self._connection, {place.name}))
        rows = trace(self._connection, place.key)
        read = load_statements(self._connection, rows.worth_loading(live))
        decision = decide(read, live)
        untouched = rows.read.keys() - {statement.id for statement in read}
        kept, gone = rows.sort(decision.standing.keys() | untouched)
        missing = {id: told for id, told in decision.standing.items() if id not in kept}
        self._retire(gone, sequence)
        made_by = {id: judgement.key for id, (_, judgement) in missing.items() if judgement}
        statements = code({id: statement for id, (statement, _) in missing.items()})
        self._fresh = [Fresh(place.key, dt.date.fromisoformat(place.day), sequence, statements, made_by)]
        numbers = rows.newest | kept | self._number_statements().keys
        self._touched.add(place.key)
        counted = update(schema.document).where(schema.document.c.key == place.key)
        self._connection.execute(counted.values(count=len(decision.standing.keys() | untouched)))
        self.write()
        rulings = {(numbers[r.statement], r.judgement.key, r.side): r.verdict for r in decision.rulings}
        keep_rulings(self._connection, place.key, rulings, sequence)

    def _decide(self, item: Prepared, known: Known | None, digests: set[str], defer: bool) -> Added:
        if defer and known and known.run and (known.run != self._run_id or known.yields_to(item.document)):
            return Added(item.document.id, len(known.standing), 0, 0, unchanged=True, left=True)
        return self._take(item, known, digests)

    def _take(self, item: Prepared, known: Known | None, digests: set[str]) -> Added:
        document, id, count = item.document, item.document.id, len(item.cast.ids)
        if known:
            redated = self._meet_again(item, known, digests)
            self._meet_elsewhere(item, known.key, digests)
            if known.run == self._run_id and not redated and (known.standing or not (count or item.refused)):
                return Added(id, len(known.standing), 0, 0, unchanged=True)
        cast, gone = _without_standing(item.cast, known)
        day = published_day(document.published, self._now)
        key = known.key if known else self._meet(item, day, digests)
        sequence = self._next(schema.reading)
        self._values[schema.reading] += (sequence, key, self._run, self._now, None)
        self._fresh.append(Fresh(key, dt.date.fromisoformat(day), sequence, cast))
        self._touched.add(key)
        if known:
            self._supersede(key, gone, sequence, count)
        if self._register:
            self._retire_registers(key, sequence)
        self.note(item.refusals, "refused")
        self.note([Refusal(document.source, STEP, warning, id) for warning in item.warnings], "warning")
        return Added(id, count, len(cast.ids), len(gone), unchanged=False, refused=item.refused)

    def _next(self, table: Table) -> int:
        self._last[table] += 1
        return int(self._last[table])

    def _find_run(self, run: Run) -> int:
        key = self._connection.scalar(select(schema.run.c.key).where(schema.run.c.id == run.id))
        if key is None:
            key = self._next(schema.run)
            options = json.dumps(dict(run.options), sort_keys=True)
            insert_rows(self._connection, schema.run, [(key, run.id, run.reader, run.register, options)])
        return int(key)

    def _meet_elsewhere(self, item: Prepared, key: int, digests: set[str]) -> None:
        """Keep where else a text appeared; its own head is kept by others."""
        for digest, document in list(item.appearances.items())[1:]:
            if digest not in digests:
                self._appear(key, document, digest)

    def _meet(self, item: Prepared, day: str, digests: set[str]) -> int:
        """A text that the record has not seen: its row, its appearance, its passages."""
        key, document = self._next(schema.document), item.document
        source, title, publisher, published, url = head_of(document)
        if item.wording:
            self._met[key] = item.wording
        self._values[schema.document] += (
            key, document.id, document.sha256, document.language, title, publisher, published, url, source, day,
            self._register, len(document.text), key, item.wording.agency if item.wording else None,
            len(item.cast.ids), self._now, document.text,
        )  # fmt: skip
        self._appear(key, document, next(iter(item.appearances)))
        self._meet_elsewhere(item, key, digests)
        first = self._last[schema.passage] + 1
        self._last[schema.passage] += len(item.passages)
        for passage, (start, end) in enumerate(item.passages, first):
            self._values[schema.passage] += (passage, key, start, end)
            self._words.append((passage, document.text[start:end]))
        return key

    def _meet_again(self, item: Prepared, known: Known, digests: set[str]) -> bool:
        """A text that the record has seen, maybe in another place: its earliest appearance is its head.

        True when this one became it, so that relative dates are to be read from its day.
        """
        digest, document = next(iter(item.appearances.items()))
        if digest in digests:
            return False
        self._appear(known.key, document, digest)
        if not known.yields_to(document):
            return False
        head = dict(zip(HEAD, head_of(document), strict=True))
        earlier = update(schema.document).where(schema.document.c.key == known.key)
        self._connection.execute(earlier.values(**head, known=published_day(document.published, self._now)))
        self._touched.add(known.key)
        return True

    def _appear(self, key: int, document: Document, digest: str) -> None:
        told = json.dumps(document.provenance.to_json()) if document.provenance else None
        row = (self._next(schema.appearance), key, *head_of(document), self._now, digest, told)
        self._values[schema.appearance] += row

    def _supersede(self, document: int, gone: Sequence[int], sequence: int, count: int) -> None:
        # The reading is inserted first: what supersedes must be there.
        insert_values(self._connection, schema.reading, self._values.pop(schema.reading))
        self._retire(gone, sequence)
        counted = update(schema.document).where(schema.document.c.key == document)
        self._connection.execute(counted.values(count=count))

    def _retire(self, statements: Sequence[int], sequence: int) -> None:
        for part in chunks(statements):
            outdated = update(schema.statement).where(schema.statement.c.key.in_(part))
            self._connection.execute(outdated.values(superseded=sequence))

    def _retire_registers(self, key: int, sequence: int) -> None:
        """Supersede what stands from registers of other versions: one register speaks at a time."""
        table = schema.document.c
        others = select(table.key).where(table.register, table.key != key, table.count > 0)
        for other in list(self._connection.scalars(others)):
            self._flush_heads()
            current = and_(schema.statement.c.document == other, schema.statement.c.superseded.is_(None))
            self._connection.execute(update(schema.statement).where(current).values(superseded=sequence))
            self._connection.execute(update(schema.document).where(table.key == other).values(count=0))
            self._touched.add(other)

    def _flush_heads(self) -> None:
        for table in (schema.document, schema.appearance, schema.reading):
            insert_values(self._connection, table, self._values.pop(table, []))

    def _number_statements(self) -> Numbered:
        """New statements and all that belongs to them as rows."""
        numbered = number_statements(self._connection, self._keys, self._fresh, self.statements)
        for table, values in numbered.values.items():
            self._values[table] += values
        self._last[schema.statement] += len(numbered.values[schema.statement]) // WIDTH
        self._fresh = []
        return numbered


def _without_standing(cast: Cast, known: Known | None) -> tuple[Cast, list[int]]:
    """What of a reading is new or newly weighed, and the keys of what it no longer holds."""
    if known is None or not known.standing:
        return cast, []
    fresh, gone = compare(known.standing, cast.weights())
    return cast.among(fresh), gone
