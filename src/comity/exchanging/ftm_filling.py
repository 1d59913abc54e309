"""What of a record fills which property of FollowTheMoney: entities with values, each value with where it is said.

FollowTheMoney has no place for offsets, modality, precision of dates, roles of participants and who vouches. That
stands in words in `description` and in the origin of statements; nothing planned, possible or denied becomes a
membership or an occupancy, which its users take as facts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from comity.exchanging.happened import Happened, happened
from comity.model import Fact, Quotation, Reference, Relation, Statement
from comity.recording import View
from comity.recording.stored import DocumentHead, Recorded
from comity.recording.summaries import HeldSpell
from comity.register import Register

T = TypeVar("T")
RECORD = "comity_record"
"""The dataset of what the record derives: ids, and the dates of spells."""
SCHEMAS = {
    "state": "PublicBody", "org": "Organization", "group": "Organization", "person": "Person", "region": "Territory",
    "place": "Territory",
}  # fmt: skip
LEGAL = ("PublicBody", "Organization", "Person")
"""What can be member, holder and involved; territories cannot."""
COUNTRIES = {"state:SUN": "suhh", "state:YUG": "yucs", "state:CSK": "cshh", "state:DDR": "dd", "state:XKX": "xk"}
FAMILIES_OF_STATES = frozenset({"igo", "bloc", "treaty", "court"})
ISO = re.compile(r"\d{4}(-\d{2}){0,2}")
NOT_AN_ID = re.compile(r"[^0-9A-Za-z]+")
LONG = 300
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Said:
    """Where a value is said: the document, the spans as `doc-…#start-end`, and the words."""

    document: DocumentHead
    origin: str
    words: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property; said nowhere when the record derives it."""

    prop: str
    text: str
    said: Said | None = None
    else_in_words: bool = False
    """Whether it goes to `description` where the library does not take it as it is."""


@dataclass(slots=True)
class Filled:
    """An entity of FollowTheMoney."""

    id: str
    schema: str
    values: list[Value] = field(default_factory=list)

    def put(self, prop: str, text: str | None, said: Said | None = None, *, else_in_words: bool = False) -> None:
        """Add a value unless it is empty."""
        if text:
            self.values.append(Value(prop, text, said, else_in_words))


def fill(view: View, register: Register) -> Iterator[Filled]:
    """Every entity of a record: documents, then who and what, each actor before what first needs it."""
    facts, ties = _collect(view)
    cast = _Cast(view, register, facts)
    for head in view.documents():
        yield _article(head)
    for spell, claims in _with_claims(view, (*view.spells("membership"), *view.spells("office")), _behind_spell):
        yield from cast.meet(spell.holder, spell.body)
        yield from _spell(spell, claims, cast)
    for one, claims in _with_claims(view, happened(view), _behind_happening):
        yield from cast.meet(*(who.id for who in (*one.event.actors, *one.event.recipients)))
        yield _event(one, claims, cast)
    for recorded in _load(view, ties):
        yield from cast.meet(*_ends(recorded.statement))
        yield from _tie(recorded)


def _with_claims(
    view: View, told: Iterable[T], behind: Callable[[T], Iterable[str]]
) -> Iterator[tuple[T, list[Recorded]]]:
    """Each with the statements behind it, many looked up at once."""
    coming = iter(told)
    while part := list(islice(coming, AT_ONCE)):
        claims = view.statements(id for one in part for id in behind(one))
        for one in part:
            yield one, [claims[id] for id in behind(one) if id in claims]


def _behind_spell(spell: HeldSpell) -> Iterable[str]:
    return spell.backing.statements


def _behind_happening(one: Happened) -> Iterable[str]:
    return one.told.backing.statements


def name_id(id: str) -> str:
    """An id of ours as FollowTheMoney writes ids: letters, digits and hyphens."""
    return f"cmt-{NOT_AN_ID.sub('-', id).strip('-')}"


