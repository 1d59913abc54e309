"""Successions: whoever followed somebody in a post held it after him: “took over from X”, “X, his successor”."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from comity.model import Office, Reference
from comity.reading.homes import persons_meant
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, attributes, is_passive, objects, prepositional, subjects
from comity.reading.timing import When, ahead, when_of

_WAYS = frozenset({"to", "into", "out", "onto", "through", "home"})
_REACH = 600
"""Characters back within which the post may be told in which somebody is followed."""

_Called = tuple[Token, Reference]


@dataclass(frozen=True, slots=True)
class _Change:
    """Who follows whom, and the word that tells it."""

    later: tuple[Token, Reference]
    earlier: tuple[Token, Reference]
    word: Token


def read_successions(page: Page, told: Sequence[Office]) -> Iterator[Office]:
    """The posts of those who follow or are followed, where the text tells the post of the other one, in `told`."""
    for change in _changes(page, told):
        pairs = ((change.later, change.earlier), (change.earlier, change.later))
        for (token, person), (_, other) in pairs:
            post = _post_of(page, told, person, other, change.word)
            if post is not None and _is_another(post, change, person):
                continue
            if post is None or any((o.person.id, o.role, o.of.id) == (person.id, post.role, post.of.id) for o in told):
                continue
            yield _office(page, post, person, token, change)


def _is_another(post: Office, change: _Change, person: Reference) -> bool:
    """Whether it is a post beside the one that passes: what who “will succeed” holds now, or who came before holds."""
    held = post.modality == "actual" and post.when is None
    if person.id == change.earlier[1].id:
        coming = change.word.pos_ == "VERB" and modality_of(change.word) == "planned"
        return coming and held and post.of.id.startswith("state:")
    return change.word.lemma_ == "predecessor" and held


def _changes(page: Page, told: Sequence[Office]) -> Iterator[_Change]:
    for word in spot_readable(page, words("offices", "changing")):
        for later, earlier in (_of_verb if word.pos_ == "VERB" else _of_noun)(page, word):
            befores, afters = _persons(page, earlier), _persons(page, later)
            if befores and afters and word.pos_ == "NOUN" and befores[0][1].id == afters[0][1].id:
                befores, afters = _apart(page, told, word, befores, afters)
            if befores and afters and befores[0][1].id != afters[0][1].id:
                yield _Change(afters[0], befores[0], word)


def _apart(
    page: Page, told: Sequence[Office], noun: Token, befores: list[_Called], afters: list[_Called]
) -> tuple[list[_Called], list[_Called]]:
    """“Francis Pym, his successor”: “his” is of the last person in a post before, and not the successor's own."""
    name = befores[0][1].id
    others = [o for o in told if o.person.id != name and o.evidence[0].start < noun.idx]
    if not others:
        return [], []
    last = max(others, key=lambda o: o.evidence[0].start).person
    other = [(befores[0][0], last)]
    return (other, afters) if noun.lemma_ == "successor" else (befores, other)


def _of_verb(page: Page, verb: Token) -> Iterator[tuple[list[Token], list[Token]]]:
    if verb.lemma_ in words("offices", "following"):
        if verb.lemma_ == "follow" and (verb.dep_ != "relcl" or any(c.lower_ in _WAYS for c in verb.children)):
            return  # who is followed into a church leaves no post
        if is_passive(verb):
            yield agents(verb), subjects(verb)
        else:
            yield subjects(verb), objects(verb)
    elif verb.lemma_ in words("offices", "taking_over") and not is_passive(verb):
        over = any(c.lower_ == "over" for c in verb.children)
        post = any(t.lemma_ in words("offices", "handed_on") for t in objects(verb))
        if over or post:
            things = [t for thing in objects(verb) for t in (thing, *prepositional(thing, "of"))]
            near = [*prepositional(verb, "from"), *(p for t in things for p in prepositional(t, "from"))]
            yield subjects(verb), near


