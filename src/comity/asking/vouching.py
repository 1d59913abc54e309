"""Who vouches for rows, in full: a text that has named somebody goes on with the surname, a row of an answer cannot."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from comity.asking.actors import Actors
from comity.recording.view import View


def name_in_full(rows: Iterable[Any], view: View, actors: Actors) -> Iterator[Any]:
    """Rows whose `said_by` names people by their whole names, where a surname means one person of the record."""
    known: dict[str, str] = {}

    def full(name: str) -> str:
        if name not in known:
            known[name] = _full(name, view, actors)
        return known[name]

    for row in rows:
        yield _with_names(row, full)


def _with_names(row: Any, full: Callable[[str], str]) -> Any:
    changed: dict[str, Any] = {}
    if said_by := getattr(row, "said_by", ()):
        changed["said_by"] = tuple(dict.fromkeys(map(full, said_by)))
    if sides := getattr(row, "sides", ()):
        changed["sides"] = tuple(_with_names(side, full) for side in sides)
    return replace(row, **changed) if any(getattr(row, key) != value for key, value in changed.items()) else row


def _full(name: str, view: View, actors: Actors) -> str:
    if " " in name:
        return name
    people = {id for id in map(actors.stand_in, view.actors_called(name)) if id.startswith("person:")}
    whole = actors.name(people.pop()) if len(people) == 1 else name
    return whole if len(whole) > len(name) else name
