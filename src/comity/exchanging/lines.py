"""The contract's stream, one JSON object a line: documents with their statements, then judgements. Out and in.

With texts the stream holds all that another record needs, refusals, layers, votes and what is watched too; without
them it is for other programs. Beside the keys of `docs/statements.md` stand `text`, `register`, `run`, `appearances`,
`set_aside` (why nobody read it) and `statements` (how many follow) of a document, `stands` (false where a person set it
aside) and `judgement` (which made it) of a statement, and lines of the kinds `judgement`, `refusal`, `layer`,
`coded-event`, `votes`, `rollcall`, `ideal-points` and `watched`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.errors import SourceError
from comity.exchanging.attachments import (
    aside_json,
    event_json,
    layer_json,
    note_json,
    pass_over,
    read_aside,
    read_coded,
    read_layer,
    read_note,
    read_run,
    read_watch,
    run_json,
    watch_json,
)
from comity.exchanging.roll_calls import read_votes, votes_lines
from comity.model import Document, Provenance, Refusal, statement_from_json
from comity.recording.judgements import Judgement, read_judgement
from comity.recording.kept import Kept, KeptNote, KeptStatement
from comity.recording.kept_beside import KeptVotes, KeptWatch
from comity.recording.outside import KeptLayer

STEP = "import"
_PARTS = ("coded-event", "rollcall", "ideal-points")
"""Lines that follow the one they belong to; by themselves, of what was left out."""
_APART = ("document", "judgement", "refusal", "layer", "votes", "watched", *_PARTS)
"""Lines that are no statements."""
HEAD = ("source", "title", "publisher", "published", "url")


Taken = Kept | Judgement | KeptNote | KeptLayer | KeptVotes | KeptWatch | Refusal
"""What a stream or a snapshot gives, one after the other."""


def write_lines(
    kept: Iterable[Kept], judgements: Iterable[Judgement], notes: Iterable[KeptNote] = (),
    layers: Iterable[KeptLayer] = (), votes: Iterable[KeptVotes] = (), watches: Iterable[KeptWatch] = (), *,
    with_texts: bool,
) -> Iterator[bytes]:  # fmt: skip
    """Lines of JSON; without texts only what was read and stands, and the judgements."""
    for one in kept:
        told = [said for said in one.statements if said.stands or with_texts]
        yield _line(_document_json(one, with_texts) | {"statements": len(told)})
        yield from map(_line, map(_statement_json, told))
    for judgement in judgements:
        yield _line(judgement_json(judgement))
    if with_texts:
        yield from map(_line, map(note_json, notes))
        for layer in layers:
            yield _line(layer_json(layer))
            yield from map(_line, map(event_json, layer.events))
        for file in votes:
            yield from map(_line, votes_lines(file))
        yield from map(_line, map(watch_json, watches))


@dataclass(slots=True)
class _Group:
    """A document's line and the statements that follow it."""

    data: dict[str, Any] | None = None
    document: Document | None = None
    told: int = 0
    """How many statements the line says that follow; streams of others do not say it."""
    said: list[KeptStatement] = field(default_factory=list)

    def end(self, path: Path) -> Iterator[Kept | Refusal]:
        """The document with its statements; a refusal where not all are there, so that it can be taken whole later."""
        if self.data is None or self.document is None:
            if self.said:
                reason = f"{len(self.said):,} statements follow a line of a document that could not be used: left out"
                yield Refusal(str(path), STEP, reason)
            return
        if len(self.said) < self.told:
            reason = f"{self.document.id} is left out: of its {self.told:,} statements {len(self.said):,} could be read"
            yield Refusal(str(path), STEP, reason)
        else:
            yield _kept(self.data, self.document, self.said)


def read_lines(path: Path) -> Iterator[Taken]:
    """What a stream with texts holds, document by document; what cannot be used as refusals that name the line.

    Raises `SourceError` for a file that is not there, is no such stream or whose documents have no text.
    """
    if not path.is_file():
        raise SourceError(f"There is no file {path}; give a stream that “comity export jsonl --with-texts” wrote.")
    group = _Group()
    lines = _numbered(path)
    for place, line in lines:
        kind = None
        try:
            data = json.loads(line)
            kind = data["kind"]
            if kind not in _APART:
                group.said.append(_said(data))
                continue
            yield from group.end(path)
            group = _Group()
            if kind == "document":
                group = _Group(data, _document(data, path), int(data.get("statements", 0)))
            elif kind == "layer":
                coded = read_coded(lines, int(data["events"]), str(data["source"]))
                yield read_layer(data, coded)
                pass_over(coded)
            elif kind == "votes":
                yield read_votes(data, lines)
            elif kind not in _PARTS:
                yield _ALONE[kind](data)
        except SourceError as error:
            if kind != "votes":
                raise
            yield Refusal(str(path), STEP, str(error))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if place == 1 and kind is None:
                raise SourceError(f"{path} is no stream of statements: {_reason(1, error)}.") from error
            yield Refusal(str(path), STEP, _reason(place, error))
    yield from group.end(path)


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """The line of a judgement, `subjects` and `made` as statements of the contract."""
    return {
        "kind": "judgement", "id": judgement.id, "verdict": judgement.verdict, "person": judgement.person,
        "reason": judgement.reason, "recorded_at": judgement.recorded_at, **json.loads(judgement.content),
        "withdraws": judgement.withdraws,
    }  # fmt: skip


