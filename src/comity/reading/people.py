"""Who is who in one document: full names, surnames, what they are and whom they act for."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from comity.edtf import bounds
from comity.reading.incumbents import holds_other, post_called, strange_to
from comity.reading.lexicon import load, words
from comity.reading.names import Name
from comity.reading.page import Page
from comity.reading.spotting import spot
from comity.reading.titles import Title
from comity.register import HolderRow, Register

_MARKS = re.compile(r"[^a-z0-9]+")
_REMEMBERED = 15
"""For how many years before or after it a post speaks for a namesake, where another post is told."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a document: for each name (by its index) the person's id, and for each id whom he acts for."""

    ids: Mapping[int, str] = field(default_factory=dict)
    acts_for: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(role noun, state or body id) → person id, for “the Chinese president” later on."""
    terms: Mapping[str, tuple[HolderRow, ...]] = field(default_factory=dict)
    """What the register knows people to have held, where the text tells of somebody's taking office."""
    women: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    strange: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """(role noun, person id) → the states of which nobody of that name ever held that post."""


def slug(text: str) -> str:
    """Latin, lower case, words joined by hyphens: the part of an id behind the colon."""
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    plain = plain.replace("’", "").replace("'", "").replace("‘", "").replace("ʻ", "")
    return _MARKS.sub("-", plain).strip("-")


def cast(
    page: Page, names: Sequence[Name], titles: Sequence[Title], bodies: Mapping[int, str], register: Register
) -> Cast:
    """Identify every person of the page; `bodies` gives the state or organisation id of other names."""
    text, doc = page.document.text, page.doc
    persons = [i for i, n in enumerate(names) if _is_person(n)]
    words = {i: names[i].text(doc, text) for i in persons}
    by_person: dict[int, list[Title]] = {}
    for title in titles:
        if title.person is not None:
            by_person.setdefault(title.person, []).append(title)
    ids: dict[int, str] = {}
    full: dict[str, str] = {}
    for i in sorted(persons, key=lambda i: (-len(words[i].split()), i not in by_person, i)):
        ids[i] = _identify(i, names, words[i], by_person.get(i, ()), bodies, full, page, register)
        _remember(full, words[i], ids[i])
    acts_for = _acts_for(page, ids, by_person, bodies, register)
    posts = {
        (t.role.noun, bodies[t.of]): ids[t.person]
        for t in titles
        if t.person in ids and t.of in bodies and t.tense != "former" and t.person is not None and t.of is not None
    }
    women, men = _genders(doc, names, ids, titles)
    named, at = {*bodies.values(), *acts_for.values()}, page.document.published
    states = frozenset(id_ for id_ in named if id_.startswith("state:") and register.entry(id_))
    strange = {
        (t.role.noun, ids[i]): apart
        for i, held in by_person.items()
        for t in held
        if i in ids and t.of is None and (apart := strange_to(ids[i], t, words[i], states, at, register))
    }
    return Cast(ids, acts_for, posts, _terms(page, ids, register), women, men, strange)


def _terms(page: Page, ids: Mapping[int, str], register: Register) -> dict[str, tuple[HolderRow, ...]]:
    if not spot(page.doc, words("offices", "oaths")):
        return {}
    return {id_: tuple(roles_of(register, id_, None)) for id_ in dict.fromkeys(ids.values())}


def _is_person(name: Name) -> bool:
    return name.kind == "person" or (bool(name.readings) and name.readings[0][0].startswith("person:"))


