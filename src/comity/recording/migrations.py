"""From one schema to the next: ordered, named steps, all applied in one transaction that also records their names.

An empty database gets the tables as they are now and every name at once; a step is for records that were laid before
it. A step once released is never edited, and says what it makes in words of its own, not by today's `schema`.
"""

import datetime as dt
import re
from collections.abc import Callable

from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select, text

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.engine import hold_lock, without_password
from comity.recording.families import join_all
from comity.recording.spells import number_of_slot, slot_of
from comity.recording.wording import create_index

Migration = Callable[[Connection], None]
FIRST = "lay_tables"
"""Names the schema of the first records."""


def lay_tables(connection: Connection, tables: MetaData = schema.metadata) -> None:
    """The tables as they are now, with the index of words."""
    tables.create_all(connection)
    create_index(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {schema.APPLICATION_ID}"))


def lay_votes(connection: Connection) -> None:
    """Tables of recorded votes and of the ideal points estimated from them."""
    lite = connection.dialect.name == "sqlite"
    text_type, end = ("TEXT", "WITHOUT ROWID") if lite else ('TEXT COLLATE "C"', "")
    for statement in VOTES.split(";"):
        connection.execute(text(statement.replace("TEXT", text_type).replace("KEYED", end)))


VOTES = """
CREATE TABLE votes ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
  register TEXT NOT NULL, faults TEXT NOT NULL, recorded_at TEXT NOT NULL);
CREATE TABLE rollcall ("key" INTEGER NOT NULL PRIMARY KEY, votes INTEGER NOT NULL REFERENCES votes ("key"),
  id TEXT NOT NULL, session INTEGER NOT NULL, date TEXT, known TEXT NOT NULL, title TEXT, symbol TEXT,
  issues TEXT NOT NULL, final BOOLEAN NOT NULL, recurring TEXT, UNIQUE (votes, id));
CREATE TABLE ballot (rollcall INTEGER NOT NULL REFERENCES rollcall ("key"),
  actor INTEGER NOT NULL REFERENCES actor ("key"), vote SMALLINT NOT NULL, PRIMARY KEY (rollcall, actor)) KEYED;
CREATE INDEX ballot_actor ON ballot (actor);
CREATE TABLE position (votes INTEGER NOT NULL REFERENCES votes ("key"),
  actor INTEGER NOT NULL REFERENCES actor ("key"), session INTEGER NOT NULL, n INTEGER NOT NULL,
  value FLOAT NOT NULL, deviation FLOAT NOT NULL, model TEXT NOT NULL, PRIMARY KEY (votes, actor, session)) KEYED
"""


def find_families(connection: Connection) -> None:
    """Copies of one text under one number; everything derived counts anew."""
    lite = connection.dialect.name == "sqlite"
    words, end = ("TEXT", " WITHOUT ROWID") if lite else ('TEXT COLLATE "C"', "")
    for change in (
        "ALTER TABLE document ADD COLUMN family INTEGER NOT NULL DEFAULT 0",
        f"ALTER TABLE document ADD COLUMN agency {words}",
        "UPDATE document SET family = key",
        "CREATE INDEX ix_document_family ON document (family)",
        "CREATE TABLE band (hash BIGINT NOT NULL, document INTEGER NOT NULL REFERENCES document (key), "
        f"PRIMARY KEY (hash, document)){end}",
        *DERIVE_ANEW,
    ):
        connection.execute(text(change))
    join_all(connection)


DERIVE_ANEW = (
    "DELETE FROM happening_statement", "DELETE FROM happening", "DELETE FROM spell_statement", "DELETE FROM spell",
    "DELETE FROM dispute", "DELETE FROM unresolved", "INSERT INTO unresolved (document) SELECT key FROM document",
)  # fmt: skip
"""Has spells, happenings and disputes resolved again as soon as the record is up to date."""


def keep_judgements(connection: Connection) -> None:
    """Tables of judgements and of what they rule; the table of the first records was never written to."""
    lite = connection.dialect.name == "sqlite"
    words, end = ("TEXT", "WITHOUT ROWID") if lite else ('TEXT COLLATE "C"', "")
    for statement in JUDGEMENTS.split(";"):
        connection.execute(text(statement.replace("TEXT", words).replace("KEYED", end)))


JUDGEMENTS = """
DROP TABLE judgement;
CREATE TABLE judgement ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, verdict TEXT NOT NULL,
  content TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, recorded_at TEXT NOT NULL,
  withdraws INTEGER REFERENCES judgement ("key"));
CREATE TABLE judged (judgement INTEGER NOT NULL REFERENCES judgement ("key"), document TEXT NOT NULL,
  PRIMARY KEY (judgement, document)) KEYED;
CREATE INDEX judged_document ON judged (document);
ALTER TABLE reading ADD COLUMN judgement INTEGER;
ALTER TABLE statement ADD COLUMN judgement INTEGER;
CREATE TABLE ruling (statement INTEGER NOT NULL REFERENCES statement ("key"),
  judgement INTEGER NOT NULL REFERENCES judgement ("key"), side SMALLINT NOT NULL,
  reading INTEGER NOT NULL REFERENCES reading (sequence), verdict TEXT NOT NULL,
  superseded INTEGER REFERENCES reading (sequence), PRIMARY KEY (statement, judgement, side, reading)) KEYED;
CREATE INDEX ruling_judgement ON ruling (judgement)
"""


def number_slots(connection: Connection) -> None:
    """Statements know the slot that they compete for, happenings who takes part; all is derived anew."""
    words = "TEXT" if connection.dialect.name == "sqlite" else 'TEXT COLLATE "C"'
    end = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    for change in SLOTS.split(";"):
        connection.execute(text(change.replace("TEXT", words).replace(" KEYED", end)))
    slots = connection.execute(text(CLAIMS)).all()
    numbered = [
        {"key": key, "slot": number_of_slot(slot_of(kind, holder, body or label, label))}
        for key, kind, label, holder, body in slots
    ]
    if numbered:
        connection.execute(text('UPDATE statement SET slot = :slot WHERE "key" = :key'), numbered)


SLOTS = """
DROP TABLE spell_statement;
DROP TABLE happening_statement;
DROP TABLE happening;
DROP TABLE spell;
DROP TABLE dispute;
ALTER TABLE statement ADD COLUMN slot BIGINT;
CREATE INDEX statement_slot ON statement (slot) WHERE slot IS NOT NULL;
CREATE TABLE spell (id TEXT NOT NULL PRIMARY KEY, slot BIGINT NOT NULL, kind TEXT NOT NULL,
  holder INTEGER NOT NULL REFERENCES actor ("key"), body INTEGER NOT NULL REFERENCES actor ("key"),
  label TEXT NOT NULL, modality TEXT NOT NULL, since TEXT, until TEXT, ending TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX ix_spell_slot ON spell (slot);
CREATE INDEX spell_body ON spell (body, kind);
CREATE INDEX spell_holder ON spell (holder, kind);
CREATE TABLE happening ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, block INTEGER NOT NULL,
  type TEXT NOT NULL, modality TEXT NOT NULL, date TEXT, outcome TEXT, detail TEXT NOT NULL);
CREATE INDEX ix_happening_block ON happening (block);
CREATE TABLE happening_statement (statement INTEGER NOT NULL PRIMARY KEY REFERENCES statement ("key"),
  happening INTEGER NOT NULL REFERENCES happening ("key"));
CREATE INDEX ix_happening_statement_happening ON happening_statement (happening);
CREATE TABLE happening_party (actor INTEGER NOT NULL REFERENCES actor ("key"), opens INTEGER NOT NULL,
  happening INTEGER NOT NULL REFERENCES happening ("key"), closes INTEGER NOT NULL, type TEXT NOT NULL,
  PRIMARY KEY (actor, opens, happening)) KEYED;
CREATE INDEX happening_party_happening ON happening_party (happening, actor);
CREATE TABLE dispute (id TEXT NOT NULL PRIMARY KEY, slot BIGINT NOT NULL,
  about INTEGER NOT NULL REFERENCES actor ("key"), body INTEGER REFERENCES actor ("key"), what TEXT NOT NULL,
  state TEXT NOT NULL, sides TEXT NOT NULL);
CREATE INDEX ix_dispute_slot ON dispute (slot);
CREATE INDEX dispute_about ON dispute (about);
CREATE INDEX dispute_body ON dispute (body);
DELETE FROM unresolved;
INSERT INTO unresolved (document) SELECT "key" FROM document
"""
CLAIMS = """
SELECT statement."key", statement.kind, statement.label, holder_actor.id, body_actor.id FROM statement
JOIN party AS holder ON holder.statement = statement."key" AND holder.role IN ('member', 'person', 'about')
JOIN actor AS holder_actor ON holder_actor."key" = holder.actor
LEFT JOIN party AS body ON body.statement = statement."key" AND body.role IN ('organisation', 'of')
LEFT JOIN actor AS body_actor ON body_actor."key" = body.actor
WHERE statement.kind IN ('membership', 'office', 'fact')
"""


def lay_outside(connection: Connection) -> None:
    """Tables of events that others coded."""
    lite = connection.dialect.name == "sqlite"
    words, end = ("TEXT", "WITHOUT ROWID") if lite else ('TEXT COLLATE "C"', "")
    for statement in OUTSIDE.split(";"):
        connection.execute(text(statement.replace("TEXT", words).replace("KEYED", end)))


OUTSIDE = """
CREATE TABLE outside_file ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, layer TEXT NOT NULL,
  source TEXT NOT NULL, sha256 TEXT NOT NULL, register TEXT NOT NULL, events INTEGER NOT NULL,
  recorded_at TEXT NOT NULL);
CREATE TABLE outside_event ("key" INTEGER NOT NULL PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES outside_file ("key"), line INTEGER NOT NULL, id TEXT NOT NULL,
  date TEXT NOT NULL, known TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, code TEXT NOT NULL,
  actors TEXT NOT NULL, recipients TEXT NOT NULL, place TEXT, intensity FLOAT, mentions INTEGER, publisher TEXT,
  url TEXT, digest TEXT NOT NULL UNIQUE);
CREATE TABLE outside_party (actor INTEGER NOT NULL REFERENCES actor ("key"), day INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES outside_event ("key"), PRIMARY KEY (actor, day, event)) KEYED;
CREATE INDEX outside_party_event ON outside_party (event, actor)
"""


def keep_provenance(connection: Connection) -> None:
    """Documents say from which bytes they came, and how; those recorded before do not."""
    words = "TEXT" if connection.dialect.name == "sqlite" else 'TEXT COLLATE "C"'
    connection.execute(text(f"ALTER TABLE appearance ADD COLUMN provenance {words}"))


def keep_watches(connection: Connection) -> None:
    """The table of what is watched."""
    words = "TEXT" if connection.dialect.name == "sqlite" else 'TEXT COLLATE "C"'
    number = "FLOAT" if connection.dialect.name == "sqlite" else "DOUBLE PRECISION"
    for statement in WATCHES.split(";"):
        connection.execute(text(statement.replace("TEXT", words).replace("NUMBER", number)))


WATCHES = """
CREATE TABLE watched (url TEXT NOT NULL PRIMARY KEY, source TEXT, due NUMBER, etag TEXT, modified TEXT, title TEXT,
  published TEXT, result TEXT, noted_at TEXT NOT NULL);
CREATE INDEX watched_waiting ON watched (source) WHERE result IS NULL
"""


def lift_references(connection: Connection) -> None:
    """A server no longer looks up the references of each row of the largest tables, which `comity fsck` does."""
    if connection.dialect.name != "sqlite":
        for table, name in connection.execute(text(REFERENCES), {"tables": list(LARGEST)}).all():
            connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))


