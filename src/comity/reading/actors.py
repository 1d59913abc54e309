"""Actors: from names, titles and the register to mentions that say whom every word means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from comity.model import Reference
from comity.reading.attaching import mend_heads
from comity.reading.bearers import choose_bearers
from comity.reading.capitals import capital_then, with_capitals
from comity.reading.coreference import resolve_references
from comity.reading.datelines import state_of_dateline
from comity.reading.governments import is_government
from comity.reading.lists import mend_lists
from comity.reading.names import Name, find_names, with_short_names
from comity.reading.organs import organs_of_states
from comity.reading.page import Mention, MentionForm, Page
from comity.reading.people import Cast, cast, roles_of, slug
from comity.reading.peoples import as_peoples
from comity.reading.prefixes import is_prefixed
from comity.reading.retyping import retype
from comity.reading.roles import find_roles
from comity.reading.shortened import with_bodies_shortened
from comity.reading.title_finding import find_titles
from comity.reading.titles import Title
from comity.register import Entry, Register

_FORMS: dict[str, MentionForm] = {"demonym": "demonym", "people": "demonym", "capital": "capital", "seat": "seat"}


def resolve_actors(page: Page, register: Register) -> Page:
    """The page with its mentions: names, titles, descriptions and pronouns, each with whom it means."""
    doc = page.doc
    found = tuple(as_peoples(doc, tuple(with_capitals(page, register, find_names(page, register)))))
    names = _with_acronyms(page, choose_bearers(page, found, register))
    roles = find_roles(doc)
    names = retype(doc, names, roles, lambda word: _bears_office(register, word, page.document.published))
    names = with_short_names(doc, names)
    names = with_bodies_shortened(doc, page.document.text, names, register)
    mend_heads(doc, names)
    mend_lists(doc, names)
    titles = find_titles(doc, names, roles)
    bodies = _bodies(page, names, titles)
    people = cast(page, names, titles, bodies, register)
    known = {id_: entry for id_ in dict.fromkeys(bodies.values()) if (entry := register.entry(id_)) is not None}
    organs = organs_of_states(page, names, bodies, known)
    meant = ((i, n) for i, n in enumerate(names) if not (n.readings and is_prefixed(doc, n.start, "side_prefixes")))
    named = [m for i, n in meant if (m := _mention(page, i, n, bodies, people, organs)) is not None]
    page = with_mentions(page, named)
    within = {id_: e.details.get("in") or e.details.get("parent") or "" for id_, e in known.items()}
    bodies_known = _with_owners(register, known, (*within.values(), *organs.values()))
    kinds = {id_: entry.kind for id_, entry in (*bodies_known.items(), *known.items())}
    page = replace(
        page,
        titles=titles,
        names=names,
        cast=people,
        kinds=kinds,
        within={id_: above for id_, above in within.items() if above},
        full_names={id_: entry.name for id_, entry in bodies_known.items()},
        seats={id_: at for id_, e in known.items() if (at := e.details.get("seat") or capital_then(page, register, e))},
        datelined=state_of_dateline(page, register),
    )
    mentions, trail = resolve_references(page, register)
    return replace(with_mentions(page, mentions), trail=trail)


def _with_owners(register: Register, known: Mapping[str, Entry], owners: Iterable[str]) -> dict[str, Entry]:
    """The bodies named here that the register knows, and those whose organs are named."""
    above = (register.entry(id_) for id_ in set(owners) - known.keys() if id_.startswith("org:"))
    return {e.id: e for e in (*known.values(), *above) if e is not None and e.id.startswith("org:")}


def _bears_office(register: Register, surname: str, published: str | None) -> bool:
    """Whether exactly one person of that name held an office on the day of publication."""
    if published is None:
        return False
    bearers = [c.id for c in register.resolve(surname, kind="person", at=published)]
    return sum(bool(roles_of(register, bearer, published)) for bearer in bearers) == 1


def with_mentions(page: Page, mentions: Sequence[Mention]) -> Page:
    """The page with these mentions and their index by head and by token."""
    ordered = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
    covering: dict[int, Mention] = {}
    for mention in sorted(ordered, key=lambda m: m.end - m.start):
        covering.update(dict.fromkeys(range(mention.start, mention.end), mention))
    heads = {m.head: m for m in sorted(ordered, key=lambda m: m.end - m.start)}
    bodies = tuple((m, page.sentence_of(page.doc[m.head]).index) for m in ordered if _is_body(m))
    return replace(page, mentions=ordered, heads=heads, covering=covering, bodies=bodies)


def _is_body(mention: Mention) -> bool:
    named = mention.form in ("name", "description")
    return named and len(mention.references) == 1 and mention.references[0].id.startswith("org:")


def _with_acronyms(page: Page, names: Sequence[Name]) -> tuple[Name, ...]:
    """“Turkestan Islamic Party (TIP)”: the letters mean the name before them, here and everywhere after."""
    doc, text = page.doc, page.document.text
    meaning: dict[str, Name] = {}
    starts = {n.start: n for n in names}
    for name in names:
        inside = _bracketed(doc, name.end)
        if inside and not _is_person(name):
            known = starts.get(name.end + 1)
            if known is None or not known.readings:
                meaning[inside] = name
    _add_initials(page, names, meaning)
    if not meaning:
        return tuple(names)
    covered = {i for n in names if n.readings for i in range(n.start, n.end)}
    kept = [n for n in names if n.readings or n.text(doc, text) not in meaning]
    added = [
        _abbreviated(page, meaning[token.text], token.i)
        for token in doc
        if token.text in meaning and token.i not in covered
    ]
    return tuple(sorted([*kept, *added], key=lambda n: n.start))


def _add_initials(page: Page, names: Sequence[Name], meaning: dict[str, Name]) -> None:
    """“TPLF” behind a “Tigray People's Liberation Front” that stands before it without the letters in brackets."""
    letters = {n.text(page.doc, page.document.text): n.start for n in reversed(names) if _is_unknown_acronym(page, n)}
    for name in names if letters else ():
        if name.end - name.start < 3 or _is_person(name):
            continue
        initials = "".join(t.text[0] for t in page.doc[name.start : name.end] if t.text[:1].isupper())
        if name.start < letters.get(initials, -1):
            meaning.setdefault(initials, name)