def _of_noun(page: Page, noun: Token) -> Iterator[tuple[list[Token], list[Token]]]:
    if noun.lemma_ in words("offices", "places"):  # “was elected in place of X”, “in succession to X”
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        if noun.head.lower_ == "in" and verb is not None:
            near = [*prepositional(noun, "of"), *prepositional(noun, "to")]
            yield (subjects(verb) if is_passive(verb) or not _persons(page, objects(verb)) else objects(verb)), near
        return
    if noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "but":
        return  # “his predecessor but one”
    owner = [c for c in noun.children if c.dep_ == "poss"]
    named = [noun.head] if noun.dep_ == "appos" else [c for c in noun.children if c.dep_ in ("appos", "compound")]
    if not named and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        named = attributes(noun.head)
    if not named and noun.dep_ == "attr":
        named = subjects(noun.head)
    yield (named, owner) if noun.lemma_ == "successor" else (owner, named)


def _persons(page: Page, tokens: Sequence[Token]) -> list[tuple[Token, Reference]]:
    return persons_meant(page, tokens)


def _post_of(page: Page, told: Sequence[Office], person: Reference, other: Reference, word: Token) -> Office | None:
    """The post of the `other` that stands nearest to the word, in its sentence or not far before it."""
    sentence = page.sentence_of(word).span
    roles = _named_roles(page, word)
    own = [o for o in told if o.person.id == other.id and o.modality != "denied" and _may_be_followed(o, person)]
    own = [o for o in own if not _is_past(o) and (roles is None or o.role in roles)]
    here = [o for o in own if sentence.start_char <= o.evidence[0].start < sentence.end_char]
    before = [o for o in own if 0 <= sentence.start_char - o.evidence[0].start <= _REACH]
    found = here or before
    return min(found, key=lambda o: (o.when is None, abs(o.evidence[0].start - word.idx))) if found else None


def _named_roles(page: Page, word: Token) -> frozenset[str] | None:
    """The post that the clause names: “took over as chairman from”, “the chairmanship from”; None where none."""
    heads = [*prepositional(word, "as"), *(objects(word) if word.pos_ == "VERB" else ())]
    named = frozenset(t.role.text for t in page.titles for h in heads if t.role.start <= h.i < t.role.end)
    if named:
        return named
    if word.pos_ != "VERB":
        return None
    taken = [t for t in objects(word) if t.lower_ in words("actors", "ministry_nouns")]
    if taken:  # “took over the foreign ministry from X”
        return frozenset(f"{c.lower_} minister" for t in taken for c in t.lefts if c.dep_ in ("amod", "compound"))
    things = {t.lemma_ for t in objects(word)}
    return words("offices", "of_chairs") if things & words("offices", "chairs") else None


def _may_be_followed(office: Office, person: Reference) -> bool:
    if not office.of.id.startswith(("state:", "org:", "group:")) or office.role in words("offices", "not_followed"):
        return False
    elsewhere = (person.acts_for or office.of.id).startswith("state:") and person.acts_for not in (None, office.of.id)
    return not (office.of.id.startswith("state:") and elsewhere)


def _is_past(office: Office) -> bool:
    low = office.evidence[0].exact.lower()
    return any(f"{word} " in low for word in words("offices", "past"))


def _office(page: Page, post: Office, person: Reference, token: Token, change: _Change) -> Office:
    is_later = token.i == change.later[0].i
    when, basis = _date(page, change.word)
    value = None if when is None or "/" in when else f"{when}/.." if is_later else f"../{when}"
    spans = [page.reach(t) for t in (token, change.word)]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    modality = modality_of(change.word) if is_later and change.word.pos_ == "VERB" else "actual"
    if is_later and change.word.dep_ == "xcomp" and change.word.head.lemma_ in words("offices", "standing"):
        modality = "possible"  # “is standing to succeed her”
    return Office(
        document=page.document.id,
        evidence=(page.evidence(page.doc[first], page.doc[last - 1]),),
        person=Reference(person.id, person.name, person.acts_for or post.of.id),
        role=post.role,
        of=post.of,
        when=value,
        when_basis=basis if value else None,
        modality=modality,
        confidence=0.6,
        frame="office:succession",
    )


def _date(page: Page, word: Token) -> When:
    verb = word if word.pos_ == "VERB" else next((a for a in word.ancestors if a.pos_ == "VERB"), None)
    if verb is None or (word.pos_ != "VERB" and word.lemma_ not in words("offices", "places")):
        return None, None
    return ahead(page, when_of(page, verb)) if modality_of(verb) == "planned" else when_of(page, verb)
