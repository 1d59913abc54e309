"""Who may do what in a team's record on PostgreSQL: readers ask, editors add, owners change the tables.

The roles are groups of the server, named after database and schema, which people are put into. What is appended stays
so: an editor may add, supersede and derive, and has no right to remove a row or to change a text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.engine import connect_for_writing, is_server, opened, tell_errors
from comity.recording.record import open_record
from comity.recording.resolve import DERIVED

RIGHTS = {"reader": "asks", "editor": "asks and adds", "owner": "asks, adds, upgrades and gives roles"}
REPLACED = frozenset({"unresolved", "position", *(table.name for table in DERIVED)})
"""Tables whose rows come and go, for they can be made again."""
CHANGED = {
    "document": ("title", "publisher", "published", "url", "source", "known", "family", "agency", "count"),
    "statement": ("superseded",),
    "ruling": ("superseded",),
    "watched": ("due", "etag", "modified", "result", "noted_at"),
}
"""Columns that change although the rows stay: a document's head follows its earliest appearance."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of one record: the server's group for it, what it may do and who is in it."""

    name: str
    group: str
    may: str
    people: tuple[str, ...]


def lay_roles(address: str) -> list[Role]:
    """Make the roles of a record, or bring them up to date with its tables; raises `RecordError`."""
    with _ruled(address) as connection:
        held = {role.group for role in _list(connection)}
        for name in RIGHTS:
            if (group := _group(connection, name)) not in held:
                connection.execute(text(f"CREATE ROLE {_quote(connection, group)} NOLOGIN"))
        reader, editor, owner = _groups(connection)
        connection.execute(text(f"GRANT {owner} TO CURRENT_USER WITH ADMIN OPTION"))
        connection.execute(text(f"GRANT {reader}, {editor} TO {owner} WITH ADMIN OPTION"))
        _renew(connection)
        return _list(connection)


def renew_roles(address: str) -> None:
    """Bring the roles of a record that has any up to date with its tables."""
    with _ruled(address) as connection:
        if _list(connection):
            _renew(connection)


def give_role(address: str, role: str, person: str) -> list[Role]:
    """Put a user of the server into a role; raises `RecordError` when there is no such role or user."""
    option = " WITH ADMIN OPTION" if role == "owner" else ""
    return _change(address, f"GRANT {{group}} TO {{person}}{option}", role, person)


def take_role(address: str, role: str, person: str) -> list[Role]:
    """Take a user out of a role; raises `RecordError` when there is no such role or user."""
    return _change(address, "REVOKE {group} FROM {person}", role, person)


def list_roles(address: str) -> list[Role]:
    """The roles of a record, none before they are laid."""
    with _ruled(address) as connection:
        return _list(connection)


@contextmanager
def _ruled(address: str) -> Iterator[Connection]:
    if not is_server(address):
        raise RecordError("Roles are for records on PostgreSQL; who may use a file is a matter of its permissions.")
    open_record(address).close()
    with tell_errors(address), opened(connect_for_writing(address)) as engine, engine.begin() as connection:
        yield connection


def _change(address: str, command: str, role: str, person: str) -> list[Role]:
    if role not in RIGHTS:
        raise RecordError(f"There is no role “{role}”; roles are {', '.join(RIGHTS)}.")
    with _ruled(address) as connection:
        if not _list(connection):
            raise RecordError("The record has no roles yet; make them with “comity roles lay”.")
        if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": person}):
            raise RecordError(f"The server knows no user “{person}”; its administrator can make one.")
        group, name = _quote(connection, _group(connection, role)), _quote(connection, person)
        connection.execute(text(command.format(group=group, person=name)))
        return _list(connection)


def _renew(connection: Connection) -> None:
    for command in _grants(connection):
        connection.execute(text(command))


def _grants(connection: Connection) -> Iterator[str]:
    room = _quote(connection, str(connection.scalar(text("SELECT current_schema()"))))
    reader, editor, owner = _groups(connection)
    yield f"GRANT USAGE ON SCHEMA {room} TO {reader}, {editor}, {owner}"
    yield f"GRANT CREATE ON SCHEMA {room} TO {owner}"
    for table in inspect(connection).get_table_names():
        name = f"{room}.{_quote(connection, table)}"
        yield f"ALTER TABLE {name} OWNER TO {owner}"
        yield f"REVOKE ALL ON {name} FROM {reader}, {editor}"
        yield f"GRANT SELECT ON {name} TO {reader}, {editor}"
        if table != schema.migration.name:
            yield f"GRANT INSERT ON {name} TO {editor}"
        if table in REPLACED:
            yield f"GRANT UPDATE, DELETE ON {name} TO {editor}"
        if table in CHANGED:
            yield f"GRANT UPDATE ({', '.join(_quote(connection, c) for c in CHANGED[table])}) ON {name} TO {editor}"


def _list(connection: Connection) -> list[Role]:
    people: dict[str, list[str]] = {}
    for group, person in connection.execute(text(_MEMBERS)):
        people.setdefault(group, []).extend([person] if person else [])
    groups = {name: _group(connection, name) for name in RIGHTS}
    return [
        Role(name, group, RIGHTS[name], tuple(sorted(set(people[group]) - set(groups.values()))))
        for name, group in groups.items()
        if group in people
    ]


_MEMBERS = """
SELECT held.rolname, person.rolname FROM pg_roles held
LEFT JOIN pg_auth_members member ON member.roleid = held.oid
LEFT JOIN pg_roles person ON person.oid = member.member
"""


def _group(connection: Connection, role: str) -> str:
    """The server's group for a role; groups are the server's, so a record's own bear its name."""
    database, room = connection.execute(text("SELECT current_database(), current_schema()")).one()
    return "_".join([database, *([] if room == "public" else [room]), role])


def _groups(connection: Connection) -> list[str]:
    """The groups of reader, editor and owner, as SQL writes them."""
    return [_quote(connection, _group(connection, role)) for role in RIGHTS]


def _quote(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
