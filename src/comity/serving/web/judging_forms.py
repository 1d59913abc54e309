"""Forms in which a statement is corrected, or a missed one is added: a field for each of its keys, by its kind."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from comity.asking.judging import ACTORS, LISTS, VOCABULARIES
from comity.asking.rows import StatementRow
from comity.errors import UnknownActor, UserError
from comity.serving.web.words import MODALITIES, MODES, TYPES, status_word

KEYS = {
    "event": ("event_type", "mode", "actors", "recipients", "where"),
    "membership": ("member", "status", "organisation"),
    "office": ("person", "role", "of"),
    "quotation": ("speaker", "text", "form", "cue"),
    "relation": ("from", "relation", "to"),
    "fact": ("about", "property", "value"),
}
EVERY = ("when", "modality", "said_by")
"""Keys that statements of all kinds have."""
OPTIONAL = frozenset({"mode", "recipients", "where", "cue", "when", "said_by"})
LABELS = {
    "event_type": "What it was", "mode": "How", "actors": "Who", "recipients": "To or with whom", "where": "Where",
    "member": "Who", "status": "Is its", "organisation": "Organisation", "person": "Who", "role": "Post",
    "of": "Of which state or body", "speaker": "Who said it", "text": "The words", "form": "Form",
    "cue": "The word that says so", "from": "Who", "relation": "Is to the other", "to": "The other",
    "about": "Of whom or what", "property": "What of it", "value": "Value", "when": "When", "modality": "How sure",
    "said_by": "Said by whom",
}  # fmt: skip
HINTS = {
    "actors": "several parted by semicolons; “Xi Jinping for China” where somebody acts for a state",
    "recipients": "several parted by semicolons; empty for nobody",
    "when": "as in 5 July 2024, 2024-07, 2017/.. (since 2017); empty where no day is told",
    "said_by": "empty where the text says it itself", "where": "empty where no place is told",
    "role": "as in president, foreign minister", "cue": "as in said, warned", "value": "a number, a date or a name",
}  # fmt: skip
WORDED: Mapping[str, Callable[[str], str]] = {
    "event_type": lambda value: TYPES.get(value, value), "modality": lambda value: MODALITIES.get(value, value),
    "status": status_word, "mode": lambda value: MODES.get(value, value),
}  # fmt: skip
FIRST = "v-"
"""How the names of these fields begin in a form."""
LONGEST, MOST = 2000, 40
"""Characters of a value, and fields of a form."""
SEMICOLON = "; "


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, what it is called, what stands in it, and what can be chosen where not everything can."""

    key: str
    label: str
    value: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    required: bool
    long: bool
    """Whether it takes several lines."""
    suggests: bool
    """Whether names are suggested while it is filled in."""

    @property
    def name(self) -> str:
        """What the form calls it."""
        return f"{FIRST}{self.key}"


def make_fields(kind: str, values: Mapping[str, str]) -> list[Field]:
    """The fields of a kind of statement, filled in; raises `UserError` for a kind that there is not."""
    if kind not in KEYS:
        raise UserError(f"“{kind}” is no kind of statement; there are {', '.join(KEYS)}.")
    return [_field(key, values.get(key, "actual" if key == "modality" else "")) for key in (*KEYS[kind], *EVERY)]


def _field(key: str, value: str) -> Field:
    known = tuple(MODES) if key == "mode" else VOCABULARIES.get(key, ())
    if key == "mode" and value and value not in known:
        known = (value, *known)
    words = WORDED.get(key, _spaced)
    choices = tuple((word, words(word)) for word in known)
    if choices and (key in OPTIONAL or not value):
        choices = (("", "none" if key in OPTIONAL else "choose one"), *choices)
    return Field(
        key, LABELS[key], value, HINTS.get(key, ""), choices, key not in OPTIONAL, key == "text", key in ACTORS
    )


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def by_id(name: str) -> str:
    """Knows no name, so that all actors go by their ids."""
    raise UnknownActor(name, [])


def written(row: StatementRow, find: Callable[[str], str]) -> dict[str, str]:
    """The keys of a statement as its form shows them. Actors go by name where `find` knows the id by it, else by id."""
    keys = json.loads(row.keys)
    return {key: _written(keys.get(key), find) for key in (*KEYS[row.kind], *EVERY)}


def _written(value: Any, find: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return SEMICOLON.join(_written(item, find) for item in value)
    if isinstance(value, dict):
        behind = f" for {_named('', value['for'], find)}" if value.get("for") else ""
        return _named(value["name"], value["id"], find) + behind
    return "" if value is None else str(value)


def _named(name: str, id: str, find: Callable[[str], str]) -> str:
    """A name that means an actor, or its id where no name surely does."""
    for called in (name, id.partition(":")[2]):
        try:
            if called and " for " not in called and ";" not in called and find(called) == id:
                return called
        except UnknownActor:
            continue
    return id


def changed(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What a filled form says differently; raises `UserError` for a field that may not be empty."""
    found = {key: value for key, value in given.items() if value != " ".join(before.get(key, "").split())}
    return {key: _told(key, value) for key, value in found.items()}


def filled(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """All that a form of a kind says; raises `UserError` for a kind or for a field that may not be empty."""
    wanted = [(field.key, given.get(field.key, field.value)) for field in make_fields(kind, {})]
    return {key: _told(key, value) for key, value in wanted if value or key not in OPTIONAL}


def _told(key: str, value: str) -> str:
    if not value and key not in OPTIONAL:
        raise UserError(f"“{LABELS[key]}” is empty; say it, or leave the statement as it is.")
    return value or ("" if key in LISTS else "none")


async def _given(request: Request) -> dict[str, str]:
    form = await request.form()
    fields: Sequence[tuple[str, Any]] = [pair for pair in form.multi_items() if pair[0].startswith(FIRST)]
    if len(fields) > MOST or any(not isinstance(value, str) or len(value) > LONGEST for _, value in fields):
        raise UserError(f"A field of this form holds more than {LONGEST:,} characters; shorten it.")
    return {name.removeprefix(FIRST): " ".join(value.split()) for name, value in fields}


Given = Annotated[dict[str, str], Depends(_given)]
"""What stands in the fields of such a form, by key."""
