"""Backing: who stands behind an armed group, a movement or a person, told by what is given or drawn."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Relation
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed, known, noun_modality, pairs
from comity.reading.syntax import is_verbal, objects, prepositional, subjects, with_conjuncts

_BACKED = ("person:", "group:", "org:")
_ARMED = ("group:", "person:")


def read_support(page: Page, noun: Token) -> Iterator[Relation]:
    """What a noun of support says in its place: drawn from a state, or told of somebody behind “with”."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "with":
        yield from _with_support(page, noun)
    elif stood := _of(page, prepositional(noun, "for"), _ARMED):
        yield from _for_somebody(page, noun, stood)
    elif noun.dep_ in ("dobj", "conj"):
        yield from _draws(page, noun)


def read_supplies(page: Page, noun: Token) -> Iterator[Relation]:
    """“Hezbollah gets its money and missiles from Iran”: whoever lives on another's arms is backed by him."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in words("relations", "drawing"):
        return
    givers = _states(page, prepositional(noun, "from") + prepositional(verb, "from") + _behind_last(noun))
    drawn = [t for t in _of(page, known(page, subjects(verb)), ("group:",)) if not _is_anybody(page, t)]
    if verb.tag_ in ("VBZ", "VBP", "VBG") or any(c.dep_ == "aux" for c in verb.children):
        yield from pairs(page, givers, drawn, "backs", noun, modality_of(verb), 0.5)


def read_behind(page: Page, verb: Token) -> Iterator[Relation]:
    """“Rwanda has long stood behind the M23”, “stands by Lumumba”, “threw its weight behind the rebels”."""
    weight = any(t.lower_ == "weight" for t in objects(verb))
    if verb.lemma_ != "stand" and not weight:
        return
    behind = list(prepositional(verb, "behind", "by") + [x for o in objects(verb) for x in prepositional(o, "behind")])
    stood = _of(page, behind, _ARMED)
    yield from pairs(page, _states(page, known(page, subjects(verb))), stood, "backs", verb, modality_of(verb), 0.6)


def _draws(page: Page, noun: Token) -> Iterator[Relation]:
    """“draws support from Egypt”, “enjoys the backing of Moscow”: who gives it backs the subject."""
    verb = noun.head
    if verb.lemma_ not in words("relations", "drawing"):
        return
    present = verb.tag_ != "VBD"
    kinds = _BACKED if present else ("group:", "person:")
    behind = prepositional(noun, "from", "of") + prepositional(verb, "from")
    givers = _states(page, behind) or (_by_name(page, behind) if verb.lemma_ in ("have", "enjoy") else [])
    givers = givers or _states(page, with_conjuncts(c for c in noun.lefts if c.dep_ in ("amod", "poss", "compound")))
    drawn = _of(page, known(page, subjects(verb)), kinds)
    yield from pairs(page, givers, drawn, "backs", noun, modality_of(verb), 0.6)


def _with_support(page: Page, noun: Token) -> Iterator[Relation]:
    """“UNITA, with South African support, fought on”: the givers stand around the noun."""
    givers = _states(page, with_conjuncts(c for c in noun.lefts if c.dep_ in ("amod", "poss", "compound")))
    givers = givers or _states(page, prepositional(noun, "from", "of"))
    over = noun.head.head
    held = subjects(over) if is_verbal(over) else [over]
    backed = [t for t in _of(page, held, ("group:",)) if not _is_anybody(page, t)]
    yield from pairs(page, givers, backed, "backs", noun, "actual", 0.5)


def _for_somebody(page: Page, noun: Token, stood: Sequence[Token]) -> Iterator[Relation]:
    """“Rwanda's support for the M23”: a state's, for rebels or a ruler by name; nothing denied or alleged."""
    givers = _states(page, with_conjuncts(c for c in noun.lefts if c.dep_ in ("amod", "poss", "compound")))
    over = next((a for a in noun.ancestors if is_verbal(a)), noun)
    said = over.lemma_ in words("relations", "charging") or over.lemma_ == "deny"
    named = [t for t in stood if not _is_anybody(page, t) and t.pos_ == "PROPN"]
    if not said:
        yield from pairs(page, givers, named, "backs", noun, noun_modality(noun), 0.5)


def _behind_last(noun: Token) -> list[Token]:
    """“its money and missiles from Iran”: the source hangs on the last of what is given."""
    return [t for other in noun.conjuncts for t in prepositional(other, "from")]


def _by_name(page: Page, tokens: Sequence[Token]) -> list[Token]:
    """“has the support of the outgoing president, Ann Roe”: persons and bodies by their names."""
    named = [n for t in tokens for n in ([t] if page.who(t) else [c for c in t.children if c.dep_ == "appos"])]
    found = [t for t in named if (m := page.mention_at(t)) is not None and m.form == "name"]
    return _of(page, found, _BACKED)


def _states(page: Page, tokens: Sequence[Token]) -> list[Token]:
    return [t for t in tokens if any(r.id.startswith("state:") for r in page.who(t))]


def _of(page: Page, tokens: Sequence[Token], kinds: tuple[str, ...]) -> list[Token]:
    return [t for t in tokens if any(r.id.startswith(kinds) for r in page.who(t))]


def _is_anybody(page: Page, token: Token) -> bool:
    """Unnamed people, who are helped and not backed."""
    return all(is_unnamed(r) for r in page.who(token))
