"""Facts: dated properties of one actor, such as founded, born, age, population, headquarters and purpose."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from comity.model import Fact, Modality, Reference
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page, Sentence
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, attributes, is_passive, objects, prepositional, subjects
from comity.reading.timing import when_of

_BODIES = ("org:", "group:")
_PEOPLED = ("state:", "region:", "place:")
_AGE = re.compile(r"\d{1,3}")
_DIGIT = re.compile(r"\d")


def read_facts(page: Page) -> tuple[Fact, ...]:
    """Every property that the page's sentences state."""
    found: list[Fact] = []
    for token in spot_readable(page, _triggers()):
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            found.extend(_of_verb(page, token))
        elif token.pos_ == "NOUN":
            found.extend(_of_noun(page, token))
    for sentence in page.readable_sentences():
        found.extend(_ages(page, sentence))
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    lists = list(load("facts").values())
    return frozenset({"have", "be", "bear", "born", *(w for words_ in lists for w in words_)})


def _fact(
    page: Page,
    about: Reference,
    property_: str,
    value: str | Reference,
    tokens: Iterable[Token],
    *,
    when: str | None = None,
    basis: str | None = None,
    modality: Modality = "actual",
    confidence: float = 0.75,
) -> Fact:
    ordered = sorted(tokens, key=lambda t: t.i)
    sentence = page.sentence_of(ordered[0]).span
    spans = [page.reach(t) for t in ordered if t.i < sentence.end]
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    return Fact(
        document=page.document.id, evidence=(page.evidence(page.doc[low], page.doc[high - 1]),), about=about,
        property=property_, value=value,
        when=when, when_basis=basis, modality=modality, confidence=confidence, frame=f"fact:{property_}",
    )  # fmt: skip


def _of_verb(page: Page, verb: Token) -> Iterator[Fact]:
    lemma = verb.lemma_.lower()
    if lemma in words("facts", "founded") or verb.lower_ in words("facts", "founded"):
        yield from _dated(page, verb, "founded", _BODIES)
    if lemma in words("facts", "dissolved"):
        yield from _dated(page, verb, "dissolved", _BODIES)
    if lemma in words("facts", "announced") and not is_passive(verb):
        yield from _dated(page, verb, "announced", ("org:",))
    if lemma in ("bear", "born") or verb.lower_ == "born":
        yield from _born(page, verb)
    if lemma in words("facts", "purpose_verbs") and verb.pos_ == "VERB":
        yield from _seeks(page, verb)
    if lemma == "have":
        yield from _has(page, verb)
    if lemma == "be":
        yield from _first(page, verb)


def _dated(page: Page, verb: Token, property_: str, prefixes: tuple[str, ...]) -> Iterator[Fact]:
    """“ASEAN was founded in 1967”, “founded the group in June 2009”, “Established in 2001, the bloc …”."""
    if verb.lemma_ == "set" and not any(c.lower_ == "up" for c in verb.children):
        return
    when, basis = when_of(page, verb)
    if when is None or "/" in when:
        return
    tokens = subjects(verb) if is_passive(verb) or not objects(verb) else objects(verb)
    tokens = [*(prepositional(verb, "as") if is_passive(verb) else ()), *tokens]
    found = [(t, r) for t in tokens for r in page.who(t) if r.id.startswith(prefixes)]
    found = found or _dangling(page, verb, prefixes)
    for token, about in found[:1]:
        inside = page.sentence_of(verb).span
        near = token if inside.start <= token.i < inside.end and abs(token.i - verb.i) < 25 else verb
        span = [verb, near, *_date_tokens(page, verb), *agents(verb)]
        yield _fact(page, about, property_, when, span, when=when, basis=basis, modality=modality_of(verb))


