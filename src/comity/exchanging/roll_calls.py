"""Recorded votes as a record keeps them, as lines of a stream and as rows of a snapshot, and back."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import polars as pl

from comity.errors import SourceError
from comity.recording.kept_beside import KeptPoint, KeptRollcall, KeptVotes

OWN = KeptRollcall._fields[:-1]
"""What a roll call has beside its votes."""
Lines = Iterator[tuple[int, str]]


def votes_lines(votes: KeptVotes) -> Iterator[dict[str, Any]]:
    """The line of a file of votes, one for each roll call, and one for the ideal points of each session and model."""
    points = [(key, list(some)) for key, some in groupby(sorted(votes.points, key=_of_session), _of_session)]
    yield {
        "kind": "votes", "id": votes.id, "source": votes.source, "register": votes.register,
        "faults": json.loads(votes.faults), "recorded_at": votes.recorded_at, "rollcalls": votes.count,
        "ideal_points": len(points),
    }  # fmt: skip
    for call in votes.rollcalls:
        yield {"kind": "rollcall", **{name: getattr(call, name) for name in OWN}, "votes": dict(call.ballots)}
    for (model, session), some in points:
        rows = [[point.state, point.n, point.value, point.deviation] for point in some]
        yield {"kind": "ideal-points", "model": model, "session": session, "points": rows}


def read_votes(data: Mapping[str, Any], lines: Lines) -> KeptVotes:
    """The file of votes whose line is `data` and whose roll calls and ideal points are the next lines.

    Raises `SourceError` where one of these is none or is missing: all or none come in.
    """
    calls, sessions = int(data["rollcalls"]), int(data["ideal_points"])
    source = str(data["source"])
    told = [_read_next(lines, "rollcall", source) for _ in range(calls)]
    points = tuple(point for _ in range(sessions) for point in _points(_read_next(lines, "ideal-points", source)))
    rollcalls = list(map(_rollcall, told))
    return _votes(data, json.dumps(data["faults"], ensure_ascii=False), iter(rollcalls), points)


def votes_rows(votes: KeptVotes) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of a file of votes, each with the name of its table."""
    yield "vote_files", (votes.id, votes.source, votes.register, votes.faults, votes.count, votes.recorded_at)
    for call in votes.rollcalls:
        yield "rollcalls", (votes.id, *(getattr(call, name) for name in OWN))
        for state, vote in call.ballots:
            yield "ballots", (votes.id, call.id, state, vote)
    for point in votes.points:
        yield "ideal_points", (votes.id, *point)


def restore_votes(tables: Mapping[str, pl.DataFrame]) -> Iterator[KeptVotes]:
    """The files of votes that the tables of a snapshot hold."""
    for row in tables["vote_files"].iter_rows(named=True):
        own = {name: tables[name].filter(pl.col("votes") == row["id"]) for name in ("rollcalls", "ballots")}
        cast = own["ballots"].group_by("rollcall").agg("state", "vote")
        sides = {call: tuple(zip(states, votes, strict=True)) for call, states, votes in cast.iter_rows()}
        calls = (KeptRollcall._make((*call[1:], sides.get(call[1], ()))) for call in own["rollcalls"].iter_rows())
        points = tables["ideal_points"].filter(pl.col("votes") == row["id"]).drop("votes").iter_rows()
        told = {**row, "register": row["register_version"]}
        yield _votes(told, row["faults"], calls, tuple(KeptPoint(*point) for point in points))


def _votes(
    data: Mapping[str, Any], faults: str, rollcalls: Iterator[KeptRollcall], points: tuple[KeptPoint, ...]
) -> KeptVotes:
    id, source, register, moment = (str(data[name]) for name in ("id", "source", "register", "recorded_at"))
    return KeptVotes(id, source, register, faults, moment, int(data["rollcalls"]), rollcalls, points)


def _read_next(lines: Lines, kind: str, source: str) -> dict[str, Any]:
    place, line = next(lines, (0, ""))
    try:
        data: dict[str, Any] = json.loads(line)
        if data["kind"] != kind:
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        where = f"line {place} is no {kind}" if line else "it breaks off"
        raise SourceError(f"the votes of {source} are left out: {where}") from error
    return data


def _rollcall(data: Mapping[str, Any]) -> KeptRollcall:
    ballots = tuple((who, int(vote)) for who, vote in data["votes"].items())
    return KeptRollcall._make((*(data[name] for name in OWN), ballots))


def _points(data: Mapping[str, Any]) -> Iterator[KeptPoint]:
    for state, n, value, deviation in data["points"]:
        yield KeptPoint(state, int(data["session"]), n, value, deviation, data["model"])


def _of_session(point: KeptPoint) -> tuple[str, int]:
    return point.model, point.session