def _is_unknown_acronym(page: Page, name: Name) -> bool:
    word = page.doc[name.start].text
    return not name.readings and name.end - name.start == 1 and word.isupper() and 3 <= len(word) <= 7


def _abbreviated(page: Page, name: Name, at: int) -> Name:
    return Name(at, at + 1, name.kind, name.readings or ((_new_id(page, name), "abbreviation"),))


def _bracketed(doc: Doc, at: int) -> str | None:
    if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
        inside = doc[at + 1].text
        if inside[:1].isupper() and 2 <= len(inside) <= 10 and sum(c.isupper() for c in inside) >= 2:
            return inside
    return None


def _is_person(name: Name) -> bool:
    return name.kind == "person" or (bool(name.readings) and name.readings[0][0].startswith("person:"))


def _bodies(page: Page, names: Sequence[Name], titles: Sequence[Title]) -> dict[int, str]:
    """The id of every name that is no person; for a capital or seat the state it stands for as an owner."""
    owners = {t.of for t in titles}
    found: dict[int, str] = {}
    for i, name in enumerate(names):
        if _is_person(name):
            continue
        if not name.readings:
            found[i] = _new_id(page, name)
        elif i in owners:
            found[i] = _government_reading(name) or name.readings[0][0]
        else:
            found[i] = name.readings[0][0]
    return found


def _government_reading(name: Name) -> str | None:
    return next((id_ for id_, form in name.readings if form in ("capital", "seat")), None)


def _new_id(page: Page, name: Name) -> str:
    prefix = {"organisation": "org", "group": "group", "place": "place", "person": "person", "known": "org"}[name.kind]
    text = name.text(page.doc, page.document.text)
    return f"{prefix}:{slug(text.removeprefix('the ').removeprefix('The '))}"


def _mention(
    page: Page, i: int, name: Name, bodies: Mapping[int, str], people: Cast, organs: Mapping[int, str]
) -> Mention | None:
    doc, text = page.doc, name.text(page.doc, page.document.text)
    head = Span(doc, name.start, name.end).root.i
    if i in people.ids:
        id_ = people.ids[i]
        return Mention(name.start, name.end, head, "name", (Reference(id_, text, people.acts_for.get(id_)),))
    if not name.readings:
        return Mention(name.start, name.end, head, "name", (Reference(bodies[i], text, organs.get(i)),))
    place = next((Reference(id_, text) for id_, _ in name.readings if id_.startswith("place:")), None)
    government = _government_reading(name)
    if government and place:
        meant = Reference(government, text) if is_government(doc, name.start, name.end) else place
        return Mention(name.start, name.end, head, "capital", (meant,), place, Reference(government, text))
    id_, form = name.readings[0]
    kind = _FORMS.get(form, "name")
    reference = Reference(id_, text, organs.get(i))
    return Mention(name.start, name.end, head, kind, (reference,), place or _as_place(id_, text))


def _as_place(id_: str, text: str) -> Reference | None:
    return Reference(id_, text) if id_.startswith(("state:", "region:", "place:")) else None