LARGEST = (
    "statement", "evidence", "party", "passage", "passage_words", "band", "spell", "dispute", "happening",
    "happening_statement", "happening_party",
)  # fmt: skip
REFERENCES = """
SELECT pg_class.relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND relname = ANY(:tables)
"""


def index_ids(connection: Connection) -> None:
    """The ids of statements stand in an index that can be laid aside, as the one of a constraint cannot."""
    if connection.dialect.name == "sqlite":
        for change in STATEMENTS.split(";"):
            connection.execute(text(change.replace("COLUMNS", STATEMENT_COLUMNS)))
    else:
        connection.execute(text("ALTER TABLE statement DROP CONSTRAINT IF EXISTS statement_id_reading_key"))
    connection.execute(text("CREATE UNIQUE INDEX statement_id ON statement (id, reading)"))


STATEMENTS = """
CREATE TABLE statement_anew ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document ("key"), kind TEXT NOT NULL, label TEXT NOT NULL, mode TEXT,
  contexts TEXT, content TEXT, modality TEXT NOT NULL, "when" TEXT, when_basis TEXT, opens TEXT, closes TEXT,
  confidence FLOAT NOT NULL, frame TEXT, slot BIGINT, reading INTEGER NOT NULL REFERENCES reading (sequence),
  superseded INTEGER REFERENCES reading (sequence), judgement INTEGER);
INSERT INTO statement_anew (COLUMNS) SELECT COLUMNS FROM statement ORDER BY "key";
DROP TABLE statement;
ALTER TABLE statement_anew RENAME TO statement;
CREATE INDEX statement_document ON statement (document);
CREATE INDEX statement_slot ON statement (slot) WHERE slot IS NOT NULL;
CREATE INDEX statement_window ON statement (label, opens)
"""
STATEMENT_COLUMNS = """"key", id, document, kind, label, mode, contexts, content, modality, "when", when_basis, opens,
  closes, confidence, frame, slot, reading, superseded, judgement"""


