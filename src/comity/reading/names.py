"""Names in the text: what the register knows, and what looks like a name that it does not know.

The register goes first; the statistical recogniser only helps to type capitalised words that nobody has listed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from spacy.tokens import Doc, Span

from comity.reading.capitalised import calendar_words, capital_runs, hyphenates, is_capital, past_calendar, pieces
from comity.reading.conjoined import halves
from comity.reading.introduced import (
    before_leader,
    introduced_as,
    is_building,
    is_creed,
    is_of_firm,
    is_of_post,
    is_site,
    is_weapon,
    only_opens,
    opens_title,
    past_post,
)
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.roles import role_words
from comity.reading.spotting import surface_words
from comity.register import NameMatch, Register

NameKind = Literal["known", "person", "organisation", "group", "place"]


_START = attrgetter("start")
_LABELS: dict[str, NameKind] = {
    "PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` (exclusive) that name somebody.

    `readings` are the register's (id, form) pairs, likeliest first; empty for a name it does not know.
    """

    start: int
    end: int
    kind: NameKind
    readings: tuple[tuple[str, str], ...] = ()
    inner: tuple[str, ...] = ()
    """Ids of the names the register knows inside a longer one that it does not (“Lithuanian Foreign Ministry”)."""

    def text(self, doc: Doc, source: str) -> str:
        """The name as it stands in the document."""
        return source[doc[self.start].idx : doc[self.end - 1].idx + len(doc[self.end - 1])]


def find_names(page: Page, register: Register) -> tuple[Name, ...]:
    """All names of the page in order, none overlapping another."""
    known = sorted(_known(page, register), key=lambda n: n.start)
    taken = [False] * len(page.doc)
    chosen: list[Name] = []
    unknown = list(_unknown(page.doc, known))
    inner = [_inside(known, name) for name in unknown]
    swallowed = {i for places in inner for i in places}
    unknown = [
        replace(n, inner=tuple(known[i].readings[0][0] for i in places)) if places else n
        for n, places in zip(unknown, inner, strict=True)
    ]
    for name in [*unknown, *(k for i, k in enumerate(known) if i not in swallowed)]:
        if not any(taken[name.start : name.end]):
            taken[name.start : name.end] = [True] * (name.end - name.start)
            chosen.append(name)
    return tuple(_whole_people(page.doc, sorted(chosen, key=lambda n: n.start)))


