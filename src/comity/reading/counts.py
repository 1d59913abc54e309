"""Counts: populations, numbers of members, and ages."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from comity.model import Fact, Reference
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page
from comity.reading.pairs import known
from comity.reading.salience import salient_body
from comity.reading.stating import BODIES, PEOPLED, amount, make_fact, phrase, those
from comity.reading.syntax import attributes, is_verbal, objects, prepositional, subjects

_ANYBODY = frozenset({"people", "inhabitants", "residents", "citizens", "souls"})
_AGE = re.compile(r"\b\d{1,3}\b")


def read_count_verb(page: Page, verb: Token) -> Iterator[Fact]:
    """“has 18 members”, “has a population of 82 million”, “groups 57 states”, “raises its membership to 25”."""
    lemma = verb.lemma_
    if lemma in words("facts", "have"):
        yield from _has(page, verb)
    if lemma in words("facts", "growing"):
        yield from _grows(page, verb)
        yield from _peoples(page, verb)
    if lemma == "live":
        yield from _live(page, verb)


def _has(page: Page, verb: Token) -> Iterator[Fact]:
    for thing in (*objects(verb), *prepositional(verb, "of")):
        for token in subjects(verb):
            for about in page.who(token):
                if thing.lemma_.lower() in words("facts", "member_nouns") and about.id.startswith(BODIES):
                    yield from _count(page, about, thing, "member-count", [verb, token])
                elif about.id.startswith(PEOPLED) or about.id in words("facts", "peopled_bodies"):
                    yield from _peopled(page, about, thing, [verb, token])


def _with(page: Page, noun: Token) -> Iterator[Fact]:
    """“With 57 participating states, the OSCE is …”, “Kenya, with its 54 million people, …”."""
    with_ = noun.head
    if noun.dep_ != "pobj" or with_.lower_ != "with":
        return
    holders = _holders(page, with_)
    if noun.lower_ == "population":
        for token, about in those(page, holders, PEOPLED)[:1]:
            yield from _peopled(page, about, noun, [token])
    elif not any(c.dep_ == "nummod" for c in noun.children):
        return
    elif noun.lower_ in words("facts", "population_nouns"):
        for token, about in those(page, holders, PEOPLED)[:1]:
            yield from _count(page, about, noun, "population", [token])
    elif noun.lemma_ in words("facts", "member_nouns"):
        for token, about in those(page, holders, BODIES)[:1]:
            yield from _count(page, about, noun, "member-count", [token])


def _holders(page: Page, with_: Token) -> list[Token]:
    """Of whom “with …” is said: its noun, the subject it opens the sentence before, or the name before its comma."""
    over = with_.head
    if not is_verbal(over):
        return [over]
    before = page.covering.get(with_.i - 2) if with_.i > 1 and with_.nbor(-1).text == "," else None
    if before is not None:
        return [page.doc[before.head]]
    return subjects(over) if with_.i == over.sent.start else []


def _peoples(page: Page, verb: Token) -> Iterator[Fact]:
    """“Its population has shrunk to fewer than three million”, “whose inhabitants number 620,000”."""
    for noun in subjects(verb):
        if noun.lower_ not in words("facts", "peopling"):
            continue
        owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
        told = prepositional(verb, "to", "at") + objects(verb) + attributes(verb)
        told += [c for c in verb.children if c.dep_ == "nummod"]
        for owner, about in those(page, owners, PEOPLED)[:1]:
            for number in (t for t in told if t.pos_ == "NUM"):
                yield make_fact(page, about, "population", amount(page, number), [noun, owner, *number.subtree])


def _owned_people(page: Page, noun: Token) -> Iterator[Fact]:
    """“Kenya's 54 million people”."""
    if noun.lower_ in words("facts", "population_nouns"):
        for owner, about in those(page, [c for c in noun.children if c.dep_ == "poss"], ("state:", "region:"))[:1]:
            if page.heads.get(owner.i) is not None and page.heads[owner.i].form == "name":
                yield from _count(page, about, noun, "population", [owner])


