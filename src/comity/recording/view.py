"""A view: one state of the record, read-only, seen at a day in the world and as known by another."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, or_, select

from comity.edtf import Bounds, bounds
from comity.errors import RecordError
from comity.outside import LayeredEvent, LayerFile
from comity.recording import schema
from comity.recording.ballots import load_positions, load_votes
from comity.recording.claims import Claim, published_day
from comity.recording.engine import tell_errors
from comity.recording.gathering import (
    EVENT_ROLES,
    actor_key,
    chunks,
    gather_claims,
    gather_links,
    gather_reports,
    playing,
)
from comity.recording.grounds import GroundedHappening, GroundedSpell, find_derived, ground_happening, ground_spells
from comity.recording.happenings import resolve_happenings
from comity.recording.judgements import Judgement, Ruling
from comity.recording.keeping import days_of
from comity.recording.kept import Kept, stream_kept
from comity.recording.keys import fold
from comity.recording.lookup import (
    Appearance,
    Stock,
    documents_behind,
    find_document,
    latest_documents,
    load_appearances,
    take_stock,
)
from comity.recording.outside import find_outside, layer_files
from comity.recording.refused import Noted, load_noted
from comity.recording.resolve import by_slot, resolve_claims
from comity.recording.rulings import is_judged, load_judgements, load_makers, load_rulings
from comity.recording.scenes import Scene, load_scenes
from comity.recording.scope import Scope, scope_of
from comity.recording.search import holds_all, match_passages, room_for, terms
from comity.recording.spells import CHAIR
from comity.recording.stored import (
    HEAD,
    DocumentHead,
    Recorded,
    head_of,
    load_recorded,
    load_texts,
)
from comity.recording.summaries import (
    HeldDispute,
    HeldSpell,
    ToldHappening,
    load_dispute,
    load_happening,
    load_spell,
    summarise_dispute,
    summarise_happening,
    summarise_spell,
)
from comity.recording.told import ALWAYS, Wanted, find_happenings, happenings_of
from comity.votes import Votes
from comity.written_dates import parse_date


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


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that holds the words looked for, with the ids of the statements read in it."""

    document: DocumentHead
    start: int
    text: str
    statements: tuple[str, ...]


Memory = dict[tuple[Scope, str], Looked]
"""What views of one record looked at, by the state that they saw."""
REMEMBERED = 64


