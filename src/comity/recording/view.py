"""A view: one state of the record, read-only, seen at a day in the world and as known by another."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import TracebackType

import polars as pl
from sqlalchemy import Connection, func, select

from comity.edtf import Bounds, bounds
from comity.outside import LayeredEvent, LayerFile
from comity.recording import schema
from comity.recording.ballots import load_positions, load_votes, name_votes
from comity.recording.claims import published_day
from comity.recording.engine import tell_errors
from comity.recording.excerpts import FoundPassage, find_passages
from comity.recording.grounds import (
    GroundedHappening,
    GroundedSpell,
    find_happening,
    find_spell,
    ground_happening,
    ground_spells,
)
from comity.recording.judgements import Judgement, Ruling, joined
from comity.recording.kept import Kept, KeptNote, load_notes, stream_kept
from comity.recording.lately import lately_told
from comity.recording.looked import Looked, Looking, Memory, look
from comity.recording.lookup import (
    Appearance,
    Spanned,
    StandsIn,
    Stock,
    count_copies,
    count_output,
    count_texts,
    documents_behind,
    families_of,
    find_all,
    find_statement,
    find_statements,
    latest_documents,
    load_appearances,
    load_spans,
    open_document,
    take_stock,
    texts_of,
)
from comity.recording.naming import actors_called, names_beginning, names_of
from comity.recording.outside import KeptLayer, find_outside, layer_files, stream_layers
from comity.recording.questions import (
    Pair,
    count_beside,
    find_disputes,
    find_open_disputes,
    find_partners,
    find_quotations,
    find_spells,
    find_spells_of,
    find_statements_about,
    find_told,
    outline_spells,
    tell_happenings,
    tell_latest,
)
from comity.recording.refused import Noted, load_noted
from comity.recording.rulings import load_joins, load_judgements, load_makers, load_rulings
from comity.recording.sayings import Sought, find_sayings
from comity.recording.scenes import Scene, Sides, load_scenes, load_sides
from comity.recording.scope import Scope, scope_of
from comity.recording.sight import Sight, Sights
from comity.recording.stated import Few, Stated, find_stated
from comity.recording.stored import HEAD, DocumentHead, Recorded, head_of, load_texts
from comity.recording.summaries import HeldDispute, HeldSpell, SpellOutline, ToldHappening
from comity.recording.told import ALWAYS, Partners, Wanted
from comity.votes import Votes
from comity.written_dates import parse_date


class View:
    """Reads one state of the record; whatever is written meanwhile is not seen. Use it as a context manager."""

    def __init__(self, sight: Sight, at: str, asof: dt.date | None, memory: Memory, *, lent: bool = False) -> None:
        self._memory, self._sight, self._lent = memory, sight, lent
        self._looked: Looked | None = None
        self._disputes: dict[str, list[HeldDispute]] = {}
        self._spells: dict[tuple[str, str | None, str | None], list[HeldSpell]] = {}
        self.at = at
        """The day in the world, EDTF."""
        self.asof = asof
        """The last day of publication that counts, None for all."""

    def __enter__(self) -> "View":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the state; one that was lent stays with its owner."""
        if not self._lent:
            self._connection.close()

    @property
    def _connection(self) -> Connection:
        return self._sight.connection

    @property
    def _scope(self) -> Scope:
        return self._sight.scope

    @property
    def _is_judged(self) -> bool:
        return self._sight.is_judged

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
        return self._sight.last_reading

    def looked(self) -> Looked:
        """What the view looks at; counted once for each state of the record."""
        if self._looked is None:
            self._looked = look(self._sight, self._memory)
        return self._looked

    def spells(self, kind: str, *, holder: str | None = None, body: str | None = None) -> list[HeldSpell]:
        """Spells of `membership` or `office`, of a holder and about a body where given, in order of time."""
        wanted = (kind, holder, body)
        if holder is None and body is None:
            return find_spells(self._sight, kind, None, None)
        if wanted not in self._spells:
            self._spells[wanted] = find_spells(self._sight, *wanted)
        return list(self._spells[wanted])

    def spells_of(self, kind: str, pairs: Collection[Pair]) -> dict[Pair, list[HeldSpell]]:
        """The same for each of some pairs of holder and body, looked up together."""
        return find_spells_of(self._sight, kind, pairs)

    def outlines(self, kind: str, body: str) -> list[SpellOutline]:
        """The same spells of a body in no order, each read only as far as is needed to choose among them."""
        return outline_spells(self._sight, kind, body)

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
        wanted = Wanted(within=within, type=type, outcomes=outcomes, limit=limit)
        return tell_happenings(self._sight, actor, [id for id in others if id is not None], wanted)

    def count_beside(self, actor: str, type: str) -> Counter[str]:
        """In how many happenings of a type that took place each other state took part beside an actor, by its id."""
        return count_beside(self._sight, actor, type)

    def partners(self, actor: str, last: int) -> Partners:
        """With whom an actor took part in the last happenings that it is told of."""
        return find_partners(self._sight, actor, last)

    def disputes(self, about: str | None = None) -> list[HeldDispute]:
        """Disputes, about an actor as holder or body where given."""
        if about is not None:
            if about not in self._disputes:
                self._disputes[about] = find_disputes(self._sight, about)
            return list(self._disputes[about])
        return list(self._memory.recall(self._sight, "disputes", _take_disputes))

    def open_disputes(self, name: Callable[[str], str], most: int) -> tuple[list[HeldDispute], int]:
        """Open disputes about the actors whose names come first, `most` if there are so many, and how many are open."""
        return find_open_disputes(self._sight, name, most)

    def quotations(self, speaker: str | None = None, *, limit: int | None = None) -> list[Recorded]:
        """What a speaker, or somebody speaking for it, or anybody at all said, oldest report first.

        `limit` keeps those reported last.
        """
        return find_quotations(self._sight, speaker, limit)

    def statements_about(self, kind: str, actor: str) -> list[Recorded]:
        """Statements of a kind in which an actor has any part but that of who says so, oldest report first."""
        return find_statements_about(self._sight, kind, actor)

    def stated(
        self,
        kind: str,
        *actors: str,
        roles: tuple[str, ...],
        or_behind: bool = False,
        few: Few | None = None,
        label: str | None = None,
    ) -> list[Stated]:
        """Statements of a kind in short in which each actor has one of the roles, oldest report first.

        `or_behind`: those too in which somebody who acts for it has; `few` keeps the last ones; of a `label` alone
        where given.
        """
        return find_stated(self._sight, kind, actors, roles, or_behind=or_behind, few=few, label=label)

    def statements(self, ids: Iterable[str]) -> dict[str, Recorded]:
        """Statements by id, as they stood in this state; unknown ids are left out."""
        return find_statements(self._sight, ids)

    def spans(self, ids: Iterable[str]) -> list[Spanned]:
        """Where statements stand in which texts, superseded or not, in the order of the ids."""
        return load_spans(self._connection, ids)

    def texts_of(self, ids: Iterable[str]) -> dict[str, StandsIn]:
        """In which document each statement stands, superseded or not, by the statement's id."""
        return texts_of(self._connection, ids)

    def count_texts(self, ids: Iterable[str]) -> int:
        """How many independent texts, the register's not counted, the statements stand in."""
        return count_texts(self._connection, ids)

    def families(self, ids: Iterable[str]) -> dict[str, int]:
        """The text, of which copies are one, that each statement of a report stands in, by the statement's id."""
        return families_of(self._connection, ids)

    def scenes(self, ids: Iterable[str]) -> dict[str, Scene]:
        """What statements of events tell, in short, by id."""
        return load_scenes(self._connection, ids, self._scope)

    def sides(self, ids: Iterable[str]) -> dict[str, Sides]:
        """Actors and recipients of statements of events by id, those who act for somebody as that one."""
        return load_sides(self._connection, ids, self._scope)

    def find_statement(self, id: str) -> Recorded | None:
        """The statement of an id or of its unique beginning, superseded or not; raises `RecordError` if not unique."""
        return find_statement(self._connection, id)

    def counts(self, recorded: Recorded) -> bool:
        """Whether a statement's document was known in this state."""
        head = recorded.document
        return published_day(head.published, head.recorded_at) <= self._scope.known

    def appearances(self, families: Iterable[int]) -> dict[int, tuple[Appearance, ...]]:
        """Every place where a text or a copy of it was published, first publication first, for each family of texts."""
        return load_appearances(self._connection, families, self._scope.known)

    def find_happening(self, id: str) -> ToldHappening | None:
        """The happening of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        return find_happening(self._connection, id)

    def find_spell(self, id: str) -> HeldSpell | None:
        """The spell of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        return find_spell(self._connection, id)

    def ground_happening(self, statement: str) -> GroundedHappening | None:
        """The happening that a statement tells, with every report."""
        return ground_happening(self._connection, self._scope, statement)

    def ground_spells(self, kind: str, holder: str, body: str) -> list[GroundedSpell]:
        """The spells of one holder and one body, with every claim."""
        return ground_spells(self._connection, self._scope, kind, holder, body)

    def rulings(self, statements: Iterable[str]) -> dict[str, list[Ruling]]:
        """What people judged of statements, by id, and had not taken back in this state."""
        if not self._is_judged:
            return {}
        return load_rulings(self._connection, statements, self._scope.sequence)

    def made_by(self, statements: Iterable[str]) -> dict[str, Judgement]:
        """The judgements that made some of the statements, by id."""
        return load_makers(self._connection, statements) if self._is_judged else {}

    def judgements(self) -> list[Judgement]:
        """Every judgement of this state, those taken back too, in order of time."""
        return load_judgements(self._connection, sequence=self._scope.sequence)

    def joined(self) -> dict[str, str]:
        """Actors for whom people had others stand, each with the one that stands for it."""
        if not self._is_judged:
            return {}
        return joined(load_joins(self._connection, sequence=self._scope.sequence))

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Texts of documents by id."""
        return load_texts(self._connection, set(documents))

    def documents(self) -> list[DocumentHead]:
        """All documents that count, newest publication first."""
        table = schema.document.c
        query = select(*HEAD).where(self._sight.documents)
        rows = self._connection.execute(query.order_by(table.register, table.known.desc(), table.key.desc()))
        return [head_of(row._asdict()) for row in rows]

    def reports(self, skipped: int, taken: int) -> list[DocumentHead]:
        """Documents that count but the register's, newest publication first: so many after so many."""
        return [head for _, head in latest_documents(self._connection, self._sight.documents, taken, skipped)]

    def count_copies(self, families: Iterable[int]) -> dict[int, int]:
        """How many copies beside itself a document of each family of texts has."""
        return count_copies(self._connection, self._sight.documents, families)

    def document(self, id: str) -> tuple[DocumentHead, str, tuple[Appearance, ...], list[Recorded]] | None:
        """A document by its id or its unique beginning: head, text, appearances and the statements that stand."""
        return open_document(self._sight, id)

    def kept(self) -> Iterator[Kept]:
        """Every document with its text and its statements, one after the other, as they were recorded."""
        return stream_kept(self._connection, self._scope)

    def kept_notes(self) -> list[KeptNote]:
        """What could not be used and what was warned of, as it leaves the record; none of a day that is past."""
        return load_notes(self._connection) if self.asof is None else []

    def kept_layers(self) -> Iterator[KeptLayer]:
        """The files of layers with their events, as they leave the record; none of a day that is past."""
        return stream_layers(self._connection) if self.asof is None else iter(())

    def sources(self, statements: Iterable[str]) -> list[DocumentHead]:
        """The documents in which statements stand, in the order of their publication."""
        return documents_behind(self._connection, statements)

    def stock(self) -> list[Stock]:
        """The reports that count, by publisher, language and month of publication."""
        return list(self._memory.recall(self._sight, "stock", _take_stock))

    def output(self, letters: int) -> Mapping[str, tuple[int, int]]:
        """How many reports of how many publishers there are of each year (4 letters of a date) or month (7)."""
        return self._memory.recall(self._sight, ("output", letters), lambda _: count_output(self.stock(), letters))

    def latest(self, documents: int) -> list[ToldHappening]:
        """What is told in the reports published last, the newest first."""
        return tell_latest(self._sight, documents)

    def sayings(self, sought: Sought) -> tuple[list[Recorded], int]:
        """Quotations that are looked for, oldest report first, and how many texts of them there are in all."""
        return find_sayings(self._sight, self._memory, sought)

    def find_all(self, ids: Iterable[str]) -> list[Recorded]:
        """The statements of ids or of their unique beginnings, superseded or not, in their order."""
        return find_all(self._connection, ids)

    def lately(self, actor: str, *others: str, since: str | None = None, limit: int) -> list[Recorded]:
        """The last statements of reports about an actor, with all others where given, the newest recorded first.

        `since` keeps what was recorded after a moment (ISO).
        """
        return lately_told(self._sight, (actor, *others), since=since, limit=limit)

    def happenings_told(self, statements: Iterable[str]) -> dict[str, ToldHappening]:
        """The happening that each statement of an event tells, by the statement's id."""
        return find_told(self._sight, set(statements))

    def votes(self) -> Votes | None:
        """Recorded votes, of the file that was taken in last; None when there is none."""
        return load_votes(self._connection, self._scope)

    @property
    def votes_version(self) -> str:
        """Names the votes that were taken in last and whether ideal points stand beside them; empty without any."""
        return name_votes(self._connection, self._scope)

    def positions(self, model: str) -> pl.DataFrame | None:
        """Ideal points that `model` estimated from these votes: `state`, `session`, `n`, `value`, `deviation`."""
        return load_positions(self._connection, self._scope, model)

    def outside(
        self, layers: Iterable[str], actor: str, *others: str, within: Bounds = ALWAYS, limit: int | None = None
    ) -> list[LayeredEvent]:
        """What others coded of an actor, with one of others where given, by time; `limit` keeps the last ones."""
        keys = self._sight.numbers((actor, *others))
        beside = tuple(key for key in keys[1:] if key is not None)
        if keys[0] is None or len(beside) < len(others):
            return []
        return find_outside(self._connection, self._scope, layers, Wanted(keys[0], beside, within, limit=limit))

    def layers(self) -> list[LayerFile]:
        """The files of events that others coded."""
        return layer_files(self._connection, self._scope)

    def refusals(self) -> list[Noted]:
        """What could not be used and what was warned of, newest first."""
        return load_noted(self._connection)

    def search(self, words: str, *, limit: int) -> list[FoundPassage]:
        """Passages that hold all the words and phrases, best first; raises `UserError` for a `*` inside a word."""
        return find_passages(self._sight, words, limit)

    def names_of(self, actor: str) -> list[str]:
        """What texts call an actor, longest first."""
        return names_of(self._connection, actor)

    def actors_called(self, name: str) -> list[str]:
        """Ids of those whom texts call by a name, whatever its case and accents, or the id itself if it occurs."""
        return actors_called(self._connection, name)

    def names_beginning(self, letters: str, *, limit: int = 2000) -> list[str]:
        """Names in texts that begin with some letters."""
        return names_beginning(self._connection, letters, limit)