def _dangling(page: Page, verb: Token, prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """“Established in 2001 by …, a central calling of the organization is”: the body that the main clause is about."""
    if verb.dep_ not in ("advcl", "acl", "csubj") or not is_passive(verb):
        return []
    main = verb.head
    for token in [*subjects(main), main]:
        for near in [token, *prepositional(token, "of"), *(c for c in token.children if c.dep_ == "poss")]:
            for reference in page.who(near):
                if reference.id.startswith(prefixes):
                    return [(near, reference)]
    return []


def _date_tokens(page: Page, verb: Token) -> list[Token]:
    sentence = page.sentence_of(verb).span
    dates = [d for d in page.dates_in(sentence.start_char, sentence.end_char) if d.value]
    tokens = [t for d in dates for t in verb.subtree if d.start <= t.idx < d.end]
    return tokens if len(dates) <= 2 else []


def _first(page: Page, verb: Token) -> Iterator[Fact]:
    """“The bloc was its first common project in 1996”: the year in which a body began, as somebody tells it."""
    when, basis = when_of(page, verb)
    nouns = [n for n in attributes(verb) if any(c.lower_ == "first" for c in n.children)]
    if not nouns or when is None or "/" in when or not any(n.lemma_ in words("facts", "beginnings") for n in nouns):
        return
    for token in subjects(verb):
        for about in page.who(token):
            if about.id.startswith(_BODIES):
                span = [token, verb, *nouns, *_date_tokens(page, verb)]
                yield _fact(page, about, "founded", when, span, when=when, basis=basis, confidence=0.5)


def _born(page: Page, verb: Token) -> Iterator[Fact]:
    when, basis = when_of(page, verb)
    if when is None:
        return
    for token in subjects(verb) or [verb.head]:
        for about in page.who(token):
            if about.id.startswith("person:"):
                span = [verb, token, *_date_tokens(page, verb)]
                yield _fact(page, about, "born", when, span, when=when, basis=basis)


def _seeks(page: Page, verb: Token) -> Iterator[Fact]:
    """“The SCO seeks objective cooperation”, “which wants Xinjiang to separate”: a body's purpose."""
    for token in subjects(verb):
        for about in page.who(token):
            if about.id.startswith(_BODIES) and about.acts_for is None:
                goals = objects(verb)[:1] or [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")][:1]
                for goal in goals:
                    value = _phrase(page, goal)
                    yield _fact(page, about, "purpose", value, [token, verb, *goal.subtree], modality=modality_of(verb))


def _phrase(page: Page, token: Token) -> str:
    """The words of a constituent without its trailing clause marks and quotation marks."""
    left = {t.i for c in token.children for t in c.subtree if c.lower_ in words("facts", "circumstances")}
    inside = [t for t in token.subtree if t.i not in left and (t.dep_ != "punct" or t.text in "-,'")]
    start, end = inside[0].idx, inside[-1].idx + len(inside[-1])
    return re.sub(r"[“”\"]", "", page.document.text[start:end]).strip(" ,.–—").replace("\n", " ")


def _has(page: Page, verb: Token) -> Iterator[Fact]:
    for thing in objects(verb):
        lemma = thing.lemma_.lower()
        for token in subjects(verb):
            for about in page.who(token):
                if lemma in words("facts", "headquarters_nouns") and about.id.startswith(_BODIES):
                    yield from _seat(
                        page, about, prepositional(thing, "in", "at") + prepositional(verb, "in"), verb, token
                    )
                elif lemma in words("facts", "member_nouns") and about.id.startswith(_BODIES):
                    yield from _count(page, about, thing, "member-count", [verb, token])
                elif about.id.startswith(_PEOPLED):
                    yield from _peopled(page, about, thing, [verb, token])


def _peopled(page: Page, about: Reference, thing: Token, tokens: list[Token]) -> Iterator[Fact]:
    """“has 7.5 million inhabitants”, “has a population of 82 million”."""
    if thing.lower_ == "population":
        for number in prepositional(thing, "of"):
            if number.pos_ == "NUM":
                yield _fact(page, about, "population", _phrase(page, number), [*tokens, thing, number])
    elif thing.lower_ in words("facts", "population_nouns"):
        yield from _count(page, about, thing, "population", tokens)


def _seat(page: Page, about: Reference, sites: Iterable[Token], verb: Token, token: Token) -> Iterator[Fact]:
    for site in sites:
        mention = page.mention_at(site)
        if mention is not None and mention.references:
            place = mention.place or mention.references[0]
            yield _fact(page, about, "headquarters", place, [verb, token, site], modality=modality_of(verb))


def _count(page: Page, about: Reference, noun: Token, property_: str, tokens: list[Token]) -> Iterator[Fact]:
    for child in noun.children:
        if child.dep_ == "nummod":
            yield _fact(page, about, property_, _phrase(page, child), [*tokens, noun, child])


def _of_noun(page: Page, noun: Token) -> Iterator[Fact]:
    lemma = noun.lemma_.lower()
    if lemma in words("facts", "purpose_nouns"):
        yield from _purpose(page, noun)
    if lemma in words("facts", "headquarters_nouns"):
        yield from _headquarters(page, noun)
    if noun.lower_ in words("facts", "population_nouns"):
        yield from _population(page, noun)
    if noun.lower_ == "members":
        yield from _owned_members(page, noun)


def _owned_members(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its fifteen members include …”."""
    for owner in (c for c in noun.children if c.dep_ == "poss"):
        for about in page.who(owner):
            if about.id.startswith(_BODIES):
                yield from _count(page, about, noun, "member-count", [owner])


def _purpose(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its purpose was to promote peace”, “a central calling of the organization is to combat …”."""
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    abouts = [r for o in owners for r in page.who(o) if r.id.startswith(_BODIES)]
    verb = noun.head
    if not abouts or noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return
    goals = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "attr", "acomp")]
    for goal in goals[:1]:
        yield _fact(
            page,
            abouts[0],
            "purpose",
            _phrase(page, goal),
            [noun, *owners[:1], *goal.subtree],
            modality=modality_of(verb),
        )


def _headquarters(page: Page, noun: Token) -> Iterator[Fact]:
    """“its headquarters are in Suva”."""
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return
    for owner in owners:
        for about in page.who(owner):
            if about.id.startswith(_BODIES):
                yield from _seat(page, about, prepositional(verb, "in", "at"), verb, owner)


def _population(page: Page, noun: Token) -> Iterator[Fact]:
    """“home to nearly 200 million Muslims”, “the country of 1.4 million people”."""
    numbers = [c for c in noun.children if c.dep_ == "nummod"]
    if not numbers or noun.dep_ != "pobj":
        return
    preposition = noun.head
    holder = preposition.head
    if preposition.lower_ == "to" and holder.lower_ == "home":
        tokens = (
            [holder.head]
            if holder.dep_ == "appos"
            else subjects(holder.head)
            if holder.head.pos_ in ("VERB", "AUX")
            else []
        )
    elif preposition.lower_ == "of" and holder.lemma_ in ("country", "nation", "city", "region", "island", "republic"):
        tokens = [holder]
    else:
        return
    for token in tokens:
        for about in page.who(token):
            if about.id.startswith(("state:", "region:", "place:")):
                value = (
                    _phrase(page, noun)
                    if noun.lower_ not in ("people", "inhabitants") or preposition.lower_ == "to"
                    else _phrase(page, numbers[0])
                )
                yield _fact(page, about, "population", value, [token, holder, *noun.subtree])


def _ages(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """“Barrow, 51, …”, “the 71-year-old Tokayev”, “Cuba's 84-year-old president”."""
    doc = page.doc
    if not _DIGIT.search(page.document.text, sentence.span.start_char, sentence.span.end_char):
        return
    for token in sentence.span:
        if not _AGE.fullmatch(token.text) or token.i == 0:
            continue
        if doc[token.i - 1].text == "," and _closes(doc, token.i + 1):
            mention = page.covering.get(token.i - 2) or _before_apposition(page, token)
            if mention is not None and _one_person(mention.references):
                yield _fact(page, mention.references[0], "age", token.text, [doc[mention.start], token])
        elif [t.lower_ for t in doc[token.i + 1 : token.i + 5]] == ["-", "year", "-", "old"]:
            after = page.covering.get(token.i + 5)
            if after is not None and _one_person(after.references):
                yield _fact(page, after.references[0], "age", token.text, [token, doc[after.end - 1]])
                continue
            title = next((t for t in page.titles if t.role.start == token.i + 5 and t.person is not None), None)
            if title is not None and title.person is not None:
                last = doc[page.names[title.person].end - 1]
                for person in page.who(last)[:1]:
                    yield _fact(page, person, "age", token.text, [token, doc[title.role.end - 1], last])


def _before_apposition(page: Page, age: Token) -> Mention | None:
    """“Amina Idris, a nurse, 34,”: the name in front of what stands between two commas."""
    doc, at = page.doc, age.i - 2
    while at > max(1, age.i - 8) and doc[at].text != "," and doc[at].pos_ not in ("VERB", "AUX", "PUNCT"):
        at -= 1
    return page.covering.get(at - 1) if doc[at].text == "," else None


def _closes(doc: object, at: int) -> bool:
    tokens = doc  # a spaCy Doc
    return at >= len(tokens) or tokens[at].text in (",", ".", ")", ";", ":")  # type: ignore[arg-type,index]


def _one_person(references: tuple[Reference, ...]) -> bool:
    return len(references) == 1 and references[0].id.startswith("person:")
