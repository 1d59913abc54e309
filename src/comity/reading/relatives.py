"""Relatives: clauses with who and which given to the noun they tell of, and subjects given back to their verb.

“Ana Roth of the archive in Bern, who accused both”: a town accuses nobody. “Chad, she said after talks, supports it”:
what stands around a remark is one clause.
"""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from comity.reading.lexicon import words
from comity.reading.name_kinds import is_person
from comity.reading.names import Name

_SUBJECTS = ("nsubj", "nsubjpass")
_LOOSE = ("npadvmod", "dep", "ccomp")
_WHO = frozenset({"who", "whom"})
_NOT_HUMAN = ("state:", "place:", "region:", "org:")


def mend_relatives(doc: Doc, names: Sequence[Name]) -> None:
    """Give relative clauses to the nouns before them that can be who or which, subjects to the verbs behind remarks."""
    covering = {i: name for name in names for i in range(name.start, name.end)}
    for token in doc:
        if token.dep_ == "relcl":
            _mend_relative(token, covering)
        elif token.dep_ in ("ccomp", "conj") and token.pos_ in ("VERB", "AUX"):
            _mend_remark(token)
            _mend_swallowed_object(token)


def _mend_relative(verb: Token, covering: Mapping[int, Name]) -> None:
    pronoun = next((c for c in verb.lefts if c.lower_ in _WHO or c.lower_ == "which"), None)
    noun = verb.head
    if pronoun is None or pronoun.i < noun.i or pronoun.dep_ not in (*_SUBJECTS, "dobj"):
        return
    if pronoun.lower_ == "which":
        meant = _body_before(pronoun, covering) if _is_named_person(noun, covering) else None
    else:
        meant = _person_above(noun, covering) if _is_no_human(noun, covering) else None
    if meant is not None:
        verb.head = meant


def _is_named_person(noun: Token, covering: Mapping[int, Name]) -> bool:
    return noun.i in covering and is_person(covering[noun.i])


def _is_no_human(noun: Token, covering: Mapping[int, Name]) -> bool:
    name = covering.get(noun.i)
    ids = [id_ for id_, _ in name.readings] if name is not None else []
    return noun.pos_ == "PROPN" and bool(ids) and all(i.startswith(_NOT_HUMAN) for i in ids)


def _person_above(noun: Token, covering: Mapping[int, Name]) -> Token | None:
    """The person, or holder of a post, in whose phrase the noun stands: “a lawyer from Oslo, who”."""
    while noun.dep_ in ("pobj", "conj", "appos", "compound") and noun.head.i < noun.i:
        above = noun.head.head if noun.head.dep_ == "prep" else noun.head
        if above.pos_ not in ("NOUN", "PROPN") or above.i > noun.i:
            return None
        noun = above
        if _is_named_person(noun, covering) or noun.lemma_ in words("persons", "nouns"):
            return noun
    return None


def _body_before(pronoun: Token, covering: Mapping[int, Name]) -> Token | None:
    """The last name before the comma of a “which” that is no person's."""
    at = pronoun.left_edge.i - 1
    while at > 0 and not pronoun.doc[at].is_alpha:
        at -= 1
    name = covering.get(at)
    if name is None or is_person(name):
        return None
    span = pronoun.doc[name.start : name.end]
    return next((t for t in span if not name.start <= t.head.i < name.end), span[-1])


def _mend_remark(verb: Token) -> None:
    """“Chad, she said after talks, supports it”, “Diab, whose men shelled it, was freed”: who is at the last verb."""
    said = verb.head
    if said.i > verb.i or said.dep_ != "ROOT" or any(c.dep_ in (*_SUBJECTS, "mark", "expl") for c in verb.lefts):
        return
    _part_speaker(said)
    lefts = list(said.lefts)
    speakers = [c for c in lefts if c.dep_ in _SUBJECTS]
    if not speakers or ("," not in (said.doc[verb.left_edge.i - 1].text, said.doc[verb.left_edge.i].text)):
        return
    parted = said.doc[max(0, speakers[-1].left_edge.i - 1)].text == ","
    before = [c for c in lefts if c.pos_ in ("NOUN", "PROPN") and c.i < speakers[-1].left_edge.i]
    opener = before[-1] if parted and before else None
    if opener is not None and opener.dep_ in (*_LOOSE, *_SUBJECTS) and opener.ent_type_ not in ("DATE", "TIME"):
        opener.head, opener.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.lefts) else "nsubj"


def _part_speaker(said: Token) -> None:
    """“Chad, Ana Roth told reporters, will …”: the one right before the verb tells it, without an “and” before her."""
    last = said.nbor(-1) if said.i else said
    if last.dep_ not in ("conj", "appos") or last.pos_ != "PROPN" or last.head.dep_ not in _SUBJECTS:
        return
    opener, at = last.head, last.left_edge.i
    bare = opener.head.i == said.i and at and said.doc[at - 1].text == "," and opener.left_edge.i == said.sent.start
    if bare and not any(c.dep_ == "cc" or (c.i > at and c.i != last.i) for c in opener.rights):
        last.head, last.dep_ = said, "nsubj"


def _mend_swallowed_object(verb: Token) -> None:
    """“Chad condemned the step and Oman voiced regret”: nobody condemns that a step and Oman voiced it."""
    first = verb.head
    if verb.dep_ != "ccomp" or first.i > verb.i or first.lemma_ not in words("events/syntax", "reacting"):
        return
    subjects = [c for c in verb.lefts if c.dep_ in _SUBJECTS]
    if len(subjects) != 1 or any(c.dep_ == "mark" for c in verb.lefts) or any(c.dep_ == "dobj" for c in first.rights):
        return
    thing = subjects[0]
    others = [c for c in thing.rights if c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN")]
    if thing.pos_ != "NOUN" or len(others) != 1 or thing.left_edge.i != first.i + 1:
        return
    joined = [c for c in thing.rights if c.dep_ == "cc"]
    thing.head, thing.dep_ = first, "dobj"
    others[0].head, others[0].dep_ = verb, "nsubj"
    verb.dep_ = "conj"
    for mark in joined:
        mark.head = first
