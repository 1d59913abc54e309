"""Recorded votes in the record: files of roll calls are taken in whole, and read back as one matrix."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import repeat
from typing import Any

import numpy as np
import polars as pl
from sqlalchemy import ColumnElement, Connection, Text, cast, delete, func, select
from sqlalchemy import Row as SqlRow

from comity.errors import RecordError
from comity.recording import schema
from comity.recording.inserting import Row, insert_rows
from comity.recording.keys import Keys, next_key
from comity.recording.scope import FAR, Scope
from comity.register import Register
from comity.votes import SEATS, UNKNOWN, Fault, Votes, build_votes

BATCH = 100_000
VOTES = 10
"""More than there are kinds of votes: state and vote travel as one number."""


def write_votes(connection: Connection, keys: Keys, votes: Votes, register: Register, now: str) -> bool:
    """Keep a file of votes with its source; False when the same votes are there already."""
    id = f"votes-{votes.identity}"
    if connection.scalar(select(schema.votes.c.key).where(schema.votes.c.id == id)) is not None:
        return False
    file = next_key(connection, schema.votes.c.key)
    faults = json.dumps([asdict(fault) for fault in votes.faults], ensure_ascii=False)
    insert_rows(connection, schema.votes, [(file, id, votes.source, register.version, faults, now)])
    first = next_key(connection, schema.rollcall.c.key)
    insert_rows(connection, schema.rollcall, list(_rollcalls(votes, file, first)))
    for part in _ballots(connection, keys, votes, register, first):
        insert_rows(connection, schema.ballot, part)
    return True


def write_positions(connection: Connection, keys: Keys, votes: Votes, positions: pl.DataFrame, model: str) -> None:
    """Keep `state`, `session`, `n`, `value` and `deviation` estimated from recorded votes, in place of those before."""
    file = connection.scalar(select(schema.votes.c.key).where(schema.votes.c.id == f"votes-{votes.identity}"))
    if file is None:
        raise RecordError("Ideal points can be kept for votes of the record only; record the votes first.")
    connection.execute(delete(schema.position).where(schema.position.c.votes == file))
    numbers = keys.actors(connection, set(positions["state"]))
    rows = positions.select("state", "session", "n", "value", "deviation").rows()
    insert_rows(connection, schema.position, [(file, numbers[state], *row, model) for state, *row in rows])


def load_votes(connection: Connection, scope: Scope) -> Votes | None:
    """The votes of the file that was taken in last, as far as the scope sees them; None without any."""
    file = _last_file(connection, scope)
    if file is None:
        return None
    seen = (schema.rollcall.c.votes == file.key) & (schema.rollcall.c.known <= scope.known)
    faults = [Fault(**fault) for fault in json.loads(file.faults)]
    return build_votes(_load_ballots(connection, seen), _load_rollcalls(connection, seen), file.source, faults)


def name_votes(connection: Connection, scope: Scope) -> str:
    """The id of the file that was taken in last, marked once ideal points are kept beside it; empty without any."""
    file = _last_file(connection, scope)
    if file is None:
        return ""
    table = schema.position.c
    estimated = connection.scalar(select(table.votes).where(table.votes == file.key).limit(1)) is not None
    return f"{file.id}, estimated" if estimated else str(file.id)


def load_positions(connection: Connection, scope: Scope, model: str) -> pl.DataFrame | None:
    """The ideal points that were estimated by `model` from all the votes; None without, or when not all are seen."""
    file = _last_file(connection, scope)
    if file is None or scope.known < FAR:
        return None
    table = schema.position.c
    query = select(schema.actor.c.id, table.session, table.n, table.value, table.deviation)
    joined = query.join(schema.actor, schema.actor.c.key == table.actor)
    rows = connection.execute(joined.where(table.votes == file.key, table.model == model)).all()
    names = ("state", "session", "n", "value", "deviation")
    return (
        pl.DataFrame([tuple(row) for row in rows], schema=names, orient="row").sort("state", "session")
        if rows
        else None
    )


def _last_file(connection: Connection, scope: Scope) -> SqlRow[Any, Any, Any, Any] | None:
    table = schema.votes.c
    query = select(table.key, table.id, table.source, table.faults).order_by(table.key.desc()).limit(1)
    if scope.moment is not None:
        query = query.where(table.recorded_at <= scope.moment)
    return connection.execute(query).first()


def _rollcalls(votes: Votes, file: int, first: int) -> Iterator[Row]:
    columns = ("rollcall", "session", "date", "title", "symbol", "issues", "final", "recurring")
    rows = votes.rollcalls.select(columns).rows()
    for key, (id, session, date, title, symbol, issues, final, recurring) in enumerate(rows, first):
        known = date or f"{session + 1945}-12-31"
        yield key, file, id, session, date, known, title, symbol, " ".join(issues or ()), final, recurring


def _ballots(
    connection: Connection, keys: Keys, votes: Votes, register: Register, first: int
) -> Iterator[Sequence[Row]]:
    """Each vote under the name that its seat had on the day."""
    days = votes.rollcalls["date"].to_list()
    by_column = [day or f"{session + 1945}-12-31" for day, session in zip(days, votes.sessions.tolist(), strict=True)]
    former = {seat: _former_names(seat, register) for seat in votes.states}
    known = [*votes.states, *(name for spells in former.values() for name, _, _ in spells)]
    numbers = keys.actors(connection, known)
    present = np.array([numbers[seat] for seat in votes.states])
    rows: list[Row] = []
    for j, day in enumerate(by_column):
        bearers = present.copy()
        for seat, spells in former.items():
            for name, since, until in spells:
                if since <= day < until:
                    bearers[votes.row[seat]] = numbers[name]
        here = np.flatnonzero(votes.cast[:, j] != UNKNOWN)
        rows += zip(repeat(first + j), bearers[here].tolist(), votes.cast[here, j].tolist(), strict=False)
        if len(rows) >= BATCH or j == len(by_column) - 1:
            yield rows
            rows = []


def _former_names(seat: str, register: Register) -> list[tuple[str, str, str]]:
    """The states that held a seat before its present one, each from its first day to the day after its last."""
    entries = [entry for old, new in SEATS.items() if new == seat and (entry := register.entry(old))]
    return [(entry.id, entry.since, entry.until) for entry in entries]


def _load_rollcalls(connection: Connection, seen: ColumnElement[bool]) -> pl.DataFrame:
    table = schema.rollcall.c
    columns = (table.session, table.date, table.title, table.symbol, table.issues, table.final, table.recurring)
    rows = connection.execute(select(table.id.label("rollcall"), *columns).where(seen)).all()
    names = ["rollcall", *(column.name for column in columns)]
    frame = pl.DataFrame([tuple(row) for row in rows], schema=names, orient="row", infer_schema_length=None)
    issues = pl.col("issues").cast(pl.String).str.split(" ").list.eval(pl.element().filter(pl.element() != ""))
    return frame.with_columns(issues)


def _load_ballots(connection: Connection, seen: ColumnElement[bool]) -> pl.DataFrame:
    actors = dict(connection.execute(select(schema.actor.c.key, schema.actor.c.id)).all())
    table, calls = schema.ballot.c, schema.rollcall.c
    cell = cast(table.actor * VOTES + table.vote, Text)
    query = select(calls.id, func.count(), func.aggregate_strings(cell, " ")).join(
        schema.rollcall, calls.key == table.rollcall
    )
    rows = connection.execute(query.where(seen).group_by(calls.id)).all()
    cells = np.array(" ".join(row[2] for row in rows).split(), dtype=np.int64)
    states = np.array([actors[key] for key in np.unique(cells // VOTES).tolist()], dtype=object)
    return pl.DataFrame(
        {
            "rollcall": np.repeat(np.array([row[0] for row in rows], dtype=object), [row[1] for row in rows]),
            "state": states[np.unique(cells // VOTES, return_inverse=True)[1]],
            "vote": (cells % VOTES).astype(np.int8),
        },
        schema={"rollcall": pl.String, "state": pl.String, "vote": pl.Int8},
    )
