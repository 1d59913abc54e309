"""The tables of a snapshot: which columns each has, and what of a record goes into them as rows. And back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from typing import Any

import polars as pl

from comity.exchanging.attachments import event_json, read_event, read_layer
from comity.exchanging.lines import HEAD, document_from_head, head_json
from comity.exchanging.roll_calls import restore_votes, votes_rows
from comity.exchanging.taking import Usable
from comity.model import Evidence, Reference, Refusal
from comity.recording import Run, View
from comity.recording.encoding import Columns, Part, build, columns_of, parties_of
from comity.recording.judgements import read_judgement
from comity.recording.kept import Kept, KeptNote, KeptStatement
from comity.recording.kept_beside import KeptWatch
from comity.recording.outside import KeptLayer
from comity.recording.refused import SET_ASIDE, Noted
from comity.recording.summaries import Backing

Row = tuple[Any, ...]
_TEXT, _WHOLE, _FLAG, _NUMBER, _TEXTS = pl.String, pl.Int64, pl.Boolean, pl.Float64, pl.List(pl.String)
_BACKING = {
    "sources": _WHOLE, "said_by": _TEXTS, "publishers": _TEXTS, "reported": _TEXT, "last_reported": _TEXT,
    "origin": _TEXT, "statements": _TEXTS,
}  # fmt: skip
_RUN = {"reader": _TEXT, "register_version": _TEXT, "options": _TEXT}

Schema = dict[str, Any]
TABLES: dict[str, Schema] = {
    "documents": {
        "id": _TEXT, "sha256": _TEXT, **dict.fromkeys(HEAD, _TEXT), "language": _TEXT, "register": _FLAG,
        "recorded_at": _TEXT, **_RUN, "appearances": _TEXT, "provenance": _TEXT, "text": _TEXT,
    },
    "statements": {
        "id": _TEXT, "document": _TEXT, **dict.fromkeys(Columns._fields, _TEXT), "confidence": _NUMBER,
        "stands": _FLAG, "judgement": _TEXT,
    },
    "evidence": {
        "statement": _TEXT, "document": _TEXT, "position": _WHOLE, "start": _WHOLE, "end": _WHOLE, "exact": _TEXT,
    },
    "parties": {
        "statement": _TEXT, "document": _TEXT, "role": _TEXT, "position": _WHOLE, "actor": _TEXT, "name": _TEXT,
        "acts_for": _TEXT,
    },
    "spells": {
        "id": _TEXT, "kind": _TEXT, "holder": _TEXT, "body": _TEXT, "label": _TEXT, "modality": _TEXT, "since": _TEXT,
        "until": _TEXT, "ending": _TEXT, "founder": _FLAG, "date_kind": _TEXT, "dissent": _TEXTS, **_BACKING,
    },
    "happenings": {
        "id": _TEXT, "type": _TEXT, "mode": _TEXT, "modality": _TEXT, "date": _TEXT, "outcome": _TEXT,
        "actors": _TEXTS, "recipients": _TEXTS, "where": _TEXT, **_BACKING,
    },
    "disputes": {
        "id": _TEXT, "kind": _TEXT, "about": _TEXT, "body": _TEXT, "label": _TEXT, "state": _TEXT, "value": _TEXT,
        "judged": _TEXT, **_BACKING,
    },
    "judgements": {
        "id": _TEXT, "verdict": _TEXT, "person": _TEXT, "reason": _TEXT, "recorded_at": _TEXT, "content": _TEXT,
        "withdraws": _TEXT,
    },
    "refusals": {
        "severity": _TEXT, "source": _TEXT, "step": _TEXT, "reason": _TEXT, "document": _TEXT, "recorded_at": _TEXT,
        **_RUN,
    },
    "layers": {
        "layer": _TEXT, "source": _TEXT, "sha256": _TEXT, "register_version": _TEXT, "events": _WHOLE,
        "recorded_at": _TEXT,
    },
    "coded_events": {
        "layer": _TEXT, "sha256": _TEXT, "id": _TEXT, "line": _WHOLE, "date": _TEXT, "known": _TEXT, "type": _TEXT,
        "mode": _TEXT, "code": _TEXT, "place": _TEXT, "intensity": _NUMBER, "mentions": _WHOLE, "publisher": _TEXT,
        "url": _TEXT, "actors": _TEXT, "recipients": _TEXT,
    },
    "vote_files": {
        "id": _TEXT, "source": _TEXT, "register_version": _TEXT, "faults": _TEXT, "rollcalls": _WHOLE,
        "recorded_at": _TEXT,
    },
    "rollcalls": {
        "votes": _TEXT, "id": _TEXT, "session": _WHOLE, "date": _TEXT, "known": _TEXT, "title": _TEXT, "symbol": _TEXT,
        "issues": _TEXT, "final": _FLAG, "recurring": _TEXT,
    },
    "ballots": {"votes": _TEXT, "rollcall": _TEXT, "state": _TEXT, "vote": _WHOLE},
    "ideal_points": {
        "votes": _TEXT, "state": _TEXT, "session": _WHOLE, "n": _WHOLE, "value": _NUMBER, "deviation": _NUMBER,
        "model": _TEXT,
    },
    "watched": {
        "url": _TEXT, "source": _TEXT, "due": _NUMBER, "etag": _TEXT, "modified": _TEXT, "title": _TEXT,
        "published": _TEXT, "result": _TEXT, "noted_at": _TEXT,
    },
}  # fmt: skip
VOTES = ("vote_files", "rollcalls", "ballots", "ideal_points")
ADDED = {"refusals": 2, "layers": 2, "coded_events": 2, **dict.fromkeys((*VOTES, "watched"), 3)}
"""Tables that the first snapshots did not have, each with the version that has it."""
"""A dispute has a row for each side. Columns are explained in `docs/statements.md` and `docs/guide.md`."""


def rows_of(view: View, *, with_texts: bool) -> Iterator[tuple[str, Row]]:
    """Every row of every table, with the table's name."""
    for kept in view.kept():
        yield from document_rows(kept, with_texts)
        if kept.aside:
            why = kept.aside
            noted = Noted(SET_ASIDE, why.source, why.step, why.reason, why.document, kept.recorded_at)
            yield "refusals", _note_row(KeptNote(noted, kept.run))
    yield from _derived(view)
    for j in view.judgements():
        yield "judgements", (j.id, j.verdict, j.person, j.reason, j.recorded_at, j.content, j.withdraws)
    for note in view.kept_notes():
        yield "refusals", _note_row(note)
    for layer in view.kept_layers():
        yield from _layer_rows(layer)
    for votes in view.kept_votes():
        yield from votes_rows(votes)
    for watch in view.kept_watches() if with_texts else ():
        yield "watched", astuple(watch)