def index_outcomes(connection: Connection) -> None:
    """Plans that came about or came to nothing are found by that; most happenings are no plans."""
    connection.execute(text("CREATE INDEX happening_outcome ON happening (outcome) WHERE outcome IS NOT NULL"))


def index_sayings(connection: Connection) -> None:
    """Quotations of some days are found by these; of a million statements, a seventh quote somebody."""
    columns = 'closes, "when", document, kind'
    connection.execute(text(f"CREATE INDEX statement_said ON statement ({columns}) WHERE kind = 'quotation'"))


def keep_reported(connection: Connection) -> None:
    """What an actor is told to say and to be stands in order of the days of the reports; derived, so resolve all."""
    lite = connection.dialect.name == "sqlite"
    for statement in REPORTED.split(";"):
        told = statement if lite else re.sub(r' REFERENCES \w+ \("key"\)| WITHOUT ROWID', "", statement)
        connection.execute(text(told if lite else told.replace("TEXT", 'TEXT COLLATE "C"')))


REPORTED = """
CREATE TABLE reported (actor INTEGER NOT NULL REFERENCES actor ("key"), role TEXT NOT NULL, day INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document ("key"), statement INTEGER NOT NULL REFERENCES statement ("key"),
  behind BOOLEAN NOT NULL, label TEXT NOT NULL, words BIGINT,
  PRIMARY KEY (actor, role, day, document, statement)) WITHOUT ROWID;
CREATE INDEX reported_document ON reported (document);
DELETE FROM unresolved;
INSERT INTO unresolved (document) SELECT "key" FROM document
"""


