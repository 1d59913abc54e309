"""Second verbs: which verb a second one is joined to, where the model joins it to one inside another's clause.

“said that Chad had broken the truce and called on it to stop”: who said it calls on Chad. “condemned the raid, for
which a militia claimed responsibility, and offered help”: who condemned it offers help.
"""

from spacy.tokens import Token

from comity.reading.lexicon import words

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_PAST = ("VBD", "VBN")
_RELATIVES = ("WDT", "WP", "WP$")


def first_verb(verb: Token) -> Token | None:
    """The verb that `verb`, parsed as joined to another, is joined to in truth, or None where the parse holds."""
    if any(c.dep_ in _SUBJECTS for c in verb.lefts) or verb.head.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
        return None
    if verb.tag_ in ("VBD", "VBZ") and (outer := _finite_one(verb) or _past_relative(verb)) is not None:
        return outer
    return _inner_one(verb) or _saying_one(verb)


def _finite_one(verb: Token) -> Token | None:
    """“ordered them to go and cancelled the pact”: a finite verb is joined to the finite one, not to its infinitive."""
    first = verb.head
    bare = first.tag_ == "VB" and verb.tag_ == "VBD" and any(c.tag_ in ("MD", "VBZ", "VBP") for c in first.lefts)
    if bare and first.dep_ == "ccomp" and first.head.i < first.i:
        return _finite_above(first)  # “said it would sue and called for help”
    if any(c.tag_ == "MD" for c in first.lefts):
        return None
    if first.tag_ in ("VB", "VBG") and not any(c.dep_ == "aux" and c.tag_ != "TO" for c in first.lefts):
        return _finite_above(first)
    above = _finite_above(first)
    relative = first.dep_ in ("relcl", "acl") and is_finite(first) and first.tag_ != verb.tag_
    return above if relative and _is_parted(verb) and above is not None and above.tag_ == verb.tag_ else None


def _past_relative(verb: Token) -> Token | None:
    """“…, in which ten died, and thanked the emir”: what goes on behind the commas of a relative clause."""
    first = verb.head
    if first.dep_ not in ("relcl", "advcl") or not is_finite(first) or not _is_parted(verb):
        return None
    opener = next((t for t in verb.doc[first.left_edge.i : first.i] if t.tag_ in _RELATIVES), None)
    if opener is None or not any(t.text == "," for t in verb.doc[max(0, opener.i - 3) : opener.i]):
        return None
    above = _finite_above(first)
    listed = any(c.dep_ == "conj" and c.i < verb.i for c in first.rights)
    if listed or above is None or above.i > first.i or above.tag_ not in _PAST or verb.tag_ != "VBD":
        return None
    return above


def _inner_one(verb: Token) -> Token | None:
    """“regrets that Togo has recalled its envoy and closed its embassy”: what is past is not joined to the present."""
    first = verb.head
    if (
        first.tag_ not in ("VBZ", "VBP")
        or verb.tag_ not in _PAST
        or any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    ):
        return None
    told = [c for c in first.rights if c.dep_ == "ccomp" and c.i < verb.i and c.tag_ == "VBN"]
    perfect = told and any(c.dep_ == "aux" and c.lemma_ == "have" for c in told[-1].lefts)
    return told[-1] if perfect and any(c.dep_ in _SUBJECTS for c in told[-1].lefts) else None


def _saying_one(verb: Token) -> Token | None:
    """“said that Chad had left and called on it to return”: who says one thing says the other too."""
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    if first.dep_ != "ccomp" or first.head.i > first.i or not any(c.dep_ in _SUBJECTS for c in first.lefts):
        return None
    if _is_of_another_number(verb, first):
        return first.head
    if any(c.lower_ in ("he", "she") for c in first.lefts) and not _is_parted(verb):
        return None  # “said he had called her and advised her to stay” goes on with what he had done
    besides = words("events/syntax", "said_besides")
    if verb.lemma_ not in besides or not _is_bare_past(verb) or first.lemma_ in besides:
        return None
    above = _finite_above(first)
    told = above is not None and above.lemma_ in words("events/syntax", "telling")
    return above if told and above is not None and above.tag_ in _PAST else None


def _is_of_another_number(verb: Token, first: Token) -> bool:
    """“says they were guarding a base and has appealed”, “denies that troops have crossed and insists”."""
    singular = verb.tag_ == "VBZ" or any(t.tag_ == "VBZ" and t.dep_ in ("aux", "auxpass") for t in verb.lefts)
    subjects = [c for c in first.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    many = any(s.lower_ in ("they", "we") or s.tag_ in ("NNS", "NNPS") for s in subjects)
    return singular and many and first.head.pos_ == "VERB"


def _is_bare_past(verb: Token) -> bool:
    return verb.tag_ in _PAST and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)


def _finite_above(verb: Token) -> Token | None:
    return next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX") and is_finite(a)), None)


def _is_parted(verb: Token) -> bool:
    """Whether a comma stands before the “and” in front of the verb."""
    return verb.i > 1 and any(t.text == "," for t in verb.doc[max(verb.head.i, verb.i - 4) : verb.i])


def is_finite(verb: Token) -> bool:
    """Whether the verb or one of its auxiliaries is finite."""
    if verb.tag_ in _FINITE:
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.lefts)
