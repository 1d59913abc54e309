"""What is looked up in a record beyond its questions: statements and documents by id, and what came in last."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, select, true

from comity.errors import RecordError
from comity.model import Provenance
from comity.recording import schema
from comity.recording.among import among
from comity.recording.claims import published_day
from comity.recording.gathering import chunks
from comity.recording.kept import read_provenance
from comity.recording.looked import Memory
from comity.recording.scope import Scope
from comity.recording.sight import Sight
from comity.recording.stored import HEAD, DocumentHead, Recorded, head_of, load_recorded
from comity.recording.texts import TEXT, load_long, load_texts

WHOLE = len("st-") + 16
"""Characters of a whole id."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place in which a text, or a copy of it, appeared."""

    document: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    recorded_at: str
    provenance: Provenance | None


@dataclass(frozen=True, slots=True)
class Spanned:
    """Where a statement stands in a text, and what names the text."""

    id: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StandsIn:
    """The document that a statement stands in, by its number, and whether it is the register's."""

    document: int
    register: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """How many documents of a publisher, language and month of publication there are, with their statements."""

    publisher: str | None
    language: str | None
    month: str | None
    documents: int
    statements: int


NOT_SAID = "-"
"""In a choice: of documents that do not say it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reports are meant, of those that the stock counts; None is any, `-` those that do not say."""

    publisher: str | None = None
    language: str | None = None
    month: str | None = None
    """As the stock names it: the first seven letters of a date, the year alone where no more was told."""

    def counts(self, some: Stock) -> bool:
        """Whether it means what that part of the stock counts."""
        told = ((self.publisher, some.publisher), (self.language, some.language), (self.month, some.month))
        return all(wanted in (None, said or NOT_SAID) for wanted, said in told)

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same, on `document`."""
        table = schema.document.c
        told = ((self.publisher, table.publisher), (self.language, table.language), (self.month, _month()))
        kept = [
            func.coalesce(column, "") == ("" if wanted == NOT_SAID else wanted)
            for wanted, column in told if wanted is not None
        ]  # fmt: skip
        return and_(true(), *kept)


ALL = Choice()


def _month() -> ColumnElement[str]:
    month: ColumnElement[str] = func.substr(schema.document.c.published, 1, 7)
    return month


def find_statements(sight: Sight, ids: Iterable[str]) -> dict[str, Recorded]:
    """Statements by id, as they stood in this state; unknown ids are left out."""
    table = schema.statement.c
    keys: list[int] = []
    for part in chunks(dict.fromkeys(ids)):
        keys += sight.connection.scalars(sight.standing(table.key).where(among(table.id, part)))
    return {recorded.id: recorded for recorded in load_recorded(sight.connection, keys)}


def find_statement(connection: Connection, id: str) -> Recorded | None:
    """The statement of an id or of its unique beginning, superseded or not; raises `RecordError` if not unique."""
    return next(iter(find_all(connection, [id])), None)


def find_all(connection: Connection, ids: Iterable[str]) -> list[Recorded]:
    """The statements of ids or of their unique beginnings, in their order; raises `RecordError` if one is not unique.

    Unknown ones are left out.
    """
    wanted = [id if id.startswith("st-") else f"st-{id}" for id in dict.fromkeys(ids)]
    found: dict[str, int] = {}
    for part in chunks([id for id in wanted if len(id) == WHOLE]):
        found |= _latest_keys(connection, among(schema.statement.c.id, part))
    keys = [found[id] if id in found else _key_of(connection, id) for id in wanted]
    return load_recorded(connection, [key for key in keys if key is not None])


def _latest_keys(connection: Connection, which: ColumnElement[bool]) -> dict[str, int]:
    """Numbers of statements by id: of several readings the one that stands, else the last."""
    table = schema.statement.c
    query = select(table.id, table.key).where(which).order_by(table.superseded.is_(None), table.key).limit(MOST)
    return {row.id: row.key for row in connection.execute(query)}


def _key_of(connection: Connection, beginning: str) -> int | None:
    table = schema.statement.c
    found = _latest_keys(connection, and_(table.id >= beginning, table.id < f"{beginning}g"))
    if len(found) > 1:
        raise RecordError(f"More than one statement begins with “{beginning}”; give more of its id.")
    return next(iter(found.values()), None)


def families_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The text that each statement stands in, by its id: copies are one text, and the register's is left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    told = connection.execute(_standing_places(), {"ids": wanted}).all()
    # Joined with statements, a server would read all documents.
    texts = list({document for _, document in told})
    families: dict[int, int] = dict(tuple(row) for row in connection.execute(_families(), {"keys": texts}))
    return {id: families[document] for id, document in told if document in families}


@cache
def _standing_places() -> Select[Any]:
    table = schema.statement.c
    return select(table.id, table.document).where(among(table.id, "ids"))


@cache
def _families() -> Select[Any]:
    document = schema.document.c
    return select(document.key, document.family).where(among(document.key, "keys"), ~document.register)


def texts_of(connection: Connection, ids: Iterable[str]) -> dict[str, StandsIn]:
    """In which document each statement stands, by the statement's id; all readings of one stand in the same."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    told = connection.execute(_standing_places(), {"ids": wanted}).all()
    keys = list({document for _, document in told})
    heads = connection.execute(_registers(), {"keys": keys})
    found = {key: StandsIn(key, bool(register)) for key, register in heads}
    return {id: found[document] for id, document in told}