class View:
    """Reads one state of the record; whatever is written meanwhile is not seen. Use it as a context manager."""

    def __init__(
        self, connection: Connection, address: str, scope: Scope, at: str, asof: dt.date | None, memory: Memory
    ) -> None:
        self._connection, self._address, self._scope, self._memory = connection, address, scope, memory
        self.at = at
        """The day in the world, EDTF."""
        self.asof = asof
        """The last day of publication that counts, None for all."""
        self._settled: bool | None = None

    def __enter__(self) -> "View":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the state."""
        self._connection.close()

    @property
    def moment(self) -> Bounds:
        """`at` as its first and last day."""
        return bounds(self.at)

    @property
    def reports_only(self) -> bool:
        """Whether the register is left out."""
        return self._scope.reports_only

    @property
    def data_version(self) -> str:
        """Names the state: number and moment of the last reading that counts."""
        reading = schema.reading.c
        query = select(reading.sequence, reading.recorded_at).order_by(reading.sequence.desc()).limit(1)
        if self._scope.sequence is not None:
            query = query.where(reading.sequence <= self._scope.sequence)
        last = self._connection.execute(query).first()
        return f"{last.sequence}@{last.recorded_at[:19]}Z" if last else "empty"

    def looked(self) -> Looked:
        """What the view looks at; counted once for each state of the record."""
        key = (self._scope, self.data_version)
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = self._count()
        return self._memory[key]

    def _count(self) -> Looked:
        table = schema.document.c
        counts = select(
            table.publisher, table.register, func.count(), func.sum(table.count), func.min(table.published),
            func.max(table.published),
        )  # fmt: skip
        rows = self._connection.execute(
            counts.where(self._scope.documents, self._read_by_then).group_by(table.publisher, table.register)
        ).all()
        reports = [row for row in rows if not row[1]]
        firsts, lasts = [row[4] for row in reports if row[4]], [row[5] for row in reports if row[5]]
        by_size = sorted((row for row in reports if row[0]), key=lambda row: (-row[2], row[0]))
        return Looked(
            documents=sum(row[2] for row in reports),
            texts=self._count_families(),
            statements=sum(row[3] for row in reports),
            publishers=tuple(row[0] for row in by_size),
            first=min(firsts, default=None),
            last=max(lasts, default=None),
            register=any(row[1] for row in rows),
        )

    def spells(self, kind: str, *, holder: str | None = None, body: str | None = None) -> list[HeldSpell]:
        """Spells of `membership` or `office`, of a holder and about a body where given, in order of time."""
        keys = self._keys(holder, body)
        if keys is None:
            return []
        if self._is_derived:
            table = schema.spell.c
            query = select(table.detail).where(table.kind == kind)
            for column, key in zip((table.holder, table.body), keys, strict=True):
                query = query if key is None else query.where(column == key)
            found = [load_spell(text) for text in self._connection.scalars(query)]
        else:
            found = self._resolve_spells(kind, *keys)
        return sorted(found, key=lambda s: (s.start[0] or "", s.start[1] or "", s.holder, s.body, s.label, s.id))

    def happenings(
        self,
        actor: str | None = None,
        *others: str | None,
        within: Bounds = ALWAYS,
        type: str | None = None,
        outcomes: tuple[str, ...] = (),
        limit: int | None = None,
    ) -> list[ToldHappening]:
        """What is told of an actor, with one of others where given, whoever acts for them, or of anybody, by time.

        Of some type, with some outcomes and within some days where given; `limit` keeps the last ones.
        """
        wished = [id for id in others if id is not None]
        key = None if actor is None else actor_key(self._connection, actor)
        beside = [other for id in wished if (other := actor_key(self._connection, id)) is not None]
        if (actor and key is None) or (wished and not beside):
            return []
        if self._is_derived:
            wanted = Wanted(key, tuple(beside), within, type, outcomes, limit)
            told = [load_happening(text) for text in find_happenings(self._connection, wanted)]
        else:
            told = self._resolve_happenings(self._statements_of_events(key, beside))
            told = [happening for happening in told if type in (None, happening.type) and happening.lies_in(within)]
            told = [happening for happening in told if not outcomes or happening.outcome in outcomes]
            told = sorted(told, key=lambda h: (days_of(h.place)[0], h.id))[-(limit or 0) :]
        return sorted(told, key=lambda h: (h.date or h.backing.reported or "", h.backing.reported or "", h.id))

    def disputes(self, about: str | None = None) -> list[HeldDispute]:
        """Disputes, about an actor as holder or body where given."""
        if self._is_derived:
            query = select(schema.dispute.c.sides)
            if about is not None:
                key = actor_key(self._connection, about)
                query = query.where(or_(schema.dispute.c.about == key, schema.dispute.c.body == key))
            found = [load_dispute(text) for text in self._connection.scalars(query)]
        else:
            found = [
                summarise_dispute(dispute)
                for kind in ("membership", "office", "fact")
                for claims in by_slot(gather_claims(self._connection, kind, self._scope)).values()
                for dispute in resolve_claims(kind, claims)[1]
            ]
        return sorted(
            (dispute for dispute in found if about is None or about in (dispute.about, dispute.body)),
            key=lambda dispute: (dispute.about, dispute.body, dispute.kind, dispute.id),
        )

    def quotations(self, speaker: str | None = None) -> list[Recorded]:
        """What a speaker, or somebody speaking for it, or anybody at all said, oldest report first."""
        table = schema.statement.c
        said: ColumnElement[bool] = table.kind == "quotation"
        if speaker is not None:
            key = actor_key(self._connection, speaker)
            if key is None:
                return []
            said = table.key.in_(playing([key], "speaker", or_behind=True))
        query = self._in_scope(table.key).where(said).order_by(schema.document.c.known, table.document, table.key)
        return load_recorded(self._connection, self._connection.scalars(query))

    def statements_about(self, kind: str, actor: str) -> list[Recorded]:
        """Statements of a kind in which an actor has any part but that of who says so, oldest report first."""
        key = actor_key(self._connection, actor)
        if key is None:
            return []
        table, party = schema.statement.c, schema.party.c
        playing_in = select(party.statement).where(party.actor == key, party.role != "said_by")
        query = self._in_scope(table.key).where(table.kind == kind, table.key.in_(playing_in))
        ordered = query.order_by(schema.document.c.known, table.document, table.key)
        return load_recorded(self._connection, self._connection.scalars(ordered))

    def statements(self, ids: Iterable[str]) -> dict[str, Recorded]:
        """Statements by id, as they stood in this state; unknown ids are left out."""
        table = schema.statement.c
        keys: list[int] = []
        for part in chunks(dict.fromkeys(ids)):
            keys += self._connection.scalars(self._in_scope(table.key).where(table.id.in_(part)))
        return {recorded.id: recorded for recorded in load_recorded(self._connection, keys)}

    def count_texts(self, ids: Iterable[str]) -> int:
        """How many independent texts, the register's not counted, the statements stand in."""
        table, document = schema.statement.c, schema.document.c
        query = select(document.family).join(schema.statement, table.document == document.key)
        found: set[int] = set()
        for part in chunks(dict.fromkeys(ids)):
            found |= set(self._connection.scalars(query.where(table.id.in_(part), ~document.register)))
        return len(found)

    def scenes(self, ids: Iterable[str]) -> dict[str, Scene]:
        """What statements of events tell, in short, by id."""
        return load_scenes(self._connection, ids, and_(self._scope.statements, self._scope.documents))

    def find_statement(self, id: str) -> Recorded | None:
        """The statement of an id or of its unique beginning, superseded or not; raises `RecordError` if not unique."""
        table = schema.statement.c
        beginning = id if id.startswith("st-") else f"st-{id}"
        query = select(table.id, table.key).where(table.id >= beginning, table.id < f"{beginning}g")
        rows = self._connection.execute(query.order_by(table.superseded.is_not(None), table.key.desc()).limit(50)).all()
        if len({row.id for row in rows}) > 1:
            raise RecordError(f"More than one statement begins with “{id}”; give more of its id.")
        return load_recorded(self._connection, [rows[0].key])[0] if rows else None

    def counts(self, recorded: Recorded) -> bool:
        """Whether a statement's document was known in this state."""
        head = recorded.document
        return published_day(head.published, head.recorded_at) <= self._scope.known

    def appearances(self, family: int) -> tuple[Appearance, ...]:
        """Every place where a text or a copy of it was published, first publication first."""
        return load_appearances(self._connection, family, self._scope.known)

    def find_happening(self, id: str) -> ToldHappening | None:
        """The happening of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        whole = find_derived(self._connection, schema.happening, id)
        query = select(schema.happening.c.detail).where(schema.happening.c.id == whole)
        return load_happening(self._connection.scalars(query).one()) if whole else None

    def find_spell(self, id: str) -> HeldSpell | None:
        """The spell of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        whole = find_derived(self._connection, schema.spell, id)
        query = select(schema.spell.c.detail).where(schema.spell.c.id == whole)
        return load_spell(self._connection.scalars(query).one()) if whole else None

    def ground_happening(self, statement: str) -> GroundedHappening | None:
        """The happening that a statement tells, with every report."""
        return ground_happening(self._connection, self._scope, statement)

    def ground_spells(self, kind: str, holder: str, body: str) -> list[GroundedSpell]:
        """The spells of one holder and one body, with every claim."""
        return ground_spells(self._connection, self._scope, kind, holder, body)

    def rulings(self, statements: Iterable[str]) -> dict[str, list[Ruling]]:
        """What people judged of statements, by id, and had not taken back in this state."""
        if not is_judged(self._connection):
            return {}
        return load_rulings(self._connection, statements, self._scope.sequence)

    def made_by(self, statements: Iterable[str]) -> dict[str, Judgement]:
        """The judgements that made some of the statements, by id."""
        return load_makers(self._connection, statements) if is_judged(self._connection) else {}

    def judgements(self) -> list[Judgement]:
        """Every judgement of this state, those taken back too, in order of time."""
        return load_judgements(self._connection, sequence=self._scope.sequence)

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Texts of documents by id."""
        return load_texts(self._connection, set(documents))

    def documents(self) -> list[DocumentHead]:
        """All documents that count, newest publication first."""
        table = schema.document.c
        query = select(*HEAD).where(self._scope.documents, self._read_by_then)
        rows = self._connection.execute(query.order_by(table.register, table.known.desc(), table.key.desc()))
        return [head_of(row._asdict()) for row in rows]

    def document(self, id: str) -> tuple[DocumentHead, str, tuple[Appearance, ...], list[Recorded]] | None:
        """A document by its id or its unique beginning: head, text, appearances and the statements that stand."""
        found = find_document(self._connection, id)
        if found is None:
            return None
        key, head = found
        table = schema.statement.c
        standing = select(table.key).where(table.document == key, self._scope.statements).order_by(table.key)
        said = load_recorded(self._connection, self._connection.scalars(standing))
        text = load_texts(self._connection, [head.id])[head.id]
        return head, text, self.appearances(head.family), said

    def kept(self) -> Iterator[Kept]:
        """Every document with its text and its statements, one after the other, as they were recorded."""
        return stream_kept(self._connection, self._scope)

    def sources(self, statements: Iterable[str]) -> list[DocumentHead]:
        """The documents in which statements stand, in the order of their publication."""
        return documents_behind(self._connection, statements)

    def stock(self) -> list[Stock]:
        """The reports that count, by publisher, language and month of publication."""
        return take_stock(self._connection, and_(self._scope.documents, self._read_by_then))

    def latest(self, documents: int) -> list[ToldHappening]:
        """What is told in the reports published last, the newest first."""
        heads = latest_documents(self._connection, and_(self._scope.documents, self._read_by_then), documents)
        table = schema.statement.c
        told: dict[str, ToldHappening] = {}
        for key, _ in heads:
            query = self._in_scope(table.key).where(table.document == key, table.kind == "event").order_by(table.key)
            told |= {happening.id: happening for happening in self._told_by(self._connection.scalars(query).all())}
        return list(told.values())

    def votes(self) -> Votes | None:
        """Recorded votes, of the file that was taken in last; None when there is none."""
        return load_votes(self._connection, self._scope)

    def positions(self, model: str) -> pl.DataFrame | None:
        """Ideal points that `model` estimated from these votes: `state`, `session`, `n`, `value`, `deviation`."""
        return load_positions(self._connection, self._scope, model)

    def outside(
        self, layers: Iterable[str], actor: str, *others: str, within: Bounds = ALWAYS, limit: int | None = None
    ) -> list[LayeredEvent]:
        """What others coded of an actor, with one of others where given, by time; `limit` keeps the last ones."""
        keys = self._keys(actor, *others)
        if keys is None or keys[0] is None:
            return []
        beside = tuple(key for key in keys[1:] if key is not None)
        return find_outside(self._connection, self._scope, layers, Wanted(keys[0], beside, within, limit=limit))

    def layers(self) -> list[LayerFile]:
        """The files of events that others coded."""
        return layer_files(self._connection, self._scope)

    def refusals(self) -> list[Noted]:
        """What could not be used and what was warned of, newest first."""
        return load_noted(self._connection)

    def search(self, words: str, *, limit: int) -> list[FoundPassage]:
        """Passages that hold all the words and phrases, best first; raises `UserError` for a `*` inside a word."""
        wanted = terms(words)
        keys = match_passages(self._connection, wanted, known=self._scope.known, limit=room_for(wanted, limit))
        passage, document = schema.passage.c, schema.document.c
        columns = (passage.key, passage.start, passage.end, passage.document, document.text, *HEAD)
        query = select(*columns).join(schema.document, document.key == passage.document).where(self._scope.documents)
        rows: dict[int, dict[str, Any]] = {}
        for part in chunks(keys):
            rows |= {row.key: row._asdict() for row in self._connection.execute(query.where(passage.key.in_(part)))}
        texts = {key: rows[key]["text"][rows[key]["start"] : rows[key]["end"]] for key in keys if key in rows}
        found = [key for key, text in texts.items() if holds_all(text, wanted)][:limit]
        inside = self._statements_inside(found)
        return [
            FoundPassage(head_of(rows[key]), rows[key]["start"], texts[key], tuple(inside.get(key, ())))
            for key in found
        ]

    def names_of(self, actor: str) -> list[str]:
        """What texts call an actor, longest first."""
        actors, names, called = schema.actor.c, schema.name.c, schema.called.c
        query = select(names.name).join(schema.called, called.name == names.key)
        rows = self._connection.scalars(query.join(schema.actor, called.actor == actors.key).where(actors.id == actor))
        return sorted(rows, key=lambda name: (-len(name), name))

    def actors_called(self, name: str) -> list[str]:
        """Ids of those whom texts call by a name, whatever its case and accents, or the id itself if it occurs."""
        if actor_key(self._connection, name) is not None:
            return [name]
        actors, names, called = schema.actor.c, schema.name.c, schema.called.c
        query = select(actors.id).join(schema.called, called.actor == actors.key)
        rows = query.join(schema.name, called.name == names.key).where(names.folded == fold(name))
        return sorted(set(self._connection.scalars(rows)))

    def names_beginning(self, letters: str, *, limit: int = 2000) -> list[str]:
        """Names in texts that begin with some letters."""
        names = schema.name.c
        beginning = fold(letters)
        query = select(names.name).where(names.folded >= beginning, names.folded < f"{beginning}\uffff")
        return list(self._connection.scalars(query.order_by(names.folded).limit(limit)))

    @property
    def _is_derived(self) -> bool:
        """Whether stored spells and happenings are what this view would resolve to."""
        if self._settled is None:
            waiting = self._connection.scalar(select(schema.unresolved.c.document).limit(1))
            self._settled = self._scope.whole and waiting is None
        return self._settled

    @property
    def _read_by_then(self) -> ColumnElement[bool]:
        """Condition on `document`: it had been recorded."""
        if self._scope.sequence is None:
            return schema.document.c.key.is_not(None)
        reading = schema.reading.c
        read = select(reading.document).where(reading.sequence <= self._scope.sequence)
        return schema.document.c.key.in_(read)

    def _count_families(self) -> int:
        table = schema.document.c
        query = select(func.count(table.family.distinct()))
        return self._connection.scalar(query.where(self._scope.documents, self._read_by_then, ~table.register)) or 0

    def _in_scope(self, *columns: ColumnElement[Any]) -> Select[Any]:
        joined = select(*columns).join(schema.document, schema.document.c.key == schema.statement.c.document)
        return joined.where(self._scope.statements, self._scope.documents)

    def _keys(self, *ids: str | None) -> list[int | None] | None:
        """Numbers of the actors, None where none is asked for; None at all when the record does not know one."""
        keys = [None if id is None else actor_key(self._connection, id) for id in ids]
        return None if any(id and key is None for id, key in zip(ids, keys, strict=True)) else keys

    def _resolve_spells(self, kind: str, holder: int | None, body: int | None) -> list[HeldSpell]:
        """Resolve from claims; posts and chairs with all their holders, for one gives way to another."""
        claims = gather_claims(self._connection, kind, self._scope, holders=_some(holder), bodies=_some(body))
        wanted = {claim.holder for claim in claims}
        if holder is not None:
            claims = self._with_rivals(kind, claims)
        spells = [spell for slot in by_slot(claims).values() for spell in resolve_claims(kind, slot)[0]]
        return [summarise_spell(spell) for spell in spells if holder is None or spell.holder in wanted]

    def _with_rivals(self, kind: str, claims: Sequence[Claim]) -> list[Claim]:
        """The claims of one holder, and those of all others of the same posts and chairs."""
        posts = {(claim.body, claim.label) for claim in claims if kind == "office" or claim.label == CHAIR}
        bodies = {key for post, _ in posts if (key := actor_key(self._connection, post))}
        everyone = gather_claims(self._connection, kind, self._scope, bodies=bodies) if bodies else []
        own = [claim for claim in claims if (claim.body, claim.label) not in posts]
        return own + [claim for claim in everyone if (claim.body, claim.label) in posts]

    def _statements_of_events(self, actor: int | None, beside: Sequence[int]) -> Sequence[int]:
        table = schema.statement.c
        query = select(table.key).where(table.kind == "event")
        for actors in ([] if actor is None else [actor], beside):
            if actors:
                query = query.where(table.key.in_(playing(actors, *EVENT_ROLES, or_behind=True)))
        return self._connection.scalars(query).all()

    def _told_by(self, statements: Sequence[int]) -> list[ToldHappening]:
        if self._is_derived:
            return [load_happening(text) for text in happenings_of(self._connection, statements)]
        return self._resolve_happenings(statements)

    def _resolve_happenings(self, statements: Sequence[int]) -> list[ToldHappening]:
        reports = gather_reports(self._connection, self._scope, statements)
        links = gather_links(self._connection, self._scope)
        return [summarise_happening(happening) for happening in resolve_happenings(reports, links)]

    def _statements_inside(self, passages: Sequence[int]) -> dict[int, dict[str, None]]:
        """Ids of the statements whose evidence overlaps each passage."""
        statement, evidence, passage = schema.statement.c, schema.evidence.c, schema.passage.c
        overlap = and_(evidence.start < passage.end, evidence.end > passage.start)
        query = (
            self._in_scope(passage.key, statement.id)
            .join(schema.evidence, evidence.statement == statement.key)
            .join(schema.passage, and_(passage.document == statement.document, overlap))
        )
        found: dict[int, dict[str, None]] = {}
        for part in chunks(passages):
            rows = self._connection.execute(query.where(passage.key.in_(part)).order_by(statement.key))
            for key, id in rows:
                found.setdefault(key, {})[id] = None
        return found


def _some(key: int | None) -> list[int] | None:
    return None if key is None else [key]


def open_view(
    engine: Engine,
    address: str,
    *,
    at: str | None,
    asof: str | None,
    recorded: str | None,
    reports_only: bool,
    today: dt.date,
    memory: Memory,
) -> View:
    """A view with its dates understood; raises `DateError` for dates that cannot be."""
    horizon = bounds(parse_date(asof)).latest if asof else None
    day = parse_date(at) if at else (horizon or today).isoformat()
    with tell_errors(address):
        connection = engine.connect()
        moment = _end_of(recorded) if recorded else None
        sequence = _last_reading(connection, moment) if moment else None
    return View(connection, address, scope_of(horizon, sequence, reports_only, moment), day, horizon, memory)


def _end_of(recorded: str) -> str:
    """A moment as it is, a day as its end."""
    return recorded if len(recorded) > 10 else f"{parse_date(recorded)}T99"


def _last_reading(connection: Connection, moment: str) -> int:
    """Number of the last reading by a moment, 0 when there was none."""
    reading = schema.reading.c
    return connection.scalar(select(func.max(reading.sequence)).where(reading.recorded_at <= moment)) or 0
