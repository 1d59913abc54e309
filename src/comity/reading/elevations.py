"""Elevations: posts told by a verb alone: “was sworn in”, “who chairs the bloc”, “ruled Egypt”, “succeeded her as”."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.edtf import bounds
from comity.model import Modality, Office, Reference
from comity.reading.homes import persons_meant
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed
from comity.reading.post_owners import owner_of
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, attributes, is_passive, objects, prepositional, subjects
from comity.reading.timing import When, ahead, is_to_come, when_of
from comity.reading.titles import Title

_DAYS = 45
"""How far a register's date of taking office may lie from the day that the text tells."""


def read_elevations(page: Page, told: Sequence[Office]) -> Iterator[Office]:
    """Posts beside those of the titles, `told`."""
    for verb in spot_readable(page, words("offices", "elevating")):
        if verb.pos_ != "VERB":
            continue
        lemma = verb.lemma_
        if lemma in words("offices", "chairing"):
            yield from _held(page, verb, "chair", ("org:",))
        elif lemma in words("offices", "verbs_of_command"):
            yield from _held(page, verb, "commander", ("org:", "group:"))
        elif lemma in words("offices", "term_verbs"):
            yield from _served_out(page, verb)
        elif lemma in words("offices", "ousting"):
            yield from _took_over(page, verb)
        elif lemma in words("offices", "ruling") and not any(c.lower_ == "out" for c in verb.children):
            yield from _held(page, verb, "ruler", ("state:",))
        elif lemma in words("offices", "succeeding"):
            yield from _succeeded(page, verb)
        elif _takes_office(verb):
            yield from _sworn_in(page, verb)
    yield from _predecessors(page, told)
    yield from _named_with_title(page)


def _persons(page: Page, tokens: Sequence[Token]) -> list[tuple[Token, Reference]]:
    """The tokens that call one person, by name, pronoun or post; never “whose country”."""
    called = [(t, m.references) for t in tokens if (m := page.mention_at(t)) is not None and m.form != "description"]
    return [(t, refs[0]) for t, refs in called if len(refs) == 1 and refs[0].id.startswith("person:")]


def _office(
    page: Page, person: Reference, role: str, of: Reference, when: When, modality: Modality, span: Sequence[Token]
) -> Office:
    spans = [page.reach(t) for t in span]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return Office(
        document=page.document.id, evidence=(page.evidence(page.doc[first], page.doc[last - 1]),),
        person=Reference(person.id, person.name, person.acts_for or of.id), role=role, of=of, when=when[0],
        when_basis=when[1], modality=modality, confidence=0.6, frame=f"office:{role.replace(' ', '-')}",
    )  # fmt: skip


def _held(page: Page, verb: Token, role: str, prefixes: tuple[str, ...]) -> Iterator[Office]:
    """“Tinubu, who chairs ECOWAS”, “Mubarak ruled Egypt from 1981 until last Friday”."""
    holders, things = (agents(verb), subjects(verb)) if is_passive(verb) else (subjects(verb), objects(verb))
    if is_passive(verb) and role == "ruler":
        return
    if role == "commander" and not _is_now(verb):
        return  # who commanded somebody in a war held no post that a record of offices has
    named = _persons(page, holders) or persons_meant(page, holders if verb.dep_ == "relcl" else [])
    for token, person in named[:1]:
        for thing in things:
            for of in _ruled(page, person, thing, prefixes):
                if of.id != person.id and not (role == "commander" and is_unnamed(of)):
                    yield _office(page, person, role, of, when_of(page, verb), modality_of(verb), (token, verb, thing))


def _is_now(verb: Token) -> bool:
    now = ("VBZ", "VBP")
    return verb.tag_ in now or (is_passive(verb) and any(c.dep_ == "auxpass" and c.tag_ in now for c in verb.children))


