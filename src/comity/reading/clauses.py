"""Clauses: infinitives that the model hangs on a date, given back to the verb they complete.

“vowed on Tuesday to retaliate”: nobody has a Tuesday to retaliate. Mended once, in the page's own Doc.
"""

from spacy.tokens import Doc, Token

_DATED = frozenset({"DATE", "TIME"})


def mend_clauses(doc: Doc) -> None:
    """Attach an infinitive behind a date to the verb that the date stands with."""
    for entity in doc.ents:
        if entity.label_ in _DATED:
            for child in list(entity.root.children):
                verb = _verb_above(entity.root) if _is_infinitive(child) else None
                if verb is not None:
                    child.head, child.dep_ = verb, "xcomp"


def _is_infinitive(token: Token) -> bool:
    return token.dep_ in ("acl", "relcl") and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.lefts)


def _verb_above(date: Token) -> Token | None:
    above = date.head.head if date.dep_ == "pobj" else date.head
    near = above.pos_ in ("VERB", "AUX") and date.dep_ in ("pobj", "npadvmod")
    return above if near and above.i < date.i else None