def _take_disputes(sight: Sight) -> tuple[HeldDispute, ...]:
    return tuple(find_disputes(sight, None))


def _take_stock(sight: Sight) -> tuple[Stock, ...]:
    return tuple(take_stock(sight.connection, sight.documents))


def open_view(
    looking: Looking,
    connect: Callable[[], Sights],
    at: str | None,
    asof: str | None,
    recorded: str | None,
    reports_only: bool,
    *,
    lent: bool = False,
) -> View:
    """A view with its dates understood, over a connection of its own or one that is `lent`; raises `DateError`."""
    horizon = bounds(parse_date(asof)).latest if asof else None
    day = parse_date(at) if at else (horizon or looking.today).isoformat()
    moment = _end_of(recorded) if recorded else None
    with tell_errors(looking.address):
        sights = connect()
        sequence = _last_reading(sights.connection, moment) if moment else None
    return View(sights.of(scope_of(horizon, sequence, reports_only, moment)), day, horizon, looking.memory, lent=lent)


def _end_of(recorded: str) -> str:
    """A moment as it is, a day as its end."""
    return recorded if len(recorded) > 10 else f"{parse_date(recorded)}T99"


def _last_reading(connection: Connection, moment: str) -> int:
    """Number of the last reading by a moment, 0 when there was none."""
    reading = schema.reading.c
    return connection.scalar(select(func.max(reading.sequence)).where(reading.recorded_at <= moment)) or 0
