"""Chairs: a presidency that is taken over, held in turn, or passed from one member to the next."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Modality, Reference
from comity.reading.claims import Claim, claim, members_of
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.salience import salient_body
from comity.reading.statuses import bodies_of
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects
from comity.reading.timing import When, ahead, when_of

_CHAIRING = frozenset({"chair", "chairman", "chairwoman", "chairperson"})
_BACK = 2
"""Sentences back that the chair may have been spoken of."""


def turn_words() -> frozenset[str]:
    """The verbs that tell of a chair's turn."""
    return words("memberships", "taking") | words("memberships", "passing") | words("memberships", "handing")


def read_turns(page: Page, verb: Token) -> Iterator[Claim]:
    """“Rwanda held it in 2018”, “South Africa will take over”, “the presidency passed from Indonesia to India”."""
    if verb.lemma_ == "be":
        for chair in (t for t in prepositional(verb, "in") if t.lower_ == "chair"):
            yield from _turn(page, verb, chair, subjects(verb))  # “Cuba is in the chair until January”
        return
    if verb.lemma_ not in turn_words():
        return
    posts = [t for t in (*objects(verb), *subjects(verb)) if t.lemma_.lower() in words("memberships", "chairs")]
    as_ = [t for t in prepositional(verb, "as") if t.lemma_.lower() in words("memberships", "chairs") | _CHAIRING]
    if as_ and any(c.lower_ == "over" for c in verb.children):  # “took over from Azerbaijan as chair of the Movement”
        yield from _turn(page, verb, as_[0], subjects(verb), opens=True)
        yield from _turn(page, verb, as_[0], prepositional(verb, "from"), closes=True)
    elif posts:
        yield from _told(page, verb, posts[0])
    elif verb.lemma_ in words("memberships", "taking") and _is_bare(verb) and (post := _spoken_of(page, verb)):
        yield from _turn(page, verb, post, subjects(verb), opens=verb.lemma_ != "hold")
    elif (
        verb.lemma_ in words("memberships", "handing") and (to := _handed_to(verb)) and (post := _spoken_of(page, verb))
    ):
        yield from _turn(page, verb, post, to, opens=True)  # “had held the chair and passed it to Norway”
        yield from _turn(page, verb, post, subjects(verb), closes=True)


def _handed_to(verb: Token) -> list[Token]:
    things = objects(verb)
    over = any(c.lower_ == "over" for c in verb.children)  # “hands over to Finland in January”
    bare = not things and over and not is_passive(verb)
    return prepositional(verb, "to", "over") if bare or (things and all(t.lower_ == "it" for t in things)) else []


def _told(page: Page, verb: Token, post: Token) -> Iterator[Claim]:
    """The chair itself is the object or subject of the verb."""
    passing = post in subjects(verb) and not is_passive(verb) and verb.lemma_ in words("memberships", "passing")
    handing = post in objects(verb) and verb.lemma_ in words("memberships", "handing")
    if passing or handing:
        to = prepositional(verb, "to") + (_to_whom(verb) if handing else [])
        yield from _turn(page, verb, post, to, opens=True)
    if handing:
        yield from _turn(page, verb, post, subjects(verb), closes=True)
    if verb.lemma_ in words("memberships", "taking") and post in objects(verb):
        yield from _turn(page, verb, post, subjects(verb) or _due(verb), opens=verb.lemma_ != "hold")
    if verb.lemma_ in words("memberships", "taking") and post in subjects(verb) and is_passive(verb):
        yield from _turn(page, verb, post, agents(verb), opens=verb.lemma_ != "hold")
    before = prepositional(verb, "from") + prepositional(post, "from")
    yield from _turn(page, verb, post, before, closes=True)


def _due(verb: Token) -> list[Token]:
    """“Cuba, due to take the chair”, “was the first to hold it”: who is said to be so."""
    word = verb.head
    if verb.dep_ not in ("xcomp", "relcl", "acl") or word.tag_ not in ("JJ", "JJS"):
        return []
    return subjects(word.head) if word.dep_ in ("acomp", "advcl", "attr") else [word.head]


def _to_whom(verb: Token) -> list[Token]:
    """“Guelleh, to whom Sudan handed the chair”: whom the relative clause is about."""
    ways = (c for c in verb.children if verb.dep_ == "relcl" and c.lower_ == "to" and c.i < verb.i)
    return [verb.head] if any(k.lower_ in ("whom", "which") for c in ways for k in c.children) else []


def _is_bare(verb: Token) -> bool:
    """“will take over”, “holds it”, “will hold the next one”: nothing else is taken or held."""
    things = objects(verb)
    over = any(c.lower_ == "over" for c in verb.children)
    if not things:
        return verb.lemma_ == "take" and over and not prepositional(verb, "as", "over")
    next_one = all(t.lower_ == "one" and any(c.lower_ == "next" for c in t.lefts) for t in things)
    return (next_one or all(t.lower_ == "it" for t in things)) and not is_passive(verb)


def _spoken_of(page: Page, verb: Token) -> Token | None:
    """The last “chair” or “presidency” in front of the verb, or a verb of chairing."""
    here = page.sentence_of(verb).index
    first = page.sentences[max(0, here - _BACK)].span.start
    chairs = words("memberships", "chairs") | {"chair", "co-chair", "preside"}
    for token in reversed(page.doc[first : verb.i]):
        if token.lemma_.lower() in chairs:
            return token
    return None


def _turn(
    page: Page, verb: Token, post: Token, holders: list[Token], *, opens: bool = False, closes: bool = False
) -> Iterator[Claim]:
    members = tuple(m for m in members_of(page, holders) if m.id.startswith("state:"))
    bodies = _bodies(page, post) if members else ()
    if members and bodies:
        modality: Modality = "actual" if closes else modality_of(verb)
        when = _spell(_coming(page, verb, when_of(page, verb)), opens=opens, closes=closes)
        yield claim(page, members, bodies[:1], "chair", verb, modality, holders, 0.75, when)


def _bodies(page: Page, post: Token) -> tuple[Reference, ...]:
    if post.pos_ == "VERB":
        named = [t for t in (*objects(post), *prepositional(post, "over")) if page.who(t)]
        return tuple(r for t in named for r in page.who(t) if r.id.startswith("org:"))
    return bodies_of(page, post) or (salient_body(page, post) if post.lemma_.lower() in _CHAIRING else ())


def _coming(page: Page, verb: Token, when: When) -> When:
    """“takes over in December”, told in the present: the December to come."""
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children)
    return ahead(page, when) if present else when


def _spell(when: When, *, opens: bool, closes: bool) -> When:
    """A turn taken in a month or on a day goes on from there; one taken “in 2020” is that year's."""
    value, basis = when
    if value is None or "/" in value:
        return (None, None) if closes else when
    if closes:
        return f"../{value}", basis
    return (f"{value}/..", basis) if opens and len(value) > len("2020") else when
