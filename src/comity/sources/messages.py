"""What a reading process and its keeper tell each other, one JSON object a line: values alone, never code."""

from dataclasses import dataclass, fields
from typing import Any

from comity.model import Document, Provenance, Refusal
from comity.sources.opening import Begun


@dataclass(frozen=True, slots=True)
class Done:
    """All of a source was dealt with."""


def to_message(heard: Document | Refusal | Begun | Done) -> dict[str, Any]:
    """A value as JSON takes it."""
    kind = type(heard).__name__
    if isinstance(heard, Document):
        told = {f.name: getattr(heard, f.name) for f in fields(heard) if f.init and f.name != "provenance"}
        return {"kind": kind, **told, "provenance": heard.provenance.to_json() if heard.provenance else None}
    return {"kind": kind, **{f.name: getattr(heard, f.name) for f in fields(heard)}}


def from_message(told: dict[str, Any]) -> Document | Refusal | Begun | Done:
    """The value that `to_message` wrote."""
    kind = told.pop("kind")
    if kind == "Document":
        provenance = told.pop("provenance")
        return Document(**told, provenance=Provenance.from_json(provenance) if provenance else None)
    if kind == "Refusal":
        return Refusal(**told)
    return Begun(**told) if kind == "Begun" else Done()
