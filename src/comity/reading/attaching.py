"""Attaching: names that the model tears apart or hangs on the day before them, mended once in the page's own Doc.

“Iran's Ali al-Amin and Chad's Idriss Saleh”: a name is one phrase, and what is joined to it is joined to all of it.
“On Monday Macron telephoned”: Macron is who telephoned, not a part of the day.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from comity.reading.capitalised import calendar_words
from comity.reading.names import Name

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LOOSE = ("npadvmod", "dep")


def mend_names(doc: Doc, names: Sequence[Name]) -> None:
    """Make every name one phrase, the subject of the verb right behind it where only a day stands before it."""
    for name in names:
        root = _unite(doc, name)
        _mend_dated_subject(doc, name, root)
        _mend_apposition(doc, name, root)


def _unite(doc: Doc, name: Name) -> Token:
    """One root for all words of the name; what hangs on another of its words from outside hangs on the root."""
    span = doc[name.start : name.end]
    tops = [t for t in span if t.head.i == t.i or not name.start <= t.head.i < name.end]
    root = next((t for t in tops if t.dep_ in (*_SUBJECTS, "dobj", "pobj", "conj", "appos", "ROOT")), tops[0])
    for top in tops:
        if top.i != root.i and root not in top.subtree and top.head.i != top.i:
            top.head, top.dep_ = root, "compound"
    for token in span:
        joined = token.i != root.i and any(c.dep_ == "cc" for c in token.rights)
        for child in list(token.rights) if joined else ():
            if child.i >= name.end and child.dep_ in ("conj", "cc"):
                child.head = root
    return root


def _mend_dated_subject(doc: Doc, name: Name, root: Token) -> None:
    """“On Wednesday Trump telephoned him”, where the model reads “on Trump”."""
    day = doc[name.start - 1] if name.start > 1 else None
    if day is None or day.text not in calendar_words() or root.dep_ != "pobj" or root.head.i != day.i - 1:
        return
    behind = doc[name.end] if name.end < len(doc) else None
    if behind is None or behind.tag_ not in _FINITE:
        return
    verb = behind.head if behind.dep_ in ("aux", "auxpass") else behind
    if any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children) or verb in root.subtree:
        return
    day.head, day.dep_ = root.head, "pobj"
    root.head, root.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def _mend_apposition(doc: Doc, name: Name, root: Token) -> None:
    """“telephoned the emir, Sheikh Tamim al-Thani, and …”: the name behind the comma is the emir's."""
    noun = doc[name.start - 2] if name.start > 1 and doc[name.start - 1].text == "," else None
    if noun is None or root.dep_ not in _LOOSE or noun.pos_ != "NOUN" or noun in root.subtree:
        return
    if noun.dep_ in ("dobj", "pobj", *_SUBJECTS) and doc[name.end : name.end + 1].text in (",", "."):
        root.head, root.dep_ = noun, "appos"
