"""Takings: on which day somebody whose post is told takes it up, and when the term ends: “He takes office in May”."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Modality, Office
from comity.reading.homes import persons_meant
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.spotting import spot_readable
from comity.reading.syntax import is_passive, objects, prepositional, subjects
from comity.reading.timing import When, ahead, is_to_come, when_of

_REACH = 900
"""Characters back within which the post is told that is taken up."""
_DATED = ("office:taking", 0.6)


def read_takings(page: Page, told: Sequence[Office]) -> Iterator[Office]:
    """The posts of `told` again, with the day on which they are taken up or on which the term of them ends."""
    known = list(told)
    for verb in spot_readable(page, words("offices", "dating")):
        if verb.pos_ != "VERB":
            continue
        holders, when = _taking(page, verb)
        if when[0] is None:
            holders, when = _ending(page, verb)
        if when[0] is None:
            continue
        for token, person in persons_meant(page, holders)[:1]:
            post = _post_of(known, person.id, verb)
            if post is not None:
                first, last = min(page.reach(token)[0], verb.i), max(page.reach(token)[1] - 1, verb.i)
                span = page.evidence(page.doc[first], page.doc[last])
                to_come = post.modality == "planned" or is_to_come(page, when[0])
                modality: Modality = "planned" if to_come else "actual"
                known.append(
                    replace(
                        post, when=when[0], when_basis=when[1], evidence=(span,), modality=modality,
                        frame=_DATED[0], confidence=_DATED[1], said_by=None,
                    )
                )  # fmt: skip
                yield known[-1]


def _taking(page: Page, verb: Token) -> tuple[list[Token], When]:
    """“takes office on 1 March”, “will take over in May”, “takes up the post”, “succeeds Margaret Chan on 1 July”."""
    things = objects(verb)
    if is_passive(verb) or modality_of(verb) not in ("actual", "planned") or prepositional(verb, "as"):
        return [], (None, None)
    posts = words("terms", "power") | words("offices", "handed_on")
    takes = verb.lemma_ in words("offices", "taking_over") and any(t.lower_ in posts for t in things)
    over = verb.lemma_ == "take" and not things and any(c.lower_ == "over" for c in verb.children)
    follows = verb.lemma_ in words("offices", "succeeding") and bool(persons_meant(page, things))
    value, basis = _date(page, verb)
    this_year = basis == "relative" and len(value or "") == len("2024")  # “takes the chair over this year”
    if value is None or "/" in value or this_year or not (takes or over or follows):
        return [], (None, None)
    return subjects(verb), (f"{value}/..", basis)


def _date(page: Page, verb: Token) -> When:
    coming = verb.tag_ in ("VBZ", "VBP") or any(c.tag_ == "MD" for c in verb.children) or modality_of(verb) == "planned"
    return ahead(page, when_of(page, verb)) if coming else when_of(page, verb)


def _ending(page: Page, verb: Token) -> tuple[list[Token], When]:
    """“her term expires on 31 August”, “he will serve until 2020”."""
    value, basis = _date(page, verb)
    if value is None:
        return [], (None, None)
    if verb.lemma_ in words("offices", "term_verbs") and "/" not in value:
        terms = [t for t in subjects(verb) if t.lemma_ in words("offices", "terms_of_office")]
        return [c for t in terms for c in t.children if c.dep_ == "poss"], (f"../{value}", basis)
    serves = verb.lemma_ == "serve" and not objects(verb) and not prepositional(verb, "as")
    return (subjects(verb), (value, basis)) if serves and value.startswith("../") else ([], (None, None))


def _post_of(told: Sequence[Office], person: str, verb: Token) -> Office | None:
    """The post of the person that begins last: “a minister since 2005, he was elected president of the body in May”."""
    before = [o for o in told if o.person.id == person and 0 < verb.idx - o.evidence[0].start < _REACH]
    opened = [o for o in before if (o.when or "").endswith("/..") and o.modality in ("actual", "planned")]
    return max(opened, key=lambda o: (o.when or "", o.evidence[0].end)) if opened else None
