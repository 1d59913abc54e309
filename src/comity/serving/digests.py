"""`comity digest`: what was told anew of some actors, to be read in the morning or sent on."""

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import UserError
from comity.serving.doors import choose_desk
from comity.serving.options import MinConfidenceOption, RecordOption

if TYPE_CHECKING:
    from comity.asking import Desk
    from comity.serving.watching.digest import Digest, Part

TOGETHER = "+"
_AGO = re.compile(r"(\d{1,4})([dh])")


def digest(
    ctx: typer.Context,
    actors: Annotated[
        list[str], typer.Argument(help="States, organisations or people; CHN+KAZ is what involves both.")
    ],
    since: Annotated[
        str, typer.Option("--since", metavar="WHEN", help="Recorded after this day or moment, or 7d, 24h ago.")
    ],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="A .txt, .html or .eml file instead of the screen.")
    ] = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
) -> None:
    """What was told anew of some actors, with the reason and the sentences of each line."""
    from comity.serving.delivery import standard_output, whole_file
    from comity.serving.watching.digest import WRITERS

    write = WRITERS.get(to.suffix.lower().removeprefix(".")) if to else WRITERS["txt"]
    if write is None:
        raise UserError(f"A digest cannot be written to {to}; name it .txt, .html or .eml.")
    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        asked = choose_desk(desk, None, min_confidence)
        written = write(make_digest(asked, actors, _moment(since, dt.datetime.now(dt.UTC))))
    if to is None:
        standard_output().write(written)
        return
    with whole_file(to) as file:
        file.write(written)


def make_digest(desk: "Desk", actors: list[str], since: str) -> "Digest":
    """What is news since a moment, for each of the actors; raises `UnknownActor` and `DateError`."""
    from comity.serving.watching.digest import Digest

    parts = tuple(_part(desk, actor, since) for actor in actors)
    until = max((entry.recorded for part in parts for entry in part.entries), default="")
    stock = desk.coverage()
    return Digest(parts, since, until, str(stock.coverage), stock.data_version)


def _part(desk: "Desk", actor: str, since: str) -> "Part":
    from comity.serving.watching.digest import Part
    from comity.serving.watching.entries import make_entries

    names = [desk.find(name) for name in actor.split(TOGETHER, 1)]
    answer = desk.news(*(name.actor for name in names), since=since)
    watched = TOGETHER.join(name.actor for name in names)
    entries = make_entries(desk, watched, answer.rows)
    return Part(" and ".join(name.name for name in names), watched, tuple(entries), answer.notes)


def _moment(written: str, now: dt.datetime) -> str:
    """A day or moment as it is, `7d` and `24h` as that long ago."""
    ago = _AGO.fullmatch(written.strip())
    if not ago:
        return written
    span = dt.timedelta(days=int(ago[1])) if ago[2] == "d" else dt.timedelta(hours=int(ago[1]))
    return (now - span).isoformat()