def _ruled(page: Page, person: Reference, thing: Token, prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    """What is named; “the country” is the person's own."""
    mention = page.mention_at(thing)
    if mention is not None and mention.form == "description" and (person.acts_for or "").startswith(prefixes):
        return (Reference(person.acts_for or "", person.name),)
    if mention is None:  # “commands a company of the People's Army”
        return tuple(r for t in prepositional(thing, "of") for r in page.who(t) if r.id.startswith(prefixes))
    return tuple(r for r in page.who(thing) if r.id.startswith(prefixes))


def _takes_office(verb: Token) -> bool:
    """“was sworn in”, “took office”, “took the oath”, without the post."""
    if any(c.lower_ == "as" for c in verb.children):
        return False
    if verb.lemma_ == "take":
        return any(t.lower_ in ("office", "oath", "power") for t in objects(verb))
    return verb.lemma_ in words("offices", "swearing") and is_passive(verb)


def _sworn_in(page: Page, verb: Token) -> Iterator[Office]:
    """The post that the register says the person took within weeks of that day."""
    when, basis = when_of(page, verb)
    begins = bounds(when).earliest if when else None
    for token, person in _persons(page, subjects(verb))[:1]:
        known = page.cast.terms.get(person.id, ()) if page.cast else ()
        for term in sorted(known, key=lambda t: not t.of.startswith("state:")):
            taken = bounds(term.since).earliest if term.since else None
            if begins is None or taken is None or abs((taken - begins).days) > _DAYS:
                continue
            of = Reference(term.of, person.name)
            open_ = f"{when}/.." if when and "/" not in when else when
            modality = "planned" if is_to_come(page, open_) else modality_of(verb)
            yield _office(page, person, term.office, of, (open_, basis), modality, (token, verb))
            break


def _succeeded(page: Page, verb: Token) -> Iterator[Office]:
    """“Waqa, who succeeded Puna as Secretary General in June”: Puna was it until then."""
    roles = prepositional(verb, "as")
    titles = [t for t in page.titles for r in roles if t.role.start <= r.i < t.role.end]
    left = subjects(verb) if is_passive(verb) else objects(verb)
    for title in titles[:1]:
        of = _owner(page, title, subjects(verb))
        for token, person in _persons(page, left)[:1]:
            value, basis = when_of(page, verb)
            until = f"../{value}" if value and "/" not in value else None
            if of is not None:
                last = page.doc[title.role.end - 1]
                yield _office(page, person, title.role.text, of, (until, basis), "actual", (token, last))


def _served_out(page: Page, verb: Token) -> Iterator[Office]:
    """“Amreyev, whose term as Secretary General ends today”, “her mandate as speaker expires in May”."""
    for term in (t for t in subjects(verb) if t.lemma_ in words("offices", "terms_of_office")):
        roles = prepositional(term, "as")
        titles = [t for t in page.titles for r in roles if t.role.start <= r.i < t.role.end]
        for token, person in _persons(page, [c for c in term.children if c.dep_ == "poss"])[:1]:
            for title in titles[:1]:
                of = owner_of(page, title, person)
                value, basis = ahead(page, when_of(page, verb)) if verb.tag_ in ("VBZ", "VBP") else when_of(page, verb)
                until = f"../{value}" if value and "/" not in value else None
                if of is not None and of.id != person.id:
                    yield _office(page, person, title.role.text, of, (until, basis), "actual", (token, verb))


def _took_over(page: Page, verb: Token) -> Iterator[Office]:
    """“Zuma, who ousted Mbeki as leader of the party last year”: he is it since."""
    roles = prepositional(verb, "as")
    titles = [t for t in page.titles for r in roles if t.role.start <= r.i < t.role.end]
    if is_passive(verb) or not _persons(page, objects(verb)):
        return
    for title in titles[:1]:
        of = _owner(page, title, ())
        for token, person in _persons(page, subjects(verb))[:1]:
            value, basis = when_of(page, verb)
            since = f"{value}/.." if value and "/" not in value else None
            if of is not None and of.id.startswith(("org:", "group:")):
                last = page.doc[title.role.end - 1]
                yield _office(page, person, title.role.text, of, (since, basis), modality_of(verb), (token, last))


def _owner(page: Page, title: Title, holders: Sequence[Token]) -> Reference | None:
    if title.of is not None:
        references = page.who(page.doc[page.names[title.of].end - 1])
        return references[0] if references else None
    for _, person in _persons(page, holders):
        if person.acts_for is not None:
            return Reference(person.acts_for, person.name)
    return None


def _named_with_title(page: Page) -> Iterator[Office]:
    """“Pope Francis”: a title that the register writes as part of the name."""
    for name in (n for n in page.names if n.readings and n.readings[0][0].startswith("person:")):
        first, of = page.doc[name.start], load("roles")["belongs"].get(page.doc[name.start].lower_)
        if of is None or first.lower_ not in words("roles", "within_names") or name.end - name.start < 2:
            continue
        for token, person in _persons(page, [page.doc[name.end - 1]]):
            if page.sentence_of(first).readable:
                yield _office(page, person, first.lower_, Reference(of, first.text), (None, None), "actual", (token,))


def _predecessors(page: Page, told: Sequence[Office]) -> Iterator[Office]:
    """“Henry, Conille's predecessor, resigned in April”: he held the post of the other."""
    for noun in spot_readable(page, words("offices", "predecessors")):
        if noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "but":
            continue  # “his predecessor but one”
        holders = [noun.head] if noun.dep_ == "appos" else [c for c in noun.children if c.dep_ == "appos"]
        if not holders and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
            holders = attributes(noun.head)  # “Her predecessor was Giorgi Margvelashvili”
        for _, later in _persons(page, [c for c in noun.children if c.dep_ == "poss"]):
            post = next((o for o in told if o.person.id == later.id and o.of.id.startswith("state:")), None)
            for token, person in _persons(page, holders)[:1]:
                if post is not None and person.id != later.id:
                    yield _office(page, person, post.role, post.of, _until(page, noun), "actual", (token, noun))


def _until(page: Page, noun: Token) -> When:
    """The day on which the clause has him go."""
    verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in words("terms", "leave") | words("terms", "ousted"):
        return None, None
    value, basis = when_of(page, verb)
    return (f"../{value}", basis) if value and "/" not in value else (None, None)
