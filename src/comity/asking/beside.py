"""Rows that others coded, asked for beside a record's own: labelled by their layer, resting on no statement."""

from collections.abc import Iterable, Iterator, Sequence

from comity.asking.answer import ONLY
from comity.asking.asked import Asked
from comity.asking.rows import TimelineRow
from comity.edtf import Bounds
from comity.errors import UserError
from comity.outside import LayeredEvent, LayerFile, Party


def layer_rows(
    asked: Asked, beside: str, actors: Sequence[str], within: Bounds, limit: int | None
) -> list[TimelineRow]:
    """What layers hold of an actor (with another), and a note on each; raises `UserError` for one that is not there."""
    files = asked.view.layers()
    layers = list(dict.fromkeys(name.strip().lower() for name in beside.split(",") if name.strip()))
    asked.take(beside=",".join(layers))
    rows: list[TimelineRow] = []
    for layer in layers:
        own = [file for file in files if file.layer == layer]
        if not own:
            raise UserError(f"There is no layer “{layer}”; {_there_are(files)}")
        found = asked.view.outside([layer], *actors, within=within, limit=limit)
        asked.notes += _notes(layer, own, len(found), limit)
        rows += map(_row, found)
    return rows


def _there_are(files: Iterable[LayerFile]) -> str:
    names = ", ".join(dict.fromkeys(file.layer for file in files))
    return f"there are {names}." if names else "the record holds none. “comity import gdelt FILE” takes one in."


def _notes(layer: str, files: Sequence[LayerFile], found: int, limit: int | None) -> Iterator[str]:
    events = sum(file.events for file in files)
    names = ", ".join(f"{file.source} ({file.sha256[:12]})" for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    yield (
        f"Rows of {layer} were coded by others, out of {events:,} events of {names}{more}; they were not read here "
        "and count as no source."
    )
    if found == limit:
        yield f"{ONLY}last {limit} rows of {layer} are shown; earlier ones with an earlier “until”."


def _row(found: LayeredEvent) -> TimelineRow:
    event = found.event
    return TimelineRow(
        happening=f"{found.layer}:{event.id}",
        date=event.date,
        reported=event.known,
        type=event.type,
        mode=event.mode,
        what=_tell(found),
        actors=tuple(map(_called, event.actors)),
        recipients=tuple(map(_called, event.recipients)),
        where=event.place,
        modality="actual",
        outcome=None,
        sources=0,
        said_by=(),
        publishers=(),
        statements=(),
        layer=found.layer,
        locator=", ".join(filter(None, (found.source, f"line {event.line}", event.publisher, event.url))),
    )


def _called(party: Party) -> str:
    """Its id, else the source's name for it with the state it belongs to."""
    return party.id or (f"{party.name or party.code} ({party.of.partition(':')[2]})" if party.of else party.name)


def _tell(found: LayeredEvent) -> str:
    """What the source says beside type and parties, in words."""
    event = found.event
    parts = [
        f"{found.layer} {event.code}",
        f"intensity {event.intensity:g}" if event.intensity is not None else "",
        f"{event.mentions:,} mentions" if event.mentions is not None else "",
    ]
    return ", ".join(filter(None, parts))