def keep_days_told(connection: Connection) -> None:
    """Happenings know between which days all was reported that they were compared with: from then on they are settled.

    Filled from what is kept; the table is laid anew, for the columns have no default.
    """
    lite = connection.dialect.name == "sqlite"
    for statement in DAYS_TOLD.split(";"):
        told = statement if lite else re.sub(r' REFERENCES \w+ \("key"\)| WITHOUT ROWID', "", statement)
        told = told if lite else told.replace("TEXT", 'TEXT COLLATE "C"')
        connection.execute(text(told.replace("NUMBERED", "julianday(known) - 1721424.5" if lite else SERVER_DAY)))


SERVER_DAY = "CAST(known AS DATE) - DATE '0001-01-01' + 1"
DAYS_TOLD = """
CREATE TABLE happening_party_anew (actor INTEGER NOT NULL REFERENCES actor ("key"), opens INTEGER NOT NULL,
  happening INTEGER NOT NULL REFERENCES happening ("key"), closes INTEGER NOT NULL, type TEXT NOT NULL,
  told INTEGER NOT NULL, settled INTEGER NOT NULL, PRIMARY KEY (actor, opens, happening)) WITHOUT ROWID;
INSERT INTO happening_party_anew (actor, opens, happening, closes, type, told, settled)
  SELECT actor, opens, happening_party.happening, closes, happening_party.type, first, last FROM happening_party
  JOIN happening ON happening."key" = happening_party.happening
  JOIN (SELECT block AS of_block, CAST(MIN(NUMBERED) AS INTEGER) AS first, CAST(MAX(NUMBERED) AS INTEGER) AS last
    FROM happening JOIN happening_statement ON happening_statement.happening = happening."key"
    JOIN statement ON statement."key" = happening_statement.statement
    JOIN document ON document."key" = statement.document GROUP BY block) AS days ON of_block = block;
DROP TABLE happening_party;
ALTER TABLE happening_party_anew RENAME TO happening_party;
CREATE INDEX happening_party_happening ON happening_party (happening, actor)
"""