def restore(tables: dict[str, pl.DataFrame]) -> Iterator[Usable]:
    """The documents with their statements, then the judgements and all that stands beside them, that tables hold."""
    notes = list(_notes(tables["refusals"])) if "refusals" in tables else []
    aside = {note.noted.document: _refusal(note.noted) for note in notes if note.noted.severity == SET_ASIDE}
    by_document = {name: _by_document(tables[name]) for name in ("statements", "evidence", "parties")}
    for row in tables["documents"].iter_rows(named=True):
        found = {name: parts.get(row["id"], []) for name, parts in by_document.items()}
        head = {**row, "provenance": json.loads(row.get("provenance") or "null")}
        document = document_from_head(head, row["text"], row["language"])
        others = tuple(
            document_from_head(head, document.text, document.language) for head in json.loads(row["appearances"])
        )
        said = tuple(_statements(row["id"], **found))
        why = None if said else aside.get(document.id)
        yield Kept(document, row["register"], _run(row), row["recorded_at"], others, said, why)
    for row in tables["judgements"].iter_rows(named=True):
        yield read_judgement({**row, "key": 0})
    yield from (note for note in notes if note.noted.severity != SET_ASIDE)
    if "layers" in tables:
        yield from _layers(tables["layers"], tables["coded_events"])
    if "watched" in tables:
        yield from restore_votes(tables)
        yield from (KeptWatch(*row) for row in tables["watched"].iter_rows())


def document_rows(kept: Kept, with_texts: bool) -> Iterator[tuple[str, Row]]:
    """A document, its statements, their evidence and parties, each with the name of its table."""
    document, run = kept.document, kept.run
    others = [head_json(other) for other in kept.appearances]
    provenance = json.dumps(document.provenance.to_json()) if document.provenance else None
    yield "documents", (
        document.id, document.sha256, *(getattr(document, name) for name in HEAD), document.language, kept.register,
        kept.recorded_at, run.reader, run.register, json.dumps(dict(run.options), sort_keys=True),
        json.dumps(others, ensure_ascii=False), provenance, document.text if with_texts else None,
    )  # fmt: skip
    seen = set()
    for said in kept.statements:
        statement, id = said.statement, said.statement.id
        yield "statements", (id, document.id, *columns_of(statement), said.stands, said.judgement)
        if id in seen:
            continue  # read, set aside, and made again by a judgement: the same spans and parties
        seen.add(id)
        for place, span in enumerate(statement.evidence):
            yield "evidence", (id, document.id, place, span.start, span.end, span.exact)
        for role, position, who in parties_of(statement):
            yield "parties", (id, document.id, role, position, who.id, who.name, who.acts_for)


