"""Ages: how old somebody is: “Barrow, 51”, “the 71-year-old Tokayev”, “at the age of 37”, “is 66 years old”."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from comity.model import Fact, Reference
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page
from comity.reading.pairs import known
from comity.reading.stating import make_fact, those
from comity.reading.syntax import subjects

_QUOTES = frozenset({"”", "''", '"', "’", "»"})
_BACK = 2
"""Sentences back in which somebody was told of whom a description with an age can mean."""
_AGE = re.compile(r"\b\d{1,3}\b")


def read_ages(page: Page, sentence: Span) -> Iterator[Fact]:
    """“Barrow, 51, …”, “the 71-year-old Tokayev”, “aged 44”, “is 77”, “Cuba's 84-year-old president”."""
    doc = page.doc
    for token in _numbers(page, sentence):
        if doc[token.i - 1].text == "(" and doc[token.i + 1 : token.i + 2].text not in (")", ",", ";"):
            continue  # “2. Marco Rubio (1.)”: a place in a list
        if doc[token.i - 1].text in (",", "(") and _closes(doc, token.i + 1):
            yield from _of_mention(page, _bearer(page, token.i - 2) or _before_apposition(page, token), token)
        elif doc[token.i - 1].lower_ in ("now", "then") and doc[token.i - 2].text == "," and _closes(doc, token.i + 1):
            yield from _of_mention(page, _bearer(page, token.i - 3), token)
        elif token.i == sentence.start + 1 and doc[token.i - 1].lower_ == "at" and _closes(doc, token.i + 1):
            yield from _of_mention(page, page.covering.get(token.i + 2), token)  # “At 81, Joe Biden”
        elif _is_at_the_age(token):
            yield from _at_the_age(page, token)
        elif doc[token.i - 1].lower_ in ("aged", "turned"):
            before = (
                _before_age(page, token.i - 2) or _described(page, doc[token.i - 1]) or _doing(page, doc[token.i - 1])
            )
            yield from _of_mention(page, before, token)
        elif _is_after(token):
            yield from _of_the_dead(page, token)
        elif _is_of_age(token):
            yield from _of_mention(page, _described(page, token.head), token)
        elif [t.lower_ for t in doc[token.i + 1 : token.i + 5]] == ["-", "year", "-", "old"]:
            yield from _year_old(page, token)
        elif (verb := _told_by(token)) is not None:
            holders = known(page, subjects(verb), ("person:",))
            found = those(page, holders, ("person:",))
            for subject, person in found[:1]:
                yield make_fact(page, person, "age", token.text, [subject, token])
            if not found and verb.dep_ == "relcl":  # “The prince, who is 69, …”
                yield from _of_mention(page, _bearer(page, verb.head.i), token)


def _told_by(age: Token) -> Token | None:
    """“is 77”, “is 66 years old”: the copula."""
    doc, verb = age.doc, None
    when = age.i + 1 < len(doc) and doc[age.i + 1].lower_ in ("when", "then", "and")
    if age.dep_ in ("attr", "acomp") and (when or _closes(doc, age.i + 1)):
        verb = age.head
    elif [t.lower_ for t in doc[age.i + 1 : age.i + 3]] == ["years", "old"]:
        verb = doc[age.i + 2].head
    return verb if verb is not None and verb.lemma_ == "be" else None


def _is_at_the_age(age: Token) -> bool:
    """“at the age of 37”."""
    return [t.lower_ for t in age.doc[max(0, age.i - 4) : age.i]] == ["at", "the", "age", "of"]


def _at_the_age(page: Page, age: Token) -> Iterator[Fact]:
    """“At the age of 37, Gabriel Attal …” tells how old he is; “died at the age of 90” how old he was."""
    if age.i - 4 == page.sentence_of(age).span.start and _closes(age.doc, age.i + 1):
        yield from _of_mention(page, page.covering.get(age.i + 2), age)
        return
    verb = age.doc[age.i - 4].head
    for subject, person in those(page, subjects(verb) if verb.pos_ == "VERB" else [], ("person:",))[:1]:
        yield make_fact(page, person, "age", age.text, [subject, age])


def _is_of_age(age: Token) -> bool:
    """“Robredo, a widow of 52, …”, “is a teacher of 34”: somebody single described, and nothing else counted."""
    noun = age.head.head
    told = age.dep_ == "pobj" and age.head.lower_ == "of" and age.head.i == age.i - 1 and noun.i < age.head.i
    single = noun.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in noun.lefts)
    ends = _closes(age.doc, age.i + 1) or age.nbor(1).lower_ in ("with", "who", "from")
    return told and single and 15 < int(age.text) < 110 and ends


def _described(page: Page, word: Token) -> Mention | None:
    """“a former corporal aged 61”, “a widow of 52”: of whom the noun is said, by an apposition or a copula."""
    noun = word.head
    if noun.dep_ == "appos":
        return page.mention_at(noun.head)
    told = subjects(noun.head) if noun.dep_ == "attr" and noun.head.lemma_ == "be" else []
    return page.mention_at(told[0]) if len(told) == 1 else None


