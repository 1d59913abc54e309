"""Terms: since when or until when an office is held, as far as a sentence dates it."""

from spacy.tokens import Token

from comity.reading import lexicon
from comity.reading.page import Page
from comity.reading.syntax import is_passive
from comity.reading.timing import When, date_told, when_of

_UNKNOWN: When = (None, None)
_NAMES = frozenset({"compound", "appos", "nmod", "amod", "poss"})
_REACH = 5
_PHRASE = 5


def term_of(page: Page, role: Token, *, then: bool = False) -> When:
    """EDTF value and basis of the term of the post whose noun is `role`; `then` for “then president”.

    A period told of the post itself counts, and a verb that opens, fills or closes the term of its subject.
    """
    if then or any(c.lower_ == "then" for c in role.children):
        closing = _of_clause(page, bearer) if (bearer := _bearer(role)).dep_ in ("nsubjpass", "dobj") else _UNKNOWN
        return closing if closing != _UNKNOWN else date_told(page, role)
    own, basis = when_of(page, role)
    if own is not None and "/" in own:
        return own, basis
    bearer = _bearer(role)
    if (told := _in_power(page, bearer)) != _UNKNOWN:
        return told
    return _of_clause(page, bearer) if bearer.dep_ in ("nsubj", "nsubjpass", "dobj") else _UNKNOWN


def _bearer(role: Token) -> Token:
    """The head of the whole name with its titles: “Serbian Prime Minister Ana Ilić” is one subject."""
    at = role
    for _ in range(_REACH):
        if at.dep_ not in _NAMES or at.head.i == at.i:
            break
        at = at.head
    return at


def _of_clause(page: Page, bearer: Token) -> When:
    verb = bearer.head
    value, basis = when_of(page, verb)
    if value is None:
        return _UNKNOWN
    if bearer.dep_ == "dobj":
        ousted = verb.lemma_ in lexicon.words("terms", "ousted") and not is_passive(verb) and "/" not in value
        return (f"../{value}", basis) if ousted else _UNKNOWN
    if "/" in value:
        return (value, basis) if verb.lemma_ in lexicon.words("terms", "rule") else _UNKNOWN
    if _leaves(verb) or _tells_resignation(verb):
        return f"../{value}", basis
    return (f"{value}/..", basis) if verb.lemma_ in lexicon.words("terms", "begin") else _UNKNOWN


def _leaves(verb: Token) -> bool:
    """“resigned”, “stepped down”, “was ousted”; never “ousted”, which somebody else does."""
    if verb.lemma_ in lexicon.words("terms", "leave_with"):
        return any(c.lower_ in ("down", "aside") for c in verb.children)
    return verb.lemma_ in lexicon.words("terms", "ousted" if is_passive(verb) else "leave")


def _tells_resignation(verb: Token) -> bool:
    """“announced his resignation”, “handed in his resignation”."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.lemma_ in lexicon.words("terms", "resignations") for t in things) and not is_passive(verb)


def _in_power(page: Page, bearer: Token) -> When:
    """“X, in power since 1994, …”: words that parses hang on anything, so they are read as they stand."""
    at = bearer.i + 1
    phrase = page.doc[at : at + _PHRASE]
    words = [t.lower_ for t in phrase]
    if words[:2] != [",", "in"] or len(words) < _PHRASE or words[2] not in lexicon.words("terms", "power"):
        return _UNKNOWN
    date = next(page.dates_in(phrase[-1].idx, page.sentence_of(bearer).span.end_char), None)
    if words[3] != "since" or date is None or date.start != phrase[-1].idx:
        return _UNKNOWN
    return date.value, date.basis