@cache
def _registers() -> Select[Any]:
    document = schema.document.c
    return select(document.key, document.register).where(among(document.key, "keys"))


def load_confidences(sight: Sight, ids: Iterable[str]) -> dict[str, float]:
    """How sure statements are, as they stand in this state, by id; what a person accepted is sure."""
    table, found = schema.statement.c, dict[str, float]()
    query = _confidences(sight.scope)
    accepted = select(table.id).where(table.key.in_(sight.scope.accepted)) if sight.is_judged else None
    for part in chunks(dict.fromkeys(ids)):
        found.update(tuple(row) for row in sight.connection.execute(query, {"ids": part}).all())
        if accepted is not None:
            found |= dict.fromkeys(sight.connection.scalars(accepted.where(among(table.id, part))), 1.0)
    return found


@lru_cache(maxsize=64)
def _confidences(scope: Scope) -> Select[Any]:
    """Put together once for a scope: that takes longer than answering it."""
    table = schema.statement.c
    return select(table.id, table.confidence).where(among(table.id, "ids"), scope.standing)


def count_unsure(sight: Sight) -> int:
    """How many statements would count if they were surer."""
    table, document = schema.statement.c, schema.document.c
    standing = select(func.count()).select_from(schema.statement).join(schema.document, document.key == table.document)
    unsure = and_(sight.scope.standing, sight.scope.documents, not_(sight.scope.statements))
    return sight.connection.scalar(standing.where(unsure)) or 0


def load_spans(connection: Connection, ids: Iterable[str], memory: Memory) -> list[Spanned]:
    """Where statements stand in which texts, in the order of the ids, each once; unknown ids are left out."""
    wanted = list(dict.fromkeys(ids))
    keys: dict[str, int] = {}
    for part in chunks(wanted):
        keys |= _latest_keys(connection, among(schema.statement.c.id, part))
    statement, evidence, document = schema.statement.c, schema.evidence.c, schema.document.c
    spans: dict[int, list[tuple[int, int]]] = {}
    texts: dict[int, int] = {}
    for part in chunks(sorted(keys.values())):
        told = select(evidence.statement, evidence.start, evidence.end).where(among(evidence.statement, part))
        for key, start, end in connection.execute(told.order_by(evidence.statement, evidence.position)).all():
            spans.setdefault(key, []).append((start, end))
        stand = select(statement.key, statement.document).where(among(statement.key, part))
        texts.update(tuple(row) for row in connection.execute(stand).all())
    heads: dict[int, list[Any]] = {}
    columns = (document.id, document.title, document.publisher, document.published, document.url, TEXT)
    for part in chunks(sorted(set(texts.values()))):
        rows = connection.execute(select(document.key, *columns).where(among(document.key, part)))
        for key, id, *head, text in rows:
            heads[key] = [id, *head, load_long(connection, id, memory) if text is None else text]
    found = [(id, keys[id]) for id in wanted if id in keys]
    return [Spanned(*[id, *heads[texts[key]], tuple(spans.get(key, ()))]) for id, key in found]


def count_texts(connection: Connection, ids: Iterable[str]) -> int:
    """How many independent texts, the register's not counted, the statements stand in."""
    return len(set(families_of(connection, ids).values()))


def open_document(
    sight: Sight, id: str, memory: Memory
) -> tuple[DocumentHead, str, tuple[Appearance, ...], list[Recorded]] | None:
    """A document by its id or its unique beginning: head, text, appearances and the statements that stand.

    None where there is none, or it had not been recorded by then.
    """
    found = find_document(sight.connection, id)
    if found is None:
        return None
    key, head = found
    if sight.scope.moment is not None and head.recorded_at > sight.scope.moment:
        return None
    table = schema.statement.c
    standing = select(table.key).where(table.document == key, sight.scope.statements).order_by(table.key)
    said = load_recorded(sight.connection, sight.connection.scalars(standing))
    text = load_texts(sight.connection, [head.id], memory)[head.id]
    return head, text, load_appearances(sight.connection, [head.family], sight.scope.known)[head.family], said


