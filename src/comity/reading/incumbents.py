"""Incumbents: who a bare surname behind a post is (“President Ford”): whoever held it on the day of the text."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from comity.reading.lexicon import load
from comity.reading.page import Page
from comity.reading.titles import Title
from comity.register import HolderRow, Register


def post_called(
    surname: str, titles: Sequence[Title], bodies: Mapping[int, str], page: Page, register: Register
) -> str | None:
    """The one person of that surname who ever held the post that a title tells, and served its state on the text's day.

    Where no state or body stands beside the post, it is one that the text names, or else the only one of all.
    """
    at = page.document.published
    if at is None:
        return None
    for title in titles:
        if title.tense not in ("current", "acting") or not title.role.public:
            continue
        held = [h for h in _namesakes(register, title.role.noun).get(surname.casefold(), ()) if _held(register, h, at)]
        owner = bodies.get(title.of) if title.of is not None else None
        here = [h for h in held if h.of == owner] if owner else [h for h in held if h.of in set(bodies.values())]
        last = [h for h in held if _parts(h)[-1] == surname.casefold()]  # a given name alone needs the state
        found = {h.person for h in (here or ([] if owner else last))}
        if len(found) == 1:
            return found.pop()
    return None


def strange_to(
    person: str, title: Title, words: str, owners: Collection[str], at: str | None, register: Register
) -> frozenset[str]:
    """Of the `owners` the states whose post somebody else held on that day, and nobody of that name ever did.

    Only of persons whom neither the register knows nor the text names in full: “President Smith” in a text on Serbia
    is not Serbia's.
    """
    if at is None or "-" in person or register.entry(person) is not None or not title.role.public:
        return frozenset()
    named = {h.of for h in _namesakes(register, title.role.noun).get(words.casefold(), ())}
    offices = _offices(title.role.noun)
    return frozenset(o for o in owners if o not in named and any(register.holders(f, o, at=at) for f in offices))


def holds_other(person: str, titles: Sequence[Title], at: str | None, register: Register) -> bool:
    """Whether the register knows what somebody held on that day, and it is none of the leading posts told of him."""
    told = [t for t in titles if t.tense == "current" and _offices(t.role.noun) and t.role.public]
    if not told or at is None:
        return False
    held = register.roles(person, at=at)
    kinds = {office for t in told for office in _offices(t.role.noun)}
    return bool(held) and not any(
        (row.person, row.of) == (h.person, h.of)
        for h in held
        for office in kinds
        for row in register.holders(office, h.of, at=at)
    )


@lru_cache(maxsize=64)
def _namesakes(register: Register, noun: str) -> Mapping[str, Sequence[HolderRow]]:
    """All who ever held posts of that kind in a state, by every word of their names."""
    found: defaultdict[str, dict[tuple[str, str], HolderRow]] = defaultdict(dict)
    for state in _states(register):
        for holder in (h for office in _offices(noun) for h in register.holders(office, state)):
            for part in _parts(holder):
                found[part][holder.person, holder.of] = holder
    return {part: tuple(rows.values()) for part, rows in found.items()}


@lru_cache(maxsize=4)
def _states(register: Register) -> tuple[str, ...]:
    return tuple(entry.id for entry in register.entries("state"))


def _held(register: Register, holder: HolderRow, at: str) -> bool:
    return any(row.of == holder.of for row in register.roles(holder.person, at=at))


def _offices(noun: str) -> Sequence[str]:
    return tuple(load("roles")["kinds"].get(noun, ()))


def _parts(holder: HolderRow) -> list[str]:
    return holder.name.casefold().split()
