"""Organs: ministries, parliaments, courts and councils that act for a state or a body, known to the register or not."""

from collections.abc import Mapping, Sequence, Set

from comity.reading.lexicon import words
from comity.reading.names import Name
from comity.reading.page import Page
from comity.register import Entry

_OWNERS = ("state:", "org:")


def organs_of_states(
    page: Page, names: Sequence[Name], bodies: Mapping[int, str], known: Mapping[str, Entry]
) -> dict[int, str]:
    """For every name of an organ, by its index, the state or body that it acts for.

    The register tells it of ministries, parliaments and courts it lists. Of others their own name does (“Permanent
    Council of the Organization of American States”), or the demonym or possessive in front (“Kenya's Water Ministry”).
    """
    ends = {name.end: i for i, name in enumerate(names)}
    found: dict[int, str] = {}
    for i, id_ in bodies.items():
        entry = known.get(id_)
        if not id_.startswith("org:") and (entry is not None or not _is_standing_army(page, names[i])):
            continue
        if entry is not None:
            seat = entry.details.get("seat", "")
            if entry.kind in words("actors", "organ_kinds") and seat.startswith("state:"):
                found[i] = seat
        elif owner := _owner(page, names, bodies, ends, i):
            found[i] = owner
    return found


def _is_standing_army(page: Page, name: Name) -> bool:
    """“the Yugoslav People's Army”, and no army of liberation."""
    called = [t.lower_ for t in page.doc[name.start : name.end]]
    return called[-1] == "army" and not words("actors", "rebel_words") & set(called)


def _owner(page: Page, names: Sequence[Name], bodies: Mapping[int, str], ends: Mapping[int, int], i: int) -> str | None:
    name, doc = names[i], page.doc
    called = {t.lower_ for t in doc[name.start : name.end]}
    if not called & words("actors", "state_organs") or _is_association(called):
        return None
    of = any(t.lower_ == "of" for t in doc[name.start : name.end])  # “General Assembly of the Organization of …”
    inner = reversed(name.inner) if of else iter(name.inner)
    if inside := next((id_ for id_ in inner if id_.startswith(_OWNERS)), None):
        return inside
    at = name.start
    if at and doc[at - 1].tag_ == "POS":
        at -= 1
    before = ends.get(at)
    if before is not None and bodies.get(before, "").startswith(_OWNERS):
        return bodies[before]
    if name.end + 1 < len(doc) and doc[name.end].lower_ == "of":
        at = name.end + 1 + (doc[name.end + 1].lower_ == "the")
        behind = next((k for k, n in enumerate(names) if n.start == at), None)
        if behind is not None and bodies.get(behind, "").startswith(_OWNERS):
            return bodies[behind]
    return _seat_behind(page, names, name)


def _is_association(called: Set[str]) -> bool:
    """“Nigeria Labour Congress”; ministries and departments of labour are organs all the same."""
    return bool(called & words("actors", "associations")) and bool(called & words("actors", "houses"))


def _seat_behind(page: Page, names: Sequence[Name], name: Name) -> str | None:
    """The state of a ministry “in Ankara”: whose capital that is."""
    doc = page.doc
    if doc[name.end - 1].lower_ not in words("actors", "ministry_nouns"):
        return None
    if name.end + 1 >= len(doc) or doc[name.end].lower_ != "in":
        return None
    behind = next((n for n in names if n.start == name.end + 1), None)
    return next((id_ for id_, form in behind.readings if form == "capital"), None) if behind is not None else None