def head_json(document: Document) -> dict[str, Any]:
    """Where and by whom a text was published, and how it was taken from there."""
    told = document.provenance.to_json() if document.provenance else None
    return {name: getattr(document, name) for name in HEAD} | {"provenance": told}


def document_from_head(head: Mapping[str, Any], text: str, language: str | None) -> Document:
    """The text under a head that `head_json` wrote, with or without provenance."""
    told = head.get("provenance")
    provenance = Provenance.from_json(told) if told else None
    return Document(text, language=language, provenance=provenance, **{name: head[name] for name in HEAD})


def _line(value: object) -> bytes:
    # Lone surrogates of badly decoded texts are written as escapes: UTF-8 has no place for them.
    text = json.dumps(value, ensure_ascii=False)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode() + b"\n"


def _document_json(kept: Kept, with_texts: bool) -> dict[str, Any]:
    others = [head_json(other) for other in kept.appearances]
    own = {"register": kept.register, "run": run_json(kept.run), "recorded_at": kept.recorded_at, "appearances": others}
    aside = {"set_aside": aside_json(kept.aside)} if kept.aside else {}
    return kept.document.to_json() | own | aside | ({"text": kept.document.text} if with_texts else {})


def _statement_json(said: KeptStatement) -> dict[str, Any]:
    data = said.statement.to_json()
    if not said.stands:
        data["stands"] = False
    if said.judgement:
        data["judgement"] = said.judgement
    return data


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not empty, with their numbers; raises `SourceError` when there is none."""
    lines = 0
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        for place, line in enumerate(file, 1):
            if line.strip():
                lines += 1
                yield place, line
    if not lines:
        raise SourceError(f"{path} is empty; give a stream that “comity export jsonl --with-texts” wrote.")


def _reason(place: int, error: Exception) -> str:
    """What is wrong with a line, in words."""
    if isinstance(error, json.JSONDecodeError):
        return f"line {place} is no whole JSON ({error.msg} at character {error.colno})"
    if isinstance(error, KeyError):
        return f"line {place} lacks {error}"
    return f"line {place} is no line of a stream of statements ({error})"


def _document(data: dict[str, Any], path: Path) -> Document:
    if "text" not in data:
        raise SourceError(f"{path} holds documents without their texts; export it again with --with-texts.")
    document = document_from_head(data, data["text"], data["language"])
    if document.sha256 != data["sha256"]:
        raise ValueError(f"the text of {data['id']} is not the one that was exported")
    return document


def _kept(data: dict[str, Any], document: Document, said: list[KeptStatement]) -> Kept:
    others = tuple(document_from_head(o, document.text, document.language) for o in data.get("appearances", ()))
    run = read_run(data.get("run") or {"reader": STEP, "register": ""})
    register, recorded = bool(data.get("register")), data.get("recorded_at", "")
    aside = read_aside(data.get("set_aside"), document.id)
    return Kept(document, register, run, recorded, others, tuple(said), aside)


def _said(data: dict[str, Any]) -> KeptStatement:
    return KeptStatement(statement_from_json(data), data.get("stands", True), data.get("judgement"))


def _judgement(data: Mapping[str, Any]) -> Judgement:
    content = json.dumps({key: data[key] for key in ("subjects", "made", "actors") if key in data})
    judgement = read_judgement({**data, "content": content, "key": 0})
    if judgement.id != data["id"]:
        raise ValueError(f"the judgement {data['id']} is not the one that was exported")
    return judgement


_ALONE: dict[str, Callable[[Mapping[str, Any]], Judgement | KeptNote | KeptWatch]] = {
    "judgement": _judgement, "refusal": read_note, "watched": read_watch,
}  # fmt: skip
"""What a line of a kind that needs no other line holds."""