def with_short_names(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names and those by one part of a full name that the recogniser takes for other words: “Begin refused”."""
    return tuple(sorted((*names, *_called_short(doc, names)), key=lambda n: n.start))


def _called_short(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    people = [n for n in names if n.end - n.start > 1 and (n.kind == "person" or _is_known_person(n))]
    parts = {doc[i].text for n in people for i in (n.start, n.end - 1) if len(doc[i]) > 2 and is_capital(doc[i])}
    if not parts:
        return
    double = {doc[n.end - 2].text: doc[n.end - 1].text for n in people if n.end - n.start > 2}
    taken = {i for n in names for i in range(n.start, n.end)}
    for i, text in enumerate(surface_words(doc)):
        if i in taken:
            continue
        if text in double and double[text] == doc[i + 1 : i + 2].text and i + 1 not in taken:
            taken.add(i + 1)
            yield Name(i, i + 2, "person")
        elif text in parts and _stands_alone(doc, i):
            yield Name(i, i + 1, "person")


def _stands_alone(doc: Doc, i: int) -> bool:
    """No other capital beside it; a word that opens the sentence must be followed by what follows a name."""
    if i and doc[i - 1].lower_.rstrip(".") in words("roles", "honorifics") | words("actors", "introducing_posts"):
        return i + 1 >= len(doc) or not is_capital(doc[i + 1])
    if (i and is_capital(doc[i - 1]) and not doc[i].is_sent_start) or (i + 1 < len(doc) and is_capital(doc[i + 1])):
        return i > 0 and doc[i - 1].text in calendar_words()
    if not doc[i].is_sent_start:
        return True
    if doc[i].pos_ == "PROPN" and doc[i].dep_ in ("nsubj", "nsubjpass"):
        return True  # “Begin also told reporters”
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is not None and (after.pos_ in ("VERB", "AUX") or after.text == "," or after.tag_ == "POS")


def _whole_people(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """“Abdullah bin Zayed” and the “Al Nahyan” right behind it are one person, as are “Sheikh Tamim” bin “Hamad”."""
    held: Name | None = None
    for name in names:
        if held is not None and _is_one_person(doc, held, name):
            readings = () if _is_given_alone(doc, held, name) else held.readings or name.readings
            kind: NameKind = held.kind if readings else "person"
            held = replace(held, end=name.end, kind=kind, readings=readings)
            continue
        if held is not None:
            yield held
        held = name
    if held is not None:
        yield held


def _is_given_alone(doc: Doc, held: Name, name: Name) -> bool:
    """“Abdul Sattar Mirzakwal” is not the Abdul Sattar whom the register knows: the two words are one given name."""
    servant = held.end - held.start == 2 and doc[held.start].lower_ in words("actors", "servants")
    return servant and held.end == name.start and doc[name.start].lower_ not in words("actors", "lineage")


def _is_one_person(doc: Doc, held: Name, name: Name) -> bool:
    if held.end == name.start:
        return _is_known_person(held) and name.kind == "person"
    between = doc[held.end : name.start]
    lineage = words("actors", "lineage")
    joined = 1 <= len(between) <= 2 and between[0].lower_ in lineage and between[-1].lower_ in lineage | {"-"}
    return joined and all(n.kind == "person" or _is_known_person(n) for n in (held, name))


def _is_known_person(name: Name) -> bool:
    return bool(name.readings) and name.readings[0][0].startswith("person:")


def _inside(known: Sequence[Name], outer: Name) -> list[int]:
    """Which of the known names, in order of their starts, lie inside another one."""
    first = bisect_left(known, outer.start, key=_START)
    there = range(first, bisect_left(known, outer.end, lo=first, key=_START))
    return [i for i in there if known[i].end <= outer.end]


def _known(page: Page, register: Register) -> Iterator[Name]:
    for match in register.match(page.document.text):
        span = page.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None or not len(span) or not _fits(span.text, match):
            continue
        if not _is_of_people(page.doc, span, match) and not _is_shouted(span):
            if two := list(halves(span, match, register, page.document.published)):
                yield from (Name(half.start, half.end, "known", readings) for half, readings in two)
                continue
            yield Name(span.start, span.end, "known", tuple((r.id, r.form) for r in match.readings))


def _is_of_people(doc: Doc, span: Span, match: NameMatch) -> bool:
    """“Mr Nepal refused”: he is called like a land, and is none."""
    lands = all(r.id.startswith(("state:", "place:", "region:")) for r in match.readings)
    return lands and _is_behind_mister(doc, span.start)


def _is_behind_mister(doc: Doc, at: int) -> bool:
    return at > 0 and doc[at - 1].lower_.rstrip(".") in words("roles", "of_people")


def _is_shouted(span: Span) -> bool:
    """“WHO IS OUT”: a word like any other in a line of capitals."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return after is not None and span.text.isupper() and after.text.isupper() and after.is_stop and len(after) > 1


def _fits(text: str, match: NameMatch) -> bool:
    return len(text) - (match.end - match.start) <= 2


def _unknown(doc: Doc, known: Sequence[Name]) -> Iterator[Name]:
    """Capitalised runs that the register does not cover wholly."""
    covers = {i: k for k in known for i in range(k.start, k.end)}
    for start, end in capital_runs(doc):
        yield from _names_in_run(doc, start, end, covers)


def _names_in_run(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> Iterator[Name]:
    for piece_start, piece_end in pieces(doc, past_calendar(doc, start, end), end):
        if _is_occasion(doc, piece_end):
            yield from _occasion(doc, piece_start, piece_end, covers)
            continue
        name = _organisation(doc, piece_start, piece_end, covers) or _party(doc, piece_start, piece_end, covers)
        if name is not None:
            yield name
            if name.start > piece_start:
                yield from _person(doc, piece_start, name.start, covers)
            if name.end < piece_end and doc[name.end].lower_ == "of":
                yield from _person(doc, name.end + 1, piece_end, covers)
            continue
        yield from _person(doc, piece_start, piece_end, covers)


def _is_occasion(doc: Doc, end: int) -> bool:
    """Whether a run ends in a meeting that goes by a name: “the Fifth Caspian Summit”."""
    return doc[end - 1].lower_ in words("actors", "occasions") and is_capital(doc[end - 1])


def _occasion(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> Iterator[Name]:
    """A meeting by its subject or its region; “the SCO Summit” is the body's own, “the Tenth Summit” has no name."""
    begin = start
    while begin < end - 1 and (doc[begin].like_num or doc[begin].lower_ in words("actors", "occasion_leads")):
        begin += 1
    inner = [covers[i] for i in range(begin, end - 1) if i in covers]
    if begin < end - 1 and all(n.readings[0][0].startswith("region:") for n in inner):
        yield Name(begin, end, "organisation")
    elif inner:
        yield from _around(doc, begin, end - 1, inner, covers)


def _organisation(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> Name | None:
    heads = words("actors", "organisation_heads")
    at = [i for i in range(start, end) if doc[i].lower_ in heads and is_capital(doc[i])]
    if not at or end - start < 2 or _covered_by_one(start, end, covers):
        return None
    last = at[-1]
    tail = end if any(doc[j].lower_ in ("of", "for", "on") for j in range(at[0] + 1, end)) else last + 1
    begin = _skip_lead(doc, start + (doc[start].lower_ == "the"), at[0], covers)
    people = {i for i in range(at[0], tail) if i in covers and _is_known_person(covers[i])}
    tail = before_leader(doc, at[0], tail, people)
    if tail - at[0] > 2 and doc[tail - 1].text in calendar_words() and doc[tail - 2].lower_ == "of":
        tail -= 2  # “the Brussels Treaty of March 1948”
    if tail - begin < 2 or _covered_by_one(begin, tail, covers):
        return None
    main = last if tail == last + 1 else at[0]
    is_group = doc[main].lower_ in words("actors", "group_heads")
    return Name(begin, tail, "group" if is_group else "organisation")


def _party(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> Name | None:
    """“the Social Democrats”: a party named by its members."""
    if end - start != 2 or doc[end - 1].lower_ not in words("actors", "party_plurals"):
        return None
    led = doc[start].lower_ in words("actors", "organisation_heads")  # “House Republicans” are Republicans
    return None if led or start in covers else Name(start, end, "group")


def _skip_lead(doc: Doc, start: int, head: int, covers: dict[int, Name]) -> int:
    """Where an organisation's name begins: after a role, a person, or what the register calls a demonym."""
    begin = start
    while begin < head:
        cover = covers.get(begin)
        if cover and cover.end <= head and cover.readings[0][0].startswith("person:"):
            begin = cover.end
        elif doc[begin].lower_ in words("actors", "person_connectors") or doc[begin].lower_ in ("'s", "’s"):
            begin += 1
        else:
            break
    return begin


def _covered_by_one(start: int, end: int, covers: dict[int, Name]) -> bool:
    first = covers.get(start)
    return first is not None and first.start <= start and end <= first.end


def _person(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> Iterator[Name]:
    """The rest of a run: a person's name, or whatever the recogniser calls it."""
    if _opens_a_body(doc, start, end):
        yield Name(start, end, "organisation")
        return
    start, end = _strip(doc, start, end, covers)
    if start >= end or _covered_by_one(start, end, covers):
        return
    inner = [covers[i] for i in range(start, end) if i in covers]
    if inner and _is_of_lineage(doc, start, end, inner):
        yield Name(start, end, "person")
        return
    if inner and not (_extends_a_surname(end, inner) or _begins_a_body(doc, start, end, inner)):
        yield from _around(doc, start, end, inner, covers)
        return
    kind = _typed(doc, start, end)
    if kind:
        yield Name(start, end, kind)


def _strip(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> tuple[int, int]:
    lead = words("roles", "honorifics") | role_words()
    start = past_post(doc, start, end)
    while start < end:
        low, cover = doc[start].lower_.rstrip("."), covers.get(start)
        other = cover is not None and not cover.readings[0][0].startswith("person:")
        if cover and cover.end < end and other and not _runs_on(doc, cover) and not _opens_lineage(doc, cover, end):
            start = cover.end
        elif (low in lead and start not in covers) or not is_capital(doc[start]) or opens_title(doc, start, end, lead):
            start += 1
        else:
            break
    while end > start and not is_capital(doc[end - 1]) and not hyphenates(doc, end - 2, end):
        end -= 1
    return _behind_post(doc, start, end, covers), end


def _behind_post(doc: Doc, start: int, end: int, covers: dict[int, Name]) -> int:
    """“Commission President Ana Roth”, “MP Ana Roth”: where the name begins behind a post, however it is worded."""
    full = end - start > 2 and doc[end - 1].ent_type_ == "PERSON"
    if full and doc[start].lower_ in words("roles", "before_full_names"):
        start += 1
    posts = [i for i in range(start + 1, end - 1) if doc[i].lower_ in words("roles", "before_names")]
    return start if not posts or posts[-1] in covers or not is_capital(doc[posts[-1] + 1]) else posts[-1] + 1


def _runs_on(doc: Doc, known: Name) -> bool:
    """“Rio” in “Rio Tinto”: the recogniser sees one body where the register knows but its first word."""
    following = doc[known.end]
    return known.readings[0][0].startswith("place:") and following.ent_iob_ == "I" and following.ent_type_ == "ORG"


def _opens_lineage(doc: Doc, known: Name, end: int) -> bool:
    """“Sabah” in “Sabah Al Ahmad Al Sabah”: a given name, though the register knows a land so called."""
    placed = known.end - known.start == 1 and known.readings[0][0].startswith(("place:", "region:"))
    return placed and end - known.end > 1 and doc[known.end].lower_ in words("actors", "lineage")


def _is_of_lineage(doc: Doc, start: int, end: int, inner: Sequence[Name]) -> bool:
    lands = all(n.readings[0][0].startswith(("place:", "region:")) for n in inner)
    return lands and inner[0].start == start and _opens_lineage(doc, inner[0], end)


def _opens_a_body(doc: Doc, start: int, end: int) -> bool:
    """“Air New Zealand”."""
    opener = doc[start].lower_ in words("actors", "name_openers") and end - start > 1
    return opener and all(doc[i].ent_type_ == "ORG" for i in range(start, end))


def _begins_a_body(doc: Doc, start: int, end: int, inner: Sequence[Name]) -> bool:
    """“Rio Tinto”: all of the run is one body for the recogniser, and the register knows but its first word."""
    only = all(n is inner[0] for n in inner) and inner[0].start == start
    return only and _runs_on(doc, inner[0]) and all(doc[i].ent_type_ == "ORG" for i in range(start, end))


def _extends_a_surname(end: int, inner: Iterable[Name]) -> bool:
    """“Nikolai Lukashenko” is a person of his own although the register knows a Lukashenko."""
    last = [n for n in inner if n.end == end]
    return bool(last) and last[0].readings[0][0].startswith("person:") and all(n is last[0] for n in inner)


def _around(doc: Doc, start: int, end: int, inner: Sequence[Name], covers: dict[int, Name]) -> Iterator[Name]:
    cut = start
    for name in sorted(set(inner), key=lambda n: n.start):
        if cut < name.start:
            yield from _person(doc, cut, name.start, covers)
        cut = max(cut, name.end)
    if cut < end:
        yield from _person(doc, cut, end, covers)


def _is_called_the(doc: Doc, start: int, end: int) -> bool:
    """“The Godavari and the Betwa shelled it”: nobody of one name has an article."""
    token = doc[start]
    alone = end - start == 1 and start > 0 and doc[start - 1].lower_ == "the" and doc[start - 1].head.i == start
    return alone and token.tag_ == "NNP" and token.dep_ not in ("compound", "poss", "nmod", "amod")


def _typed(doc: Doc, start: int, end: int) -> NameKind | None:
    if end - start == 1 and doc[start].lower_ in words("actors", "organisation_heads") | words("actors", "missions"):
        return None  # “the Forum”, “the U.S. Embassy”: a body called again, not a name of its own
    if _is_behind_mister(doc, start):
        return "person"
    if is_building(doc, start, end):
        return "place"
    if end - start == 1 and only_opens(doc, start):
        return None
    if is_of_post(doc, start, end):
        return "person"
    if is_site(doc, start, end):
        return "place"
    if is_weapon(doc, start, end):
        return None
    labels = [doc[i].ent_type_ for i in range(start, end) if doc[i].ent_type_]
    if not labels:
        return introduced_as(doc, start, end)
    kind = _LABELS.get(max(labels, key=labels.count))
    if kind == "group" and is_creed(doc, start, end):
        return None
    if kind == "person" and not is_of_firm(doc, start, end):
        return None if _is_called_the(doc, start, end) else kind
    if kind is None and any(c.isdigit() for c in doc[end - 1].text):
        return None  # “F-16 fighters”
    return introduced_as(doc, start, end) or kind