def _identify(
    i: int,
    names: Sequence[Name],
    words: str,
    titles: Sequence[Title],
    bodies: Mapping[int, str],
    full: Mapping[str, str],
    page: Page,
    register: Register,
) -> str:
    known = [(id_, form) for id_, form in names[i].readings if id_.startswith("person:")]
    if known and known[0][1] != "surname":
        bearers = [id_ for id_, form in known if form != "surname"]
        then = _in_office(bearers, page, register) or _holder_of_the_day(bearers[0], page, register)
        named = {name.readings[0][0] for name in names if name.readings}  # beside “Bongbong Marcos” it is his father
        return then if then and (then in bearers or then not in named) else bearers[0]
    parts = slug(words).split("-")
    seen = full.get("-".join(parts)) or (_by_given_name(full, parts[0]) if len(parts) == 1 else _by_ending(full, parts))
    if seen and (len(parts) == 1 or not known):
        return seen
    double = _by_double_surname(words, register) if len(parts) > 1 and not known else []
    candidates = (
        [id_ for id_, _ in known]
        or double
        or [c for c in _namesakes(words, register) if len(parts) == 1 or _alike(parts, usual_name(register, c))]
    )
    post = _holding(candidates, titles, bodies, page, register)
    if post:
        return post
    if len(parts) > 1 and not double:
        alike = [c for c in candidates if _same_first_name(parts, usual_name(register, c))]
        return alike[0] if alike else f"person:{slug(words)}"
    if known and len(candidates) == 1:
        return candidates[0] if _is_at_home(candidates[0], bodies, page, register) else f"person:{slug(words)}"
    if seen is None:
        at = page.document.published
        seen = post_called(words, titles, bodies, page, register)
        candidates = [c for c in candidates if not holds_other(c, titles, at, register)]
    return seen or _in_office(candidates, page, register, frozenset(bodies.values())) or f"person:{slug(words)}"


def _is_at_home(person: str, bodies: Mapping[int, str], page: Page, register: Register) -> bool:
    """Whether a bare surname may be this person: the text names whom he served, or he was in office then.

    A text on Truman and China does not mean a foreign minister of New Zealand by “Marshall”.
    """
    posts = roles_of(register, person, None)
    named = {*bodies.values(), *(state for id_ in bodies.values() if (state := page.within.get(id_)))}
    at = page.document.published
    return not posts or any(p.of in named for p in posts) or (at is not None and bool(roles_of(register, person, at)))


def _holder_of_the_day(person: str, page: Page, register: Register) -> str | None:
    """“George Bush” in 1989: who then held one of the person's posts under the same first name and surname.

    Where nobody did, and the person came to each of his posts later, it is whoever first held one.
    """
    at = page.document.published
    posts = roles_of(register, person, None)
    if at is None or not posts or roles_of(register, person, at):
        return None
    later = all(post.since and post.since > at for post in posts)
    ends = _ends_of_name(person, register)
    for post in posts:
        known = register.entry(post.of) is not None
        held: Sequence[HolderRow] = register.holders(post.office, post.of, at=at) if known else ()
        left: Sequence[HolderRow] = register.holders(post.office, post.of) if later and known else ()
        for holder in (*held, *sorted((h for h in left if h.since), key=lambda h: h.since)):
            if _ends_of_name(holder.person, register) == ends:
                return holder.person
    return None


def _ends_of_name(person: str, register: Register) -> tuple[str, str]:
    """First name and surname: `Ferdinand Marcos Jr.` → ferdinand, marcos."""
    parts = [part for part in slug(usual_name(register, person)).split("-") if part not in ("jr", "sr")]
    return (parts[0], parts[-1]) if parts else ("", "")


def _alike(parts: Sequence[str], other: str) -> bool:
    """Whether a namesake's first name begins with the same letter."""
    return slug(other)[:1] == parts[0][:1]


def _by_given_name(full: Mapping[str, str], given: str) -> str | None:
    """“Isaias” for Isaias Afwerki: the only person of the text whose name begins so."""
    bearers = {id_ for name, id_ in full.items() if name.startswith(f"{given}-")}
    return bearers.pop() if len(bearers) == 1 else None


def _by_ending(full: Mapping[str, str], parts: Sequence[str]) -> str | None:
    """“Suu Kyi” for Aung San Suu Kyi."""
    ending = "-" + "-".join(parts)
    bearers = {id_ for name, id_ in full.items() if name.endswith(ending)}
    return bearers.pop() if len(bearers) == 1 else None