def _doing(page: Page, aged: Token) -> Mention | None:
    """“who died in The Hague on Saturday aged 86”: whoever the verb is said of."""
    verb = aged.head
    told = subjects(verb) if verb.pos_ == "VERB" and aged.dep_ in ("advcl", "acl", "xcomp", "acomp", "oprd") else []
    return page.mention_at(told[0]) if len(told) == 1 else None


def _is_after(age: Token) -> bool:
    """“who died at 61”."""
    way = age.head
    return age.dep_ == "pobj" and way.lower_ == "at" and way.head.lemma_ == "die" and int(age.text) > 15


def _of_the_dead(page: Page, age: Token) -> Iterator[Fact]:
    for subject, person in those(page, known(page, subjects(age.head.head), ("person:",)), ("person:",))[:1]:
        yield make_fact(page, person, "age", age.text, [subject, age])


def _numbers(page: Page, sentence: Span) -> Iterator[Token]:
    """The tokens that are numbers of at most three digits, found in the text so that the others need not be touched."""
    for match in _AGE.finditer(page.document.text, sentence.start_char, sentence.end_char):
        span = page.doc.char_span(*match.span())
        if span is not None and span.start > 0:
            yield span[0]


def _bearer(page: Page, at: int) -> Mention | None:
    """Whose age stands behind the words: whom they name, or of whom a description that opens the sentence tells."""
    mention, doc = page.covering.get(at), page.doc
    if mention is not None and _one_person(mention.references):
        return mention
    start = page.sentence_of(doc[at]).span.start
    inside = doc[start:at]
    told = at > start and doc[start].lower_ == "the" and doc[at].tag_ in ("NN", "NNP")
    if not told or any(t.pos_ in ("VERB", "AUX", "PUNCT") and t.text != "-" for t in inside):
        return mention
    return _told_of(page, doc[at])


def _told_of(page: Page, token: Token) -> Mention | None:
    """The one person whom the sentence before is about, or the one before that when it names nobody."""
    here = page.sentence_of(token).index
    for sentence in reversed(page.sentences[max(0, here - _BACK) : here]):
        inside = (m for m in page.mentions if sentence.span.start <= m.start < sentence.span.end)
        people = [m for m in inside if _one_person(m.references) and m.form in ("name", "pronoun", "title")]
        leading = [m for m in people if page.doc[m.head].dep_ in ("nsubj", "nsubjpass")] or people
        if people:
            return leading[0] if len({m.references[0].id for m in leading}) == 1 else None
    return None


def _of_mention(page: Page, mention: Mention | None, age: Token) -> Iterator[Fact]:
    owner = mention is not None and page.doc[mention.end : mention.end + 1].text in ("'s", "’s", "'")
    if mention is not None and not owner and _one_person(mention.references):
        start = page.sentence_of(age).span.start
        own = mention.start >= start  # else of a description: “The prince, who is 69”
        first = mention.start if own else start if page.doc[start].lower_ == "the" else age.i - 1
        yield make_fact(page, mention.references[0], "age", age.text, [page.doc[first], age])


def _before_age(page: Page, at: int) -> Mention | None:
    """“Emmanuel Macron, aged 44”, “Macron, who turned 44”."""
    while at > 0 and (page.doc[at].text in (",", "(") or page.doc[at].lower_ in ("who", "has", "just", "recently")):
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
    behind = next(
        (c for t in doc[age.i + 5 : age.i + 9] if t.pos_ == "NOUN" for c in t.children if c.dep_ == "appos"), None
    )
    named = page.mention_at(behind) if behind is not None and behind.pos_ == "PROPN" else None
    if named is not None and _one_person(named.references):  # “a 37-year-old entrepreneur, Natthaphong …”
        yield make_fact(page, named.references[0], "age", age.text, [age, doc[named.end - 1]])
        return
    if _opens(page, age):  # “The 51-year-old cocoa farmer takes over”, “"…," the 52-year-old told lawmakers”
        yield from _of_mention(page, _told_of(page, age), age)
        return
    described = next((t for t in doc[age.i + 5 : age.i + 9] if t.dep_ in ("appos", "attr")), None)
    if described is not None:
        over = [described.head] if described.dep_ == "appos" else subjects(described.head)
        for token, person in those(page, over, ("person:",))[:1]:
            yield make_fact(page, person, "age", age.text, [token, age])


def _opens(page: Page, age: Token) -> bool:
    """“The 51-year-old …” at the start of a sentence or behind a quotation, and no suspect or victim that is new."""
    the, behind = age.nbor(-1), page.doc[age.i + 5 : age.i + 9]
    first = the.i == page.sentence_of(age).span.start or the.nbor(-1).text in _QUOTES
    strange = any(
        t.lower_ in words("facts", "passers_by") and t.dep_ != "compound" for t in behind
    ) or behind.text.startswith(("'", "’"))
    return the.lower_ == "the" and first and not strange and not behind.text.startswith(("'", "’"))


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
