"""Ends: where the words of a speaker end and the writer goes on."""

from spacy.tokens import Doc, Token

from comity.reading.lexicon import words
from comity.reading.quoting.cues import cue_lexicon

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_ASIDES = frozenset({"which", "who", "whose", "where", "while", "whereas", "although", "though", "but", "even"})
_BREAKS = frozenset({",", "–", "—", "-", '"'})
_GLOSS = frozenset({"who", "while", "whereas"})
_CONCEDING = frozenset({"although", "though"})
_TELLING_OF = frozenset({"that", "which", "likely", "by", "to", "seen", "shared", "widely", "rejected"})
_COMMENT = 5
"""Most tokens from the article of “a rare public remark” to its noun."""
_GOES_ON = frozenset({"that", "and", "but", "or", "nor"})


def clause_end(clause: Token, verb: Token) -> int:
    """The token after a clause: before a second cue verb of the same speaker, and before a gloss set off at its end."""
    known = cue_lexicon().verbs
    for child in clause.children:
        attributes = child.dep_ == "conj" and child.lemma_ in known and _tense(child) == _tense(verb) != _tense(clause)
        attributes = attributes or _leaves_clause(child, clause, verb)
        if attributes and not any(c.dep_ == "nsubj" for c in child.children):
            return _before_joint(child.left_edge.i, clause.doc)
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    for joined in clause.doc[clause.i + 1 : end]:
        if joined.dep_ == "conj" and _is_of_writer(joined, clause, verb):
            return _before_joint(joined.left_edge.i, clause.doc)
    return before_gloss(start, _before_semicolon(start, end, clause.doc), clause.doc)


def _before_semicolon(start: int, end: int, doc: Doc) -> int:
    """“said floods would follow; in Brazil a prosecutor sued”: behind a semicolon without “that” the writer goes on."""
    return next((i for i in range(start + 1, end - 1) if doc[i].text == ";" and doc[i + 1].lower_ not in _GOES_ON), end)


def _is_of_writer(joined: Token, clause: Token, verb: Token) -> bool:
    """“insists that it wants none, and Ian Kelly played it down”; “noted that it had failed, and thanked them”."""
    doc = clause.doc
    first = joined.left_edge.i
    joint = first > 1 and doc[first - 1].pos_ == "CCONJ" and doc[first - 2].text == ","
    if not joint or joined.tag_ != "VBD":
        return False
    if any(c.dep_ in SUBJECTS for c in joined.lefts):
        return verb.tag_ in ("VBZ", "VBP") and _tense(clause) in ("VBZ", "VBP", "MD")
    himself = any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in clause.lefts)
    return verb.tag_ == "VBD" and not himself and joined.lemma_ in cue_lexicon().verbs


def _leaves_clause(joined: Token, clause: Token, verb: Token) -> bool:
    """“said Peru had broken the truce and called on it”: a bare past tense behind an auxiliary is the speaker's.

    “said he had called her and advised her” goes on with what he had done.
    """
    if joined.dep_ != "conj" or joined.tag_ != "VBD" or verb.tag_ not in ("VBD", "VBG", "VBN"):
        return False
    helped = any(c.dep_ in ("aux", "auxpass") for c in clause.lefts)
    himself = any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in clause.lefts)
    if himself and clause.tag_ == "VBN" and not any(t.text == "," for t in clause.doc[clause.i : joined.i]):
        return False
    return (
        helped
        and clause.tag_ != "VBD"
        and joined.lemma_ in cue_lexicon().verbs
        and not any(c.dep_ == "aux" for c in joined.lefts)
    )


def _before_joint(end: int, doc: Doc) -> int:
    """`end` moved before a comma, “and” or “but” that stands there."""
    while doc[end - 1].pos_ in ("CCONJ", "PUNCT"):
        end -= 1
    return end


def phrase_end(start: int, end: int, doc: Doc) -> int:
    """Where a content that is no clause ends: before what is told of it or of its occasion behind a comma or dash."""
    clausal = False
    for at in range(start + 1, end - 1):
        if doc[at].text in _BREAKS and _is_aside(doc[at + 1]):
            return at
        if doc[at].pos_ == "CCONJ" and not clausal and _next_word(doc, at + 1).tag_ in FINITE:
            return _before_joint(at, doc)
        clausal = clausal or doc[at].tag_ in FINITE or doc[at].dep_ == "mark"
    return _before_comment(start, end, doc)


def _next_word(doc: Doc, at: int) -> Token:
    """The first token from `at` that is no adverb."""
    while at + 1 < len(doc) and doc[at].pos_ == "ADV":
        at += 1
    return doc[at]


def _is_aside(token: Token) -> bool:
    if token.tag_ == "VBG":
        return token.dep_ in ("advcl", "acl", "conj", "dep", "ccomp", "xcomp", "pcomp") and token.head.i < token.i
    return token.lower_ in _ASIDES


def _tense(verb: Token) -> str:
    return next((c.tag_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb.tag_)


def before_gloss(start: int, end: int, doc: Doc) -> int:
    """Where “, which …” or “, adding …” begins at the end: more often the writer's words than the speaker's."""
    known = cue_lexicon().verbs
    for token in doc[start + 2 : end]:
        participle = token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "dep")
        if participle and doc[token.i - 1].text in _BREAKS and "clause" in known.get(token.lemma_, ()):
            end = token.i
            break
    for at in range(end - 3, start + 3, -1):
        if doc[at].text == "," and doc[at + 1].lower_ == "according" and doc[at + 1].right_edge.i + 1 >= end - 1:
            return at
        if doc[at].text == "," and _opens_gloss(doc[at + 1]):
            verb = doc[at + 1].head
            if verb.i > at and verb.right_edge.i + 1 >= end - 1:
                return at
    return _before_comment(start, end, doc)


def _opens_gloss(first: Token) -> bool:
    """“, who …”, “, as troops …”, and “, though” where somebody else tells it or it is about what was not told."""
    if first.lower_ in _CONCEDING:
        return first.head.lemma_ in cue_lexicon().verbs
    return first.lower_ in _GLOSS or _is_meanwhile(first)


def _is_told_of(behind: Token) -> bool:
    return behind.lower_ in _TELLING_OF or behind.tag_ in ("VBN", "VBD")


def _before_comment(start: int, end: int, doc: Doc) -> int:
    """Where “, a remark that …” begins: what the writer calls the words that were said."""
    for at in range(end - 2, start + 2, -1):
        opens = doc[at].is_quote and bool(doc[at - 1].whitespace_)
        if doc[at].text in _BREAKS and not opens and doc[at + 1].lower_ in ("a", "an", "the"):
            noun = doc[at + 1].head
            near = at + 1 < noun.i <= at + _COMMENT and noun.i + 1 < end
            if near and noun.lemma_ in words("cues", "comments") and _is_told_of(doc[noun.i + 1]):
                return at
    return end


def _is_meanwhile(token: Token) -> bool:
    """The “as” of “…, as troops took up positions”: what went on beside, which the writer tells."""
    return token.lower_ == "as" and token.dep_ == "mark" and any(c.dep_ == "nsubj" for c in token.head.lefts)