def _note_row(note: KeptNote) -> Row:
    said = (getattr(note.noted, field.name) for field in fields(Noted))
    return (*said, note.run.reader, note.run.register, json.dumps(dict(note.run.options), sort_keys=True))


def _notes(table: pl.DataFrame) -> Iterator[KeptNote]:
    for row in table.iter_rows(named=True):
        yield KeptNote(Noted(*(row[field.name] for field in fields(Noted))), _run(row))


def _refusal(noted: Noted) -> Refusal:
    return Refusal(noted.source, noted.step, noted.reason, noted.document)


def _run(row: dict[str, Any]) -> Run:
    return Run(row["reader"], row["register_version"], tuple(sorted(json.loads(row["options"]).items())))


def _layer_rows(layer: KeptLayer) -> Iterator[tuple[str, Row]]:
    file = layer.file
    yield "layers", (file.layer, file.source, file.sha256, file.register, layer.count, layer.recorded_at)
    for event in layer.events:
        told = event_json(event)
        sides = (json.dumps(told[side], ensure_ascii=False) for side in ("actors", "recipients"))
        own = (told[name] for name in list(TABLES["coded_events"])[2:-2])
        yield "coded_events", (file.layer, file.sha256, *own, *sides)


def _layers(files: pl.DataFrame, events: pl.DataFrame) -> Iterator[KeptLayer]:
    for row in files.iter_rows(named=True):
        own = (pl.col("layer") == row["layer"]) & (pl.col("sha256") == row["sha256"])
        told = events.filter(own).iter_rows(named=True)
        sides = ("actors", "recipients")
        coded = (read_event({**event, **{side: json.loads(event[side]) for side in sides}}) for event in told)
        yield read_layer({**row, "register": row["register_version"]}, coded)


def _derived(view: View) -> Iterator[tuple[str, Row]]:
    for kind in ("membership", "office"):
        for spell in view.spells(kind):
            own = [getattr(spell, name) for name in list(TABLES["spells"])[:11]]
            yield "spells", (*own, list(spell.dissent), *_backing(spell.backing))
    happenings = view.happenings()
    scenes = view.scenes(happening.head for happening in happenings)
    for told in happenings:
        scene = scenes[told.head]
        what = (told.id, told.type, told.mode, told.modality, told.date, told.outcome)
        cast = (list(scene.actors), list(scene.recipients), scene.where)
        yield "happenings", (*what, *cast, *_backing(told.backing))
    for dispute in view.disputes():
        head = [getattr(dispute, name) for name in list(TABLES["disputes"])[:6]]
        for side in dispute.sides:
            yield "disputes", (*head, side.value, side.judged, *_backing(side.backing))


def _backing(backing: Backing) -> Row:
    values = (getattr(backing, name) for name in _BACKING)
    return tuple(list(value) if isinstance(value, tuple) else value for value in values)


def _by_document(table: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    parts = table.partition_by("document", as_dict=True, maintain_order=True)
    return {str(key[0]): part.to_dicts() for key, part in parts.items()}


def _statements(
    document: str, statements: Iterable[dict[str, Any]], evidence: Iterable[dict[str, Any]],
    parties: Iterable[dict[str, Any]],
) -> Iterator[KeptStatement]:  # fmt: skip
    spans: dict[str, list[Evidence]] = {}
    for row in evidence:
        spans.setdefault(row["statement"], []).append(Evidence(row["start"], row["end"], row["exact"]))
    cast: dict[str, list[Part]] = {}
    for row in parties:
        who = Reference(row["actor"], row["name"], row["acts_for"])
        cast.setdefault(row["statement"], []).append((row["role"], row["position"], who))
    for row in statements:
        own, id = Columns(*(row[name] for name in Columns._fields)), row["id"]
        statement = build(document, own, cast.get(id, []), tuple(spans.get(id, [])))
        yield KeptStatement(statement, row["stands"], row["judgement"])