def find_document(connection: Connection, id: str) -> tuple[int, DocumentHead] | None:
    """Number and head of the document of an id or of its unique beginning; raises `RecordError` if not unique."""
    table = schema.document
    beginning = id if id.startswith("doc-") else f"doc-{id}"
    query = select(table.c.key, *HEAD).where(table.c.id >= beginning, table.c.id < f"{beginning}g").limit(2)
    rows = connection.execute(query).all()
    exact = [row for row in rows if row._mapping["id"] == beginning]
    if len(rows) > 1 and not exact:
        raise RecordError(f"More than one document begins with “{id}”; give more of its id.")
    row = next(iter(exact or rows), None)
    return (row.key, head_of(row._asdict())) if row else None


def load_appearances(connection: Connection, families: Iterable[int], known: str) -> dict[int, tuple[Appearance, ...]]:
    """Where the texts of each family, copies of one another, were published by the day `known`, each place once."""
    document, met = schema.document.c, schema.appearance.c
    columns = [met[name] for name in Appearance.__slots__ if name != "document"]
    query = select(document.family, document.id, *columns).join(schema.document, document.key == met.document)
    ordered = query.order_by(met.published.is_(None), met.published, met.key)
    places: dict[int, dict[tuple[str | None, ...], Appearance]] = {family: {} for family in families}
    for part in chunks(places):
        for family, *columns_of in connection.execute(ordered.where(among(document.family, part))).all():
            *told, provenance = columns_of
            place = Appearance(*[*told, read_provenance(provenance)])
            if place.published is None or published_day(place.published, place.published) <= known:
                key = (place.document, place.publisher, place.published, place.url)
                places[family].setdefault(key, place)
    return {family: tuple(met_in.values()) for family, met_in in places.items()}


def latest_documents(
    connection: Connection, within: ColumnElement[bool], limit: int | None, skipped: int = 0
) -> list[tuple[int, DocumentHead]]:
    """Number and head of the reports published last, after some that are skipped."""
    table = schema.document.c
    last = select(table.key).where(within, table.register.is_(False)).order_by(table.known.desc(), table.key.desc())
    keys = connection.scalars(last if limit is None else last.limit(limit).offset(skipped)).all()
    wanted = select(table.key, *HEAD)
    heads = (head for part in chunks(keys) for head in connection.execute(wanted.where(among(table.key, part))))
    found = {key: DocumentHead(*head) for key, *head in heads}
    return [(key, found[key]) for key in keys]


def count_copies(connection: Connection, within: ColumnElement[bool], families: Iterable[int]) -> dict[int, int]:
    """How many documents beside one there are in each family."""
    table, found = schema.document.c, dict[int, int]()
    for part in chunks(families):
        counts = select(table.family, func.count()).where(within, among(table.family, part)).group_by(table.family)
        found.update((family, number - 1) for family, number in connection.execute(counts).all())
    return found


def documents_behind(connection: Connection, statements: Iterable[str]) -> list[DocumentHead]:
    """Heads of the documents that statements stand in, in the order of their publication."""
    statement = schema.statement.c
    found: dict[str, DocumentHead] = {}
    for part in chunks(dict.fromkeys(statements)):
        wanted = select(statement.document).where(among(statement.id, part))
        for row in connection.execute(select(*HEAD).where(schema.document.c.key.in_(wanted))):
            found[row._mapping["id"]] = head_of(row._asdict())
    return sorted(found.values(), key=lambda head: (head.published or "", head.id))


def take_stock(connection: Connection, within: ColumnElement[bool]) -> list[Stock]:
    """The reports by publisher, language and month of publication."""
    table: Any = schema.document.c
    month = _month()
    query = select(table.publisher, table.language, month, func.count(), func.sum(table.count))
    grouped = query.where(within, table.register.is_(False)).group_by(table.publisher, table.language, month)
    rows = connection.execute(grouped)
    return sorted((Stock(*row) for row in rows), key=lambda s: (s.month or "", s.publisher or "", s.language or ""))


def count_output(stock: Iterable[Stock], letters: int) -> dict[str, tuple[int, int]]:
    """Reports and publishers of each period, which is so many letters of a month; undated reports are left out."""
    documents: dict[str, int] = {}
    publishers: dict[str, set[str]] = {}
    for some in stock:
        if some.month:
            period = some.month[:letters]
            documents[period] = documents.get(period, 0) + some.documents
            publishers.setdefault(period, set()).update([some.publisher] if some.publisher else ())
    return {period: (number, len(publishers[period])) for period, number in documents.items()}
