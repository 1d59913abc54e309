"""Expletives: an “it” that holds the place of the clause behind it: “it became clear that …”, “it took years to …”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.reading.lexicon import words
from comity.reading.syntax import is_passive

_COPULAS = frozenset({"be", "become", "seem", "appear", "remain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl"})


def is_expletive(token: Token) -> bool:
    """Whether “it” means nobody, as the clause that follows is what is so (extraposition, Quirk et al. 1985, 18.33)."""
    if token.lower_ != "it" or token.dep_ not in _SUBJECTS:
        return False
    verb = token.head
    if verb.pos_ == "ADJ":  # “made it tough for governments to …”
        return verb.lower_ in words("actors", "impersonal")
    finite = any(_is_finite(c) for c in _clauses(verb) if c.dep_ == "ccomp")
    if is_passive(verb):  # “it was agreed that …”, “let it be known that …”; not “it was told that …”
        return finite and verb.lemma_ not in words("actors", "informing")
    if verb.lemma_ == "take":  # “it took eleven years to arrive”
        return any(c.dep_ == "xcomp" for c in verb.rights) and any(c.dep_ in ("dobj", "npadvmod") for c in verb.rights)
    if verb.lemma_ not in _COPULAS:
        return finite and verb.lemma_ in words("actors", "coming_out")
    said = [c for c in verb.rights if c.dep_ in ("acomp", "oprd")]
    if finite:
        return not any(c.lower_ in words("actors", "minded") for c in said)
    hard = any(c.lower_ in words("actors", "impersonal") for c in said)
    return hard and any(c.dep_ in ("xcomp", "advcl") and _is_infinitive(c) for c in _clauses(verb))


def _clauses(verb: Token) -> Iterator[Token]:
    """The clauses behind a verb, or behind what it says of its subject."""
    for child in verb.rights:
        if child.dep_ in _CLAUSES:
            yield child
        elif child.dep_ in ("acomp", "oprd", "attr"):
            yield from (c for c in child.rights if c.dep_ in _CLAUSES)


def _is_finite(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.lefts)


def _is_infinitive(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.lefts)