def _bare_population(page: Page, noun: Token) -> Iterator[Fact]:
    """“Russia, population 144 million, …”."""
    before = page.covering.get(noun.i - 2) if noun.i > 1 and noun.nbor(-1).text == "," else None
    after = noun.doc[noun.i + 1 : noun.i + 4]
    numbers = [t for t in after if t.like_num or t.pos_ == "NUM"]
    if before is not None and numbers and numbers[0].i == noun.i + 1:
        for about in before.references[:1]:
            if about.id.startswith(PEOPLED):
                value = page.document.text[numbers[0].idx : numbers[-1].idx + len(numbers[-1])]
                yield make_fact(page, about, "population", value, [page.doc[before.head], numbers[-1]])


def _peopled(page: Page, about: Reference, thing: Token, tokens: list[Token]) -> Iterator[Fact]:
    """“has 7.5 million inhabitants”, “has a population of 82 million”."""
    if thing.lower_ == "population":
        for number in prepositional(thing, "of"):
            if number.pos_ == "NUM":
                yield make_fact(page, about, "population", amount(page, number), [*tokens, thing, *number.subtree])
    elif thing.lower_ in words("facts", "population_nouns"):
        yield from _count(page, about, thing, "population", tokens)


def _count(page: Page, about: Reference, noun: Token, property_: str, tokens: list[Token]) -> Iterator[Fact]:
    for child in noun.children:
        if child.dep_ == "nummod":
            yield make_fact(page, about, property_, amount(page, child), [*tokens, noun, *child.subtree])


def _grows(page: Page, verb: Token) -> Iterator[Fact]:
    """“raise the number of its members to 25”, “the bloc has grown to 27 members”."""
    numbers = [t for t in prepositional(verb, "to") if t.pos_ == "NUM" or t.lemma_ in words("facts", "member_nouns")]
    things = [*objects(verb), *subjects(verb)]
    inner = [t for thing in things for t in thing.subtree]
    if not any(t.lemma_.lower() in words("facts", "membership_nouns") for t in (*inner, *numbers)):
        return
    for number in numbers[:1]:
        count = number if number.pos_ == "NUM" else next((c for c in number.children if c.dep_ == "nummod"), None)
        for token, about in those(page, [t for t in inner if t.pos_ != "VERB"], BODIES)[-1:]:
            if count is not None:
                modality = modality_of(verb)
                yield make_fact(
                    page, about, "member-count", amount(page, count), [verb, token, number], modality=modality
                )


def _live(page: Page, verb: Token) -> Iterator[Fact]:
    """“Some 80 million people live in Iran”."""
    for people in subjects(verb):
        if people.lower_ in words("facts", "population_nouns"):
            for token, about in those(page, prepositional(verb, "in"), PEOPLED):
                yield from _count(page, about, people, "population", [verb, token])


def read_count_noun(page: Page, noun: Token) -> Iterator[Fact]:
    """“its fifteen members”, “the 27-nation bloc”, “a country of 1.4 million people”, “home to nearly 200 million”."""
    if noun.lower_ == "members":
        yield from _club_of(page, noun)
    if noun.lower_ == "members" or (noun.lower_ == "states" and any(c.lower_ == "member" for c in noun.children)):
        yield from _owned_members(page, noun)
    elif noun.lower_ in words("facts", "member_nouns"):
        yield from _compound_count(page, noun)
        yield from _club_of(page, noun)
    if noun.lemma_ in words("facts", "lands"):
        yield from _of_number(page, noun)
    if noun.lower_ == "population":
        yield from _population_is(page, noun)
        yield from _bare_population(page, noun)
    yield from _with(page, noun)
    yield from _owned_people(page, noun)
    if noun.dep_ == "pobj" and any(c.dep_ == "nummod" for c in noun.children):
        yield from _home(page, noun)


