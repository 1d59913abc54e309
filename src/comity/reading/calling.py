"""Callings: which organisations a noun can call again: “the union” an African Union, “the organisation” no council of
its own, “the body” nobody whom the recogniser mistakes for one."""

from collections.abc import Iterator

from comity.model import Reference
from comity.reading.lexicon import load, words
from comity.reading.page import Page

_APPOSED = 6
"""Words behind a name that may tell what it is: “AUKUS, the security pact”."""
_TAILS = frozenset({"of", "for", "on", "in", "to", "between"})


def can_be_called(page: Page, id_: str, noun: str | None) -> bool:
    """Whether an organisation can be called `noun`, or can have members at all when there is none."""
    kind = page.kinds.get(id_)
    wanted = load("actors")["organisation_kinds"].get(noun) if noun else None
    if not id_.startswith("org:"):
        return False
    if noun in ("party", "movement") and kind in words("memberships", "bodies") and not _ends_so(page, id_, noun):
        return False  # “the movement” is not the United Nations
    if id_ in words("actors", "no_blocs") and noun in words("actors", "bloc_nouns"):
        return False
    if noun is not None and wanted is not None:
        return kind in wanted or noun in id_ or (kind is None and "company" in wanted and not id_[4:].isupper())
    if kind is None:
        return noun is not None and not set(id_.partition(":")[2].split("-")) & words("actors", "state_organs")
    return kind in words("memberships", "blocs" if noun is None or noun in words("actors", "bloc_nouns") else "bodies")


def named_with(page: Page, noun: str) -> frozenset[str]:
    """The bodies whose name holds the noun at all: “the African Union Commission”."""
    return frozenset(id_ for id_, name in _names(page) if noun in map(_singular, name.lower().split()))


def so_called(page: Page, noun: str) -> frozenset[str]:
    """“AUKUS, the security pact”, “the African Union”: bodies that the text, or their own name, calls so."""
    full = page.full_names if noun in words("actors", "called_by_name") else {}
    named = (*((m.references[0].id, m.references[0].name) for m, _ in page.bodies), *full.items())
    called = (id_ for id_, name in named if head_of(name) == noun or name.lower().endswith(noun))
    return frozenset((*called, *(m.references[0].id for m, _ in page.bodies if _is_apposed(page, m.end, noun))))


def head_of(name: str) -> str:
    """The word of a name that says what it names: “Union” of the “Union of South American Nations”."""
    said = name.lower().replace(",", "").split()
    tail = next((i for i, word in enumerate(said) if i and word in _TAILS), len(said))
    return _singular(said[tail - 1]) if said else ""


def is_organ(page: Page, reference: Reference, noun: str | None = None) -> bool:
    """Whether the body is a commission, committee or assembly of another one; a council is no “organisation”."""
    head = head_of(page.full_names.get(reference.id) or reference.name)
    councils = noun in words("actors", "circles_of_states") and head in words("memberships", "councils")
    return bool(above(page, reference)) and (councils or head in words("memberships", "organs"))


def above(page: Page, reference: Reference) -> str:
    """The body that another one is part of, by the register or by its own name (“Commission of the African Union”)."""
    owner = page.within.get(reference.id) or reference.acts_for or ""
    return owner if owner.startswith("org:") else ""


def owner_by_noun(page: Page, reference: Reference, noun: str | None) -> Reference:
    """Where the noun calls the body of which only an organ is named (“the union” after the African Union Commission),
    that body by the name the page has for it."""
    owner = above(page, reference)
    if not owner:
        return reference
    circles = words("actors", "circles_of_states") | words("actors", "bloc_nouns") | words("actors", "called_by_name")
    generic = noun is None or noun in circles
    named_so = noun is not None and head_of(page.full_names.get(reference.id) or reference.name) == noun
    if not generic or named_so or not is_organ(page, reference, noun):
        return reference
    named = (m.references[0] for m, _ in page.bodies if m.references[0].id == owner)
    return next(named, Reference(owner, page.full_names.get(owner, reference.name)))


def is_body_by_name(reference: Reference) -> bool:
    """Whether a name that nobody lists is that of a body at all, and not of a person or people."""
    said = {_singular(word) for word in reference.name.lower().split()}
    called = words("actors", "organisation_nouns") | words("actors", "organisation_heads")
    return reference.name.isupper() or bool(said & (called | words("memberships", "circle_words")))


def is_circle(reference: Reference) -> bool:
    """By its name a body of states that nobody lists: “the Mano Gulf Community”."""
    named = set(reference.name.lower().split())
    return bool(named & words("memberships", "circle_words")) and not named & words("actors", "state_organs")


def _names(page: Page) -> Iterator[tuple[str, str]]:
    yield from ((m.references[0].id, m.references[0].name) for m, _ in page.bodies)
    yield from page.full_names.items()


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word


def _ends_so(page: Page, id_: str, noun: str) -> bool:
    """“the Movement”, of the Non-Aligned Movement."""
    called = (m.references[0].name.lower() for m, _ in page.bodies if m.references[0].id == id_)
    return any(name.endswith(noun) for name in called)


def _is_apposed(page: Page, end: int, noun: str) -> bool:
    behind = page.doc[end : end + _APPOSED]
    opens = len(behind) > 1 and behind[0].text == "," and behind[1].lower_ in ("the", "a", "an")
    return opens and any(t.lower_ == noun for t in behind)