def name_vouchers_anew(connection: Connection) -> None:
    """Who vouches for a row inside its texts is told only where no text says it itself; derived, so resolve all."""
    for statement in ("DELETE FROM unresolved", 'INSERT INTO unresolved (document) SELECT "key" FROM document'):
        connection.execute(text(statement))


def open_turns_anew(connection: Connection) -> None:
    """Whoever chairs or hosts is not known to after the last report; derived, so resolve all."""
    name_vouchers_anew(connection)


def hold_posts_by_the_day(connection: Connection) -> None:
    """A post that was held on a day began before it; derived, so resolve all."""
    name_vouchers_anew(connection)


MIGRATIONS: tuple[Migration, ...] = (
    lay_votes, find_families, keep_judgements, number_slots, lay_outside, keep_provenance, keep_watches,
    lift_references, index_ids, index_outcomes, index_sayings, keep_reported, keep_days_told,
    name_vouchers_anew, open_turns_anew, hold_posts_by_the_day,
)  # fmt: skip


def applied(connection: Connection) -> list[str]:
    """Names of the steps that the record has had; none for an empty database."""
    if not inspect(connection).has_table("migration"):
        return []
    return list(connection.scalars(select(schema.migration.c.name)))


def pending(connection: Connection, address: str) -> list[Migration]:
    """What is still to be applied; raises `RecordError` for a foreign database and for a newer record."""
    if connection.dialect.name != "sqlite" and connection.scalar(text("SELECT current_schema()")) is None:
        raise RecordError(f"There is no schema at “{without_password(address)}” that your role may see; ask its owner.")
    done = applied(connection)
    if not done:
        if inspect(connection).get_table_names():
            raise RecordError(
                f"“{without_password(address)}” is another program's database, not a Comity record; give another path."
            )
        return [lay_tables]
    unknown = set(done) - {FIRST} - {step.__name__ for step in MIGRATIONS}
    if unknown:
        raise RecordError(f"A newer Comity wrote the record “{without_password(address)}”; update Comity to open it.")
    return [step for step in MIGRATIONS if step.__name__ not in done]


def migrate(engine: Engine, address: str) -> list[str]:
    """Apply what is pending and say which steps that were; a failing step undoes all."""
    with engine.begin() as connection:
        hold_lock(connection)
        steps = pending(connection, address)
        for step in steps:
            step(connection)
        names = [step.__name__ for step in steps]
        laid = [FIRST, *(step.__name__ for step in MIGRATIONS)] if FIRST in names else names
        moment = dt.datetime.now(dt.UTC).isoformat()
        if laid:
            connection.execute(insert(schema.migration), [{"name": name, "applied_at": moment} for name in laid])
    return names