def _owned_members(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its fifteen members include …”."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if any(c.lower_ in ("the", "all") for c in noun.children) or noun.i == noun.sent.start:
        owners += prepositional(noun, "of")  # “all fifteen member states of the Union”
    for owner, about in those(page, owners, BODIES)[:1]:
        yield from _count(page, about, noun, "member-count", [owner])


def _club_of(page: Page, noun: Token) -> Iterator[Fact]:
    """“the Visegrad Group, a club of four countries”."""
    holder = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and holder.lower_ in words("actors", "organisation_nouns"):
        for token, about in those(page, known(page, [holder], BODIES), BODIES)[:1]:
            yield from _count(page, about, noun, "member-count", [token])


def _compound_count(page: Page, noun: Token) -> Iterator[Fact]:
    """“the 27-nation bloc”, “the 55-member African Union”."""
    if noun.i < 2 or noun.nbor(-1).text != "-" or noun.nbor(-2).pos_ != "NUM" or noun.head.i < noun.i:
        return
    number, head = noun.nbor(-2), noun.head
    named = those(page, [head], BODIES)
    if not named and head.lower_ in words("actors", "bloc_nouns") | {"union", "organisation", "organization"}:
        named = [(head, r) for r in salient_body(page, head, head.lower_)]
    for token, about in named[:1]:
        yield make_fact(page, about, "member-count", number.text, [number, token], confidence=0.6)


def _population_is(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its population is eleven million”."""
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        for number in attributes(noun.head):
            for owner, about in those(page, owners, PEOPLED):
                if number.pos_ == "NUM":
                    yield make_fact(page, about, "population", amount(page, number), [noun, owner, number])


def _home(page: Page, noun: Token) -> Iterator[Fact]:
    """“India, home to nearly 200 million Muslims”, “a city of ten million people”."""
    preposition, holder = noun.head, noun.head.head
    counted = noun.lower_ in words("facts", "population_nouns")
    if preposition.lower_ == "to" and holder.lower_ == "home":
        tokens, value = _housed(page, holder), phrase(page, noun)
    elif preposition.lower_ == "of" and counted and holder.lemma_ in words("facts", "lands"):
        number = next(c for c in noun.children if c.dep_ == "nummod")
        tokens = [holder, *([holder.head] if holder.dep_ == "appos" else _entry(page, holder))]
        value = amount(page, number) if noun.lower_ in _ANYBODY else phrase(page, noun)
    else:
        return
    for token, about in those(page, tokens, PEOPLED)[:1]:
        yield make_fact(page, about, "population", value, [token, holder, *noun.subtree])


def _of_number(page: Page, noun: Token) -> Iterator[Fact]:
    """“Egypt, a nation of 102 million”."""
    for number in prepositional(noun, "of"):
        if number.pos_ == "NUM" and number.head.head.i == noun.i:
            for token, about in those(page, [*known(page, [noun], PEOPLED), *_entry(page, noun)], PEOPLED)[:1]:
                yield make_fact(page, about, "population", amount(page, number), [token, noun, *number.subtree])


def _entry(page: Page, noun: Token) -> list[Token]:
    """“LAOS. A landlocked country of five million …”: the catchword of the entry that a fragment begins."""
    here = page.sentence_of(noun).index
    if noun.dep_ != "ROOT" or here == 0:
        return []
    before = page.sentences[here - 1].span
    mention = next((m for m in page.mentions if before.start <= m.start < before.end), None)
    whole = mention is not None and mention.end - mention.start >= len(before) - 2
    return [page.doc[mention.head]] if mention is not None and whole else []


def _housed(page: Page, home: Token) -> list[Token]:
    """Whom “home to” is said of: an apposition's head, a subject, or the name in front of the comma."""
    if home.dep_ == "appos":
        return [home.head]
    before = page.covering.get(home.i - 2) if home.i > 1 and home.nbor(-1).text == "," else None
    if before is not None:
        return [page.doc[before.head]]
    verb = home.head
    if verb.pos_ not in ("VERB", "AUX"):
        return []
    return subjects(verb) or ([verb.head] if verb.dep_ in ("relcl", "conj") else [])


def read_ages(page: Page, sentence: Span) -> Iterator[Fact]:
    """“Barrow, 51, …”, “the 71-year-old Tokayev”, “aged 44”, “is 77”, “Cuba's 84-year-old president”."""
    doc = page.doc
    for token in _numbers(page, sentence):
        if doc[token.i - 1].text in (",", "(") and _closes(doc, token.i + 1):
            yield from _of_mention(page, page.covering.get(token.i - 2) or _before_apposition(page, token), token)
        elif doc[token.i - 1].lower_ in ("now", "then") and doc[token.i - 2].text == "," and _closes(doc, token.i + 1):
            yield from _of_mention(page, page.covering.get(token.i - 3), token)
        elif token.i == sentence.start + 1 and doc[token.i - 1].lower_ == "at" and _closes(doc, token.i + 1):
            yield from _of_mention(page, page.covering.get(token.i + 2), token)  # “At 81, Joe Biden”
        elif doc[token.i - 1].lower_ in ("aged", "turned"):
            yield from _of_mention(page, _before_age(page, token.i - 2), token)
        elif [t.lower_ for t in doc[token.i + 1 : token.i + 5]] == ["-", "year", "-", "old"]:
            yield from _year_old(page, token)
        elif token.dep_ in ("attr", "acomp") and token.head.lemma_ == "be" and _closes(doc, token.i + 1):
            holders = known(page, subjects(token.head), ("person:",))
            for subject, person in those(page, holders, ("person:",))[:1]:
                yield make_fact(page, person, "age", token.text, [subject, token])


def _numbers(page: Page, sentence: Span) -> Iterator[Token]:
    """The tokens that are numbers of at most three digits, found in the text so that the others need not be touched."""
    for match in _AGE.finditer(page.document.text, sentence.start_char, sentence.end_char):
        span = page.doc.char_span(*match.span())
        if span is not None and span.start > 0:
            yield span[0]


def _of_mention(page: Page, mention: Mention | None, age: Token) -> Iterator[Fact]:
    if mention is not None and _one_person(mention.references):
        yield make_fact(page, mention.references[0], "age", age.text, [page.doc[mention.start], age])


def _before_age(page: Page, at: int) -> Mention | None:
    """“Emmanuel Macron, aged 44”, “Macron, who turned 44”."""
    while at > 0 and (page.doc[at].text == "," or page.doc[at].lower_ in ("who", "has", "just", "recently")):
        at -= 1
    return page.covering.get(at)


def _year_old(page: Page, age: Token) -> Iterator[Fact]:
    doc = page.doc
    after = page.covering.get(age.i + 5)
    if after is not None and _one_person(after.references):
        yield make_fact(page, after.references[0], "age", age.text, [age, doc[after.end - 1]])
        return
    title = next((t for t in page.titles if t.role.start == age.i + 5 and t.person is not None), None)
    if title is not None and title.person is not None:
        last = doc[page.names[title.person].end - 1]
        for person in page.who(last)[:1]:
            yield make_fact(page, person, "age", age.text, [age, doc[title.role.end - 1], last])
        return
    described = next((t for t in doc[age.i + 5 : age.i + 9] if t.dep_ in ("appos", "attr")), None)
    if described is not None:
        over = [described.head] if described.dep_ == "appos" else subjects(described.head)
        for token, person in those(page, over, ("person:",))[:1]:
            yield make_fact(page, person, "age", age.text, [token, age])


def _before_apposition(page: Page, age: Token) -> Mention | None:
    """“Amina Idris, a nurse, 34,”: the name in front of what stands between two commas."""
    doc, at = page.doc, age.i - 2
    while at > max(1, age.i - 8) and doc[at].text != "," and doc[at].pos_ not in ("VERB", "AUX", "PUNCT"):
        at -= 1
    return page.covering.get(at - 1) if doc[at].text == "," else None


def _closes(doc: Doc, at: int) -> bool:
    return at >= len(doc) or doc[at].text in (",", ".", ")", ";", ":")


def _one_person(references: tuple[Reference, ...]) -> bool:
    return len(references) == 1 and references[0].id.startswith("person:")
