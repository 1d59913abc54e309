"""Governments or places: what a capital's name means where it stands (“Beijing has pledged”, “last met in Beijing”)."""

from spacy.tokens import Doc, Span, Token

from comity.reading.lexicon import words


def is_government(doc: Doc, start: int, end: int) -> bool:
    """Whether the capital at tokens `start` to `end` (exclusive) stands for its government rather than the city."""
    head = Span(doc, start, end).root
    following = doc[end] if end < len(doc) else None
    if following is not None and following.lower_ in words("actors", "place_nouns"):
        return False
    if start and doc[start - 1].lower_ in words("actors", "places_around"):
        return False
    if following is not None and following.tag_ == "POS":
        return _owns_act(doc, end + 1)
    return _by_syntax(_first_conjunct(head), 0)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def _by_syntax(token: Token, depth: int) -> bool:
    dep, head = token.dep_, token.head
    if dep == "pobj":
        return _after_preposition(head)
    if dep == "nsubj":
        return head.lemma_ not in words("actors", "place_verbs") and not _is_located(head)
    if dep == "nsubjpass":
        return True
    if dep in ("dobj", "dative", "obj"):
        return head.lemma_ not in words("actors", "motion_verbs")
    if dep in ("compound", "nmod", "amod") and depth < 1:
        return head.lower_ not in words("actors", "place_nouns") and head.pos_ == "NOUN"
    return dep in ("agent", "poss", "ccomp", "ROOT") and dep != "ROOT"


def _after_preposition(preposition: Token) -> bool:
    low, governor = preposition.lower_, preposition.head
    if low == "to":
        return governor.lemma_ not in words("actors", "motion_verbs") and governor.pos_ in ("NOUN", "PROPN", "ADJ")
    if low == "from":
        return governor.lemma_ in words("actors", "sender_nouns")
    if low in words("actors", "place_prepositions"):
        return False
    return low in words("actors", "government_prepositions")


def _is_located(verb: Token) -> bool:
    """“Astana is in the north”: a copula with a place behind it says nothing of a government."""
    return verb.lemma_ == "be" and any(c.dep_ == "prep" and c.lower_ in ("in", "on", "near") for c in verb.children)


def _owns_act(doc: Doc, at: int) -> bool:
    """“Beijing’s top diplomat” is the government’s, “Beijing’s airport” the city’s."""
    for i in range(at, min(at + 4, len(doc))):
        if doc[i].lower_ in words("actors", "place_nouns"):
            return False
        if doc[i].pos_ in ("NOUN", "VERB"):
            return True
    return True
