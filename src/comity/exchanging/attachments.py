"""What a record keeps beside its documents and judgements, as JSON: refusals, layers, what is watched."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from typing import Any

from comity.errors import SourceError
from comity.model import Refusal
from comity.outside import OutsideEvent, OutsideFile, Party
from comity.recording.kept import KeptNote
from comity.recording.kept_beside import KeptWatch
from comity.recording.outside import KeptLayer
from comity.recording.refused import Noted
from comity.recording.ways import Run

_OWN = ("line", "date", "known", "type", "mode", "code", "place", "intensity", "mentions", "publisher", "url")


def run_json(run: Run) -> dict[str, Any]:
    """A run as a document's line has it."""
    return {"reader": run.reader, "register": run.register, "options": dict(run.options)}


def read_run(data: Mapping[str, Any]) -> Run:
    """The run that `run_json` wrote."""
    return Run(data["reader"], data["register"], tuple(sorted(data.get("options", {}).items())))


def aside_json(refusal: Refusal) -> dict[str, str]:
    """Why a document was set aside."""
    return {"source": refusal.source, "step": refusal.step, "reason": refusal.reason}


def read_aside(data: Mapping[str, Any] | None, document: str) -> Refusal | None:
    """The reason that `aside_json` wrote, None for a document that was read."""
    return Refusal(data["source"], data["step"], data["reason"], document) if data else None


def note_json(note: KeptNote) -> dict[str, Any]:
    """The line of a refusal or a warning."""
    told = {field.name: getattr(note.noted, field.name) for field in fields(Noted)}
    return {"kind": "refusal", **told, "run": run_json(note.run)}


def read_note(data: Mapping[str, Any]) -> KeptNote:
    """The refusal or warning that `note_json` wrote."""
    noted = Noted(*(data[field.name] for field in fields(Noted)))
    if noted.severity not in ("refused", "warning"):
        raise ValueError("it is neither refused nor a warning")
    return KeptNote(noted, read_run(data["run"]))


def layer_json(layer: KeptLayer) -> dict[str, Any]:
    """The line of a layer's file; `events` says how many lines of coded events follow."""
    file = layer.file
    return {
        "kind": "layer", "layer": file.layer, "source": file.source, "sha256": file.sha256, "register": file.register,
        "events": layer.count, "recorded_at": layer.recorded_at,
    }  # fmt: skip


def read_layer(data: Mapping[str, Any], events: Iterator[OutsideEvent]) -> KeptLayer:
    """The file that `layer_json` wrote, over its events."""
    file = OutsideFile(*(str(data[name]) for name in ("layer", "source", "sha256", "register")))
    return KeptLayer(file, int(data["events"]), str(data["recorded_at"]), events)


def event_json(event: OutsideEvent) -> dict[str, Any]:
    """The line of an event that others coded; a party is its id, code, name and whose it is."""
    sides = {"actors": _parties(event.actors), "recipients": _parties(event.recipients)}
    return {"kind": "coded-event", "id": event.id, **{name: getattr(event, name) for name in _OWN}, **sides}


def read_event(data: Mapping[str, Any]) -> OutsideEvent:
    """The event that `event_json` wrote."""
    own: dict[str, Any] = {name: data[name] for name in ("id", *_OWN)}
    actors, recipients = (tuple(Party(*party) for party in data[name]) for name in ("actors", "recipients"))
    return OutsideEvent(**own, actors=actors, recipients=recipients)


def read_coded(lines: Iterator[tuple[int, str]], count: int, source: str) -> Iterator[OutsideEvent]:
    """The next so many lines of a stream as events; raises `SourceError` at one that is none, for all or none count."""
    for done in range(count):
        place, line = next(lines, (0, ""))
        try:
            data = json.loads(line)
            if data["kind"] != "coded-event":
                raise ValueError
            yield read_event(data)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            where = f"line {place} is no coded event" if line else f"it breaks off after {done:,} of {count:,} events"
            raise SourceError(f"the layer file {source} is left out: {where}") from error


def pass_over(events: Iterator[OutsideEvent]) -> None:
    """Go past what nobody took of a layer's events, whole or not: whoever takes them says what is wrong."""
    with suppress(SourceError):
        for _ in events:
            pass


def watch_json(watch: KeptWatch) -> dict[str, Any]:
    """The line of an address that is watched, or that a watched source named."""
    return {"kind": "watched", **{field.name: getattr(watch, field.name) for field in fields(KeptWatch)}}


def read_watch(data: Mapping[str, Any]) -> KeptWatch:
    """What `watch_json` wrote."""
    if not (data["url"] and data["noted_at"]):
        raise ValueError("it names no address or no moment")
    return KeptWatch(*(data[field.name] for field in fields(KeptWatch)))


def _parties(parties: Iterable[Party]) -> list[list[str | None]]:
    return [[who.id, who.code, who.name, who.of] for who in parties]
