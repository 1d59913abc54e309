"""Nouns that attribute: “her claim that …”, “voiced concern about …”, “the minister's call for …”."""

from spacy.tokens import Token

from comity.reading.quoting.clauses import is_finite, is_infinitive, skip_that
from comity.reading.quoting.cues import CueLexicon, Level, NounCue, cue_lexicon
from comity.reading.quoting.ends import phrase_end
from comity.reading.quoting.sheet import Attribution, Chars, Construct, Sheet
from comity.reading.quoting.speakers import source_of, source_span

_CLAUSES = frozenset({"acl", "relcl", "ccomp"})
Complement = tuple[Token, Construct, Level]
"""The head of a noun's content, how it hangs on the noun, and the level it has."""


def read_noun(sheet: Sheet, noun: Token, lexicon: CueLexicon) -> Attribution | None:
    """What `noun` attributes to its owner, or to the subject of a verb like “made” or “voiced”."""
    entry = lexicon.nouns.get(noun.lemma_)
    found = None if entry is None else complement_of(noun, entry)
    if found is None:
        return None
    head, construct, level = found
    source, cue = _source(noun, lexicon, construct)
    if source is None:
        source, level = _told_by_verb(noun), "stance"
    if source is None and construct != "noun":
        return None
    content = _content(sheet, head, construct)
    span = None if source is None else source_span(source, range(cue[0].i, cue[0].i + 1))
    return Attribution(span, cue, noun.lemma_, content, "indirect", level, construct)


def complement_of(noun: Token, entry: NounCue) -> Complement | None:
    """The clause, infinitive or prepositional phrase of `noun` that holds its content."""
    for child in noun.rights:
        if child.dep_ in _CLAUSES and "clause" in entry.takes and (_has_that(child) or _is_verb(noun, child)):
            return child, "noun" if is_finite(child) else "infinitive", entry.takes["clause"]
        if child.dep_ in _CLAUSES and "infinitive" in entry.takes and is_infinitive(child):
            return child, "infinitive", entry.takes["infinitive"]
        if child.dep_ == "prep" and child.lower_ in entry.prepositions:
            return child, "with", "stance"
    return None


def is_expressed(noun: Token) -> bool:
    """Whether a noun that is the object of a verb of expressing holds the verb's content (voiced doubts that …)."""
    lexicon = cue_lexicon()
    entry = lexicon.nouns.get(noun.lemma_)
    return entry is not None and noun.head.lemma_ in lexicon.expressing and complement_of(noun, entry) is not None


def _content(sheet: Sheet, head: Token, construct: Construct) -> tuple[Chars, ...]:
    start = head.i + 1 if construct == "with" else skip_that(sheet.doc, head.left_edge.i)
    return sheet.spans([(start, phrase_end(start, head.right_edge.i + 1, sheet.doc))])


def _source(noun: Token, lexicon: CueLexicon, construct: Construct) -> tuple[Token | None, tuple[Token, ...]]:
    """Whose words a noun tells, and the cue's tokens."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.rights if c.lower_ in ("by", "from") and c.dep_ in ("prep", "agent")), None)
        owner = None if by is None else next((c for c in by.children if c.dep_ == "pobj"), None)
    if owner is None and noun.dep_ == "ROOT":
        owner = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"), None)
    if owner is not None and owner.tag_ == "PRP$" and noun.dep_ == "dobj" and construct != "noun":
        subject = None if "object" in lexicon.verbs.get(noun.head.lemma_, ()) else source_of(noun.head)
        return (owner, (noun,)) if subject is None else (subject, (noun.head, noun))
    if owner is not None or noun.dep_ != "dobj" or noun.head.lemma_ not in lexicon.expressing:
        return owner, (noun,)
    return source_of(noun.head), (noun.head, noun)


def _told_by_verb(noun: Token) -> Token | None:
    """The subject of the verb that a noun without an owner belongs to (struck down assertions, marveled at the idea).

    It need not have uttered what the noun tells.
    """
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return source_of(verb) if noun.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB" else None


def _is_verb(noun: Token, clause: Token) -> bool:
    """Whether the parser took for a noun what is the verb of its sentence (Kovac claims he is rich)."""
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.lefts)
    return named and noun.dep_ == "ROOT" and noun.tag_ == "NNS" and is_finite(clause)


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and (c.dep_ == "mark" or c.tag_ == "IN") for c in clause.lefts)
