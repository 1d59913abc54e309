"""Tellers: the subject of the verb that tells what an “it” does: “The administration will decide whether it …”."""

from spacy.tokens import Token

from comity.reading.discourse import SUBJECTS
from comity.reading.lexicon import words


def teller(pronoun: Token) -> Token | None:
    """The bare noun for what acts for a state that decides or says what “it” will do, without a name around it."""
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or verb.head.i > pronoun.i:
        return None
    above = verb.head.head if verb.head.dep_ == "xcomp" else verb.head
    subject = next((c for c in above.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ != "NN" or subject.lower_ not in words("actors", "government_nouns"):
        return None
    told = [c for c in subject.children if c.pos_ in ("PROPN", "PRON") or c.dep_ in ("amod", "prep", "appos")]
    return None if told else subject