def _namesakes(words: str, register: Register) -> list[str]:
    """Register persons who share the last word of an unknown full name: other spellings of the same man, perhaps."""
    last = words.split()[-1]
    return [c.id for c in register.resolve(last, kind="person")]


def _by_double_surname(words: str, register: Register) -> list[str]:
    """“Giscard d'Estaing”, “Ben Bella”: whose surname all the words are."""
    return [c.id for c in register.resolve(words, kind="person") if c.reason == "surname"]


def _same_first_name(parts: Sequence[str], other: str) -> bool:
    """Whether two full names differ only in spelling: same surname, first names at most a letter in three apart."""
    theirs = slug(other).split("-")
    if len(theirs) < 2 or theirs[-1] != parts[-1]:
        return False
    ours, others = "-".join(parts[:-1]), "-".join(theirs[:-1])
    return _distance(ours, others) <= min(2, max(len(ours), len(others)) // 3)  # Joe is not Joyce


def _distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def _holding(
    candidates: Sequence[str], titles: Sequence[Title], bodies: Mapping[int, str], page: Page, register: Register
) -> str | None:
    """The candidate who held the post that the text gives, as of the document's date if possible."""
    for title in titles:
        owner = bodies.get(title.of) if title.of is not None else None
        if owner is None:
            continue
        day = page.document.published
        at = day if title.tense == "current" else None
        serving = (c for c in candidates if at and any(role.of == owner for role in roles_of(register, c, at)))
        found = next(serving, None) or _nearest_holder(candidates, owner, title, day, register)
        if found:
            return found
    return None


def _nearest_holder(
    candidates: Sequence[str], owner: str, title: Title, day: str | None, register: Register
) -> str | None:
    """The candidate who held a post of the owner nearest in time: long ago or far ahead only if it is the post told."""
    held = [
        (years, n, c)
        for n, c in enumerate(candidates)
        for role in roles_of(register, c, None)
        if role.of == owner and ((years := _years_from(role, day)) <= _REMEMBERED or role.office == title.role.text)
    ]
    return min(held)[2] if held else None


def _years_from(role: HolderRow, day: str | None) -> int:
    """How many years lie between a spell and a day; none where one of them is not known."""
    since, until = (bounds(date) if date else None for date in (role.since, role.until))
    if day is None:
        return 0
    ahead = since.earliest.year - int(day[:4]) if since and since.earliest else 0
    ago = int(day[:4]) - until.latest.year if until and until.latest else 0
    return max(0, ahead, ago)


def _in_office(
    candidates: Sequence[str], page: Page, register: Register, named: frozenset[str] = frozenset()
) -> str | None:
    """The only candidate who holds an office on the document's date; of several, the one who then led a state that the
    text names, or was its foreign minister."""
    held = {c: roles for c in candidates if (roles := roles_of(register, c, page.document.published))}
    if len(held) == 1:
        return next(iter(held))
    for kind in ("head of", "foreign minister") if held and page.document.published else ():
        of_kind = [c for c, roles in held.items() if any(_is_a(kind, role, named, register) for role in roles)]
        if of_kind:
            return of_kind[0] if len(of_kind) == 1 else None
    return None


def _is_a(kind: str, role: HolderRow, states: frozenset[str], register: Register) -> bool:
    """Whether a post is of that kind and of one of these states."""
    if role.of not in states or not role.of.startswith("state:"):
        return False
    return any(o.office == role.office and o.role_kind.startswith(kind) for o in register.offices(role.of))


def _remember(full: dict[str, str], words: str, id_: str) -> None:
    parts = slug(words).split("-")
    full.setdefault("-".join(parts), id_)
    if len(parts) > 1:
        full.setdefault(parts[-1], id_)
        usual = id_.partition(":")[2].split("-")
        full.setdefault(usual[0] if usual[0] == parts[0] and _family_first(usual) else parts[-1], id_)
        for part in parts[1:-1]:
            full.setdefault(part, id_)


def _family_first(usual: Sequence[str]) -> bool:
    """East Asian order, as far as the shape of the name tells."""
    return len(usual) in (2, 3) and len(usual[0]) <= 5


def _acts_for(
    page: Page,
    ids: Mapping[int, str],
    by_person: Mapping[int, Sequence[Title]],
    bodies: Mapping[int, str],
    register: Register,
) -> dict[str, str]:
    found: dict[str, str] = {}
    told: dict[str, list[Title]] = {}
    for i, id_ in ids.items():
        told.setdefault(id_, []).extend(by_person.get(i, ()))
    for i, id_ in ids.items():
        for title in by_person.get(i, ()):
            owner = bodies.get(title.of) if title.of is not None else None
            if title.tense == "former" and _serves_now(told[id_]):
                continue
            if title.role.public and owner and not owner.startswith(("place:",)):
                found.setdefault(id_, owner)
            elif title.role.public and title.role.text in load("roles")["belongs"]:
                found.setdefault(id_, load("roles")["belongs"][title.role.text])
        if found.get(id_, "").startswith("group:") and (land := _governed(by_person.get(i, ()), found[id_], register)):
            found[id_] = land
    for id_ in [id_ for id_ in dict.fromkeys(ids.values()) if id_ not in found]:
        roles = roles_of(register, id_, page.document.published) or _begun(register, id_, page.document.published)
        if roles:
            held = {t.role.text for t in told[id_]}
            found[id_] = next((r.of for r in reversed(roles) if r.office in held), max(roles, key=_weight).of)
    return found


def _serves_now(titles: Sequence[Title]) -> bool:
    """“Kerr, the governor-general, a former chief justice of New South Wales”: whom he served then he left."""
    return any(t.role.public and t.tense != "former" and t.role.text not in words("offices", "ranks") for t in titles)


def _governed(titles: Sequence[Title], party: str, register: Register) -> str:
    """“Prime Minister Begin, leader of the Likud”: the state of the party, which he governs."""
    entry = register.entry(party)
    governs = any(t.role.noun in words("offices", "of_states") and t.of is None for t in titles if t.tense == "current")
    return entry.details.get("in", "") if entry is not None and governs else ""


def _begun(register: Register, person: str, at: str | None) -> Sequence[HolderRow]:
    """The posts that a person had come to hold by a day; all of them where each was still to come."""
    roles = roles_of(register, person, None)
    return [r for r in roles if at is None or not r.since or r.since <= at] or roles


def _weight(role: HolderRow) -> int:
    """A post of a state counts before one of a body, and that before one of a party; the later of two alike."""
    return {"state": 2, "org": 1}.get(role.of.partition(":")[0], 0)


def _genders(
    doc: Doc, names: Sequence[Name], ids: Mapping[int, str], titles: Sequence[Title]
) -> tuple[frozenset[str], frozenset[str]]:
    women, men = set(), set()
    for i, id_ in ids.items():
        before = doc[names[i].start - 1].lower_.rstrip(".") if names[i].start else ""
        if before in ("mrs", "ms", "miss", "madame", "queen", "princess", "dame", "lady"):
            women.add(id_)
        elif before in ("mr", "king", "prince", "sir", "lord", "sheikh", "emir", "sultan", "pope", "ayatollah", "imam"):
            men.add(id_)
    for title in titles:
        if title.person in ids and title.person is not None:
            if title.role.noun.endswith(("woman", "queen")):
                women.add(ids[title.person])
            elif title.role.noun.endswith(("spokesman", "chairman", "king", "emir", "sultan")):
                men.add(ids[title.person])
    return frozenset(women), frozenset(men)


def roles_of(register: Register, person: str, at: str | None) -> Sequence[HolderRow]:
    """The offices of a person whom the register may not know, on a date or ever."""
    return register.roles(person, at=at) if register.entry(person) else ()


def usual_name(register: Register, id_: str) -> str:
    """The register's name of an actor, or its id when it does not know him."""
    entry = register.entry(id_)
    return entry.name if entry else id_


def usual_post(people: Cast | None, person: str) -> str | None:
    """The state or body that the document says a person acts for."""
    return people.acts_for.get(person) if people else None