def dates_of(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last date as far as a year, month or day can say them; `2001` alone is when something began."""
    if edtf is None:
        return None, None
    start, slash, end = edtf.partition("/")
    return _date(start), _date(end) if slash else None


def is_whole(edtf: str) -> bool:
    """Whether `dates_of` says all of it."""
    return all(part in ("", "..") or _date(part) == part for part in edtf.split("/"))


def _date(part: str) -> str | None:
    """A year, month or day without its marks of doubt; None for decades, seasons and open ends."""
    plain = part.rstrip("~?%")
    if not ISO.fullmatch(plain) or int(plain[5:7] or 1) > 12:
        return None
    return plain


class _Cast:
    """Actors, each filled when it is first met, with what the register and the texts know of it."""

    def __init__(self, view: View, register: Register, facts: Mapping[str, Sequence[Recorded]]) -> None:
        self._view, self._register, self._facts = view, register, facts
        self._met: set[str] = set()
        self._posts: set[str] = set()

    def meet(self, *ids: str) -> Iterator[Filled]:
        """Those of the actors that were not met before."""
        for id in dict.fromkeys(ids):
            if id not in self._met:
                self._met.add(id)
                yield self._fill(id)

    def post(self, role: str, of: str) -> Iterator[Filled]:
        """A post, once."""
        id = self.post_id(role, of)
        if id in self._posts:
            return
        self._posts.add(id)
        post = Filled(id, "Position")
        post.put("name", f"{role} of {self.name(of)}")
        if schema_of(of) == "Organization":
            post.put("organization", name_id(of))
        post.put("country", self.country(of))
        yield post

    def post_id(self, role: str, of: str) -> str:
        """The id of a post."""
        return f"{name_id(of)}-{NOT_AN_ID.sub('-', role)}"

    def name(self, id: str) -> str:
        """What to call an actor."""
        entry = self._register.entry(id)
        return entry.name if entry else next(iter(self._view.names_of(id)), id.partition(":")[2])

    def country(self, id: str) -> str | None:
        """The code of a state, in FollowTheMoney's letters; of those that are gone only some have one."""
        if id in COUNTRIES:
            return COUNTRIES[id]
        entry = self._register.entry(id)
        code = entry.details.get("iso2", "") if entry and not entry.until else ""
        return code.lower() or None

    def _fill(self, id: str) -> Filled:
        entry, filled = self._register.entry(id), Filled(name_id(id), schema_of(id))
        known = self._register.names(id) if entry else []
        names = [self.name(id), *(row.name for row in known if row.form in ("official", "native"))]
        for place, name in enumerate(dict.fromkeys(names)):
            filled.put("alias" if place else "name", name)
        for row in known:
            if row.form == "abbreviation" and filled.schema in LEGAL:
                filled.put("abbreviation", row.name)
        filled.put("country", self.country(id))
        filled.put("wikidataId", entry.details.get("wikidata") if entry else None)
        if id.startswith("state:"):
            filled.put("topics", "gov.national")
        elif entry and entry.kind in FAMILIES_OF_STATES:
            filled.put("topics", "gov.igo")
        for recorded in self._facts.get(id, ()):
            _fact(recorded, filled)
        return filled


def schema_of(id: str) -> str:
    """Which schema an actor has."""
    return SCHEMAS.get(id.partition(":")[0], "Organization")


def _article(head: DocumentHead) -> Filled:
    article = Filled(name_id(head.id), "Article")
    article.put("title", head.title or f"Document {head.id}")
    article.put("publisher", head.publisher)
    article.put("publishedAt", dates_of(head.published)[0])
    article.put("sourceUrl", head.url, else_in_words=True)
    article.put("language", head.language, else_in_words=True)
    article.put("description", f"Text {head.id}" + ("" if head.url else f", from {head.source}" if head.source else ""))
    return article


def _spell(spell: HeldSpell, claims: Iterable[Recorded], cast: _Cast) -> Iterator[Filled]:
    if spell.kind == "office":
        yield from cast.post(spell.label, spell.body)
    schema, source, target = _edge(spell)
    filled = Filled(name_id(spell.id), schema)
    filled.put(source, name_id(spell.holder))
    filled.put(target, cast.post_id(spell.label, spell.body) if spell.kind == "office" else name_id(spell.body))
    role = "founding member" if spell.founder else spell.label
    if schema != "Occupancy":
        filled.put("role", role if spell.modality == "actual" else f"{role} ({spell.modality})")
    filled.put("status", {"ended": "ended", "succeeded": "ended"}.get(spell.ending, "unknown"))
    filled.put("startDate", dates_of(spell.since)[0])
    filled.put("endDate", dates_of(spell.until)[0])
    filled.put("recordId", spell.id)
    for claim in claims:
        _claim(claim, filled)
    yield filled


def _edge(spell: HeldSpell) -> tuple[str, str, str]:
    """Schema and both ends: what does not hold for certain, or between whom it cannot, is a link of no known kind."""
    holder, body = schema_of(spell.holder), schema_of(spell.body)
    if spell.modality == "actual" and spell.kind == "office" and holder == "Person":
        return "Occupancy", "holder", "post"
    if spell.modality == "actual" and spell.kind == "membership" and holder in LEGAL and body == "Organization":
        return "Membership", "member", "organization"
    return "UnknownLink", "subject", "object"


def _claim(claim: Recorded, filled: Filled) -> None:
    """What one statement says of it: its own dates, its words, its document."""
    said, when = _said(claim), claim.statement.when
    start, end = dates_of(when)
    filled.put("startDate", start, said)
    filled.put("endDate", end, said)
    if when and not is_whole(when):
        filled.put("description", f"when: {when} (EDTF)", said)
    filled.put("summary", said.words, said)
    filled.put("proof", name_id(claim.document.id), said)
    filled.put("publisher", claim.document.publisher, said)


def _event(one: Happened, claims: Iterable[Recorded], cast: _Cast) -> Filled:
    told, event = one.told, one.event
    filled = Filled(name_id(told.id), "Event")
    sides = [", ".join(cast.name(who.id) for who in side) for side in (event.actors, event.recipients) if side]
    kind = told.type + (f" ({told.mode})" if told.mode else "")
    modality = "" if told.modality == "actual" else f"{told.modality}: "
    filled.put("name", f"{modality}{kind}: {' → '.join(sides)}"[:LONG])
    start, end = dates_of(told.date)
    filled.put("startDate", start)
    filled.put("endDate", end)
    if told.date and not is_whole(told.date):
        filled.put("description", f"when: {told.date} (EDTF)")
    for who in (*event.actors, *event.recipients):
        if schema_of(who.id) in LEGAL:
            filled.put("involved", name_id(who.id))
    filled.put("location", event.where.name if event.where else None)
    for word in (told.type, told.mode, told.modality, *event.contexts):
        filled.put("keywords", word)
    filled.put("description", "; ".join(_parts(event.actors, event.recipients)))
    filled.put("recordId", told.id)
    for claim in claims:
        _claim(claim, filled)
    return filled


def _parts(actors: Iterable[Reference], recipients: Iterable[Reference]) -> Iterator[str]:
    """Who plays which part, for FollowTheMoney has none."""
    for role, side in (("actor", actors), ("recipient", recipients)):
        for who in side:
            yield f"{role}: {who.name} ({who.id}{f' for {who.acts_for}' if who.acts_for else ''})"


def _collect(view: View) -> tuple[dict[str, list[Recorded]], list[str]]:
    """Facts by whom they are about, and the ids of relations and quotations, in the order they were recorded."""
    facts: list[str] = []
    ties: list[str] = []
    for kept in view.kept():
        for said in kept.statements:
            if said.stands and isinstance(said.statement, Fact | Relation | Quotation):
                (facts if isinstance(said.statement, Fact) else ties).append(said.statement.id)
    about: dict[str, list[Recorded]] = {}
    for recorded in _load(view, facts):
        if isinstance(recorded.statement, Fact):
            about.setdefault(recorded.statement.about.id, []).append(recorded)
    return about, ties


def _load(view: View, ids: Iterable[str]) -> Iterator[Recorded]:
    coming = iter(ids)
    while part := list(islice(coming, AT_ONCE)):
        yield from view.statements(part).values()


def _ends(statement: Statement) -> tuple[str, ...]:
    if isinstance(statement, Relation):
        return statement.from_.id, statement.to.id
    return (statement.speaker.id,) if isinstance(statement, Quotation) else ()


def _tie(recorded: Recorded) -> Iterator[Filled]:
    statement, id = recorded.statement, name_id(recorded.id)
    if isinstance(statement, Relation):
        filled = Filled(id, "UnknownLink")
        filled.put("subject", name_id(statement.from_.id))
        filled.put("object", name_id(statement.to.id))
        filled.put("role", statement.relation + ("" if statement.modality == "actual" else f" ({statement.modality})"))
    elif isinstance(statement, Quotation):
        filled = Filled(id, "Documentation")
        filled.put("document", name_id(recorded.document.id))
        filled.put("entity", name_id(statement.speaker.id))
        filled.put("role", "quoted" if statement.form == "direct" else "quoted indirectly")
        filled.put("description", statement.text)
    else:
        return
    filled.put("recordId", recorded.id)
    _claim(recorded, filled)
    yield filled


def _fact(recorded: Recorded, filled: Filled) -> None:
    """A founding or dissolution as a date where it is one, any other property in words."""
    statement = recorded.statement
    if not isinstance(statement, Fact):
        return
    said = _said(recorded)
    value = statement.value.name if isinstance(statement.value, Reference) else statement.value
    props = {"founded": "incorporationDate", "dissolved": "dissolutionDate", "born": "birthDate"}
    prop = props.get(statement.property)
    date = dates_of(statement.when or (value if ISO.fullmatch(value) else None))[0]
    if prop and date and statement.modality == "actual" and _has(filled.schema, prop):
        filled.put(prop, date, said)
        return
    when = f", {statement.when}" if statement.when else ""
    modality = "" if statement.modality == "actual" else f" ({statement.modality})"
    filled.put("notes", f"{statement.property}: {value}{when}{modality}", said)


def _has(schema: str, prop: str) -> bool:
    return schema == "Person" if prop == "birthDate" else schema in LEGAL


def _said(recorded: Recorded) -> Said:
    spans = recorded.statement.evidence
    places = ",".join(f"{span.start}-{span.end}" for span in spans)
    words = " … ".join(" ".join(span.exact.split()) for span in spans)
    return Said(recorded.document, f"{recorded.document.id}#{places}", words)
