"""FollowTheMoney: entities as lines of JSON, and statements, where each value keeps its source, as CSV.

The library drops values that it cannot read and says nothing. Here each value is looked for after it was added; one
that is gone or came out otherwise ends the export with a sentence. Needs `pip install comity[ftm]`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement
from followthemoney.statement.serialize import CSV_COLUMNS
from followthemoney.types import registry

from comity.errors import UserError
from comity.exchanging.ftm_filling import RECORD, Filled, Said, Value, fill
from comity.recording import View
from comity.register import Register

TIDIED = (registry.name, registry.string, registry.text, registry.language)
"""Types whose values the library may write otherwise: white space and marks, codes of two letters for three."""


def write_entities(view: View, register: Register) -> Iterator[bytes]:
    """One line for each entity; raises `UserError` for a value that the library would lose."""
    for filled in fill(view, register):
        yield json.dumps(make_entity(filled).to_dict(), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def write_statements(view: View, register: Register) -> Iterator[bytes]:
    """A header, then one line for each value and document that says it; raises `UserError` as `write_entities` does.

    `dataset` names the document (`cmt_…`), `origin` the span in it, `original_value` the words there, `first_seen` the
    day of publication: what is said twice in one document is one statement with both spans.
    """
    yield _line(CSV_COLUMNS)
    for filled in fill(view, register):
        entity = make_entity(filled)
        for statement in _statements(filled, entity):
            row = statement.to_csv_row()
            yield _line(row[column] or "" for column in CSV_COLUMNS)


def make_entity(filled: Filled) -> EntityProxy:
    """The library's entity, checked to hold all that was put in; raises `UserError`."""
    entity = model.make_entity(filled.schema)
    entity.id = registry.entity.clean(filled.id)
    if entity.id != filled.id:
        raise UserError(f"FollowTheMoney takes no id “{filled.id}”; nothing was written, please report this.")
    for value in filled.values:
        _add(entity, _place(entity, value))
    missing = [prop.name for prop in map(entity.schema.get, entity.schema.required) if prop and not entity.get(prop)]
    if missing:
        raise UserError(f"{filled.schema} {filled.id} has no {', '.join(missing)}, which FollowTheMoney requires.")
    return entity


def _place(entity: EntityProxy, value: Value) -> Value:
    """The value, or the same in words where the library would lose it and words will do."""
    if not value.else_in_words or _cleaned(entity, value):
        return value
    return replace(value, prop="description", text=f"{value.prop}: {value.text}")


def _cleaned(entity: EntityProxy, value: Value) -> str | None:
    """The value as the library keeps it; None when it would drop it or make another of it."""
    prop = entity.schema.get(value.prop)
    kept = prop.type.clean(value.text, proxy=entity) if prop else None
    return kept if prop and (kept == value.text or prop.type in TIDIED) else None


def _add(entity: EntityProxy, value: Value) -> None:
    prop, kept = entity.schema.get(value.prop), _cleaned(entity, value)
    if prop is None or kept is None or entity.unsafe_add(prop, value.text) != kept:
        raise UserError(
            f"FollowTheMoney would drop or change “{value.text}” as {value.prop} of {entity.schema.name} {entity.id}; "
            "nothing was written."
        )
    longest = prop.type.max_length
    if longest and len(kept) > longest:
        raise UserError(
            f"{value.prop} of {entity.schema.name} {entity.id} has more than the {longest:,} characters that "
            "FollowTheMoney allows; nothing was written."
        )


def _statements(filled: Filled, entity: EntityProxy) -> Iterable[Statement]:
    """The library's statements, those of one dataset that say the same joined with all their spans."""
    found: dict[str, Statement] = {}
    own = Statement(filled.id, Statement.BASE, filled.schema, filled.id, RECORD)
    found[str(own.id)] = own
    for value in (_place(entity, value) for value in filled.values):
        said = value.said
        statement = Statement(
            filled.id, value.prop, filled.schema, _cleaned(entity, value) or value.text, _dataset(said),
            original_value=said.words if said else None, first_seen=_seen(said), origin=said.origin if said else None,
        )  # fmt: skip
        known = found.setdefault(str(statement.id), statement)
        if said and known.origin and said.origin not in known.origin.split("; "):
            known.origin = f"{known.origin}; {said.origin}"
    return found.values()


def _dataset(said: Said | None) -> str:
    """Names a document as datasets are named."""
    return f"cmt_{said.document.id.removeprefix('doc-')}" if said else RECORD


def _seen(said: Said | None) -> str | None:
    return (said.document.published or said.document.recorded_at[:10]) if said else None


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, dialect=csv.unix_dialect).writerow(list(cells))
    return text.getvalue().encode()
