"""Speakers: the words that name the source of an attribution, found from its cue verb."""

from spacy.tokens import Doc, Span, Token

from comity.reading.quoting.cues import cue_lexicon

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "PART", "ADP"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep", "acomp"})
_OWN_WORDS = frozenset({"make", "take", "have", "get", "find", "use", "win", "seize", "see", "need"})
"""Verbs whose object may hold the cue of their subject (took pains to stress, made a point of saying)."""


def source_of(verb: Token) -> Token | None:
    """The head of the noun phrase that says, thinks or writes what `verb` tells; None when nobody is named."""
    climbed = False
    for _ in range(6):
        children = list(verb.children)
        if any(c.dep_ in ("nsubjpass", "auxpass") for c in children):
            felt = verb.lemma_ in cue_lexicon().persuading
            return next((c for c in children if felt and c.dep_ == "nsubjpass"), None) or _agent(children)
        subject = next((c for c in children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            impersonal = subject.lower_ == "it" and climbed
            pointing = subject.tag_ == "DT" and subject.lower_ in ("that", "this")
            return subject if subject.dep_ == "nsubj" and not impersonal and not pointing else None
        agent = _agent(children)
        if agent is not None or _is_bare_participle(verb, children):
            return agent
        if verb.dep_ == "acl" and verb.head.lemma_.lower() in cue_lexicon().documents and verb.head.dep_ == "dobj":
            verb = verb.head.head
            continue
        held = verb.head.head if verb.dep_ == "acl" and verb.tag_ == "VB" else verb.head
        if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.dep_ == "dobj" and held.lemma_ in _OWN_WORDS:
            verb = held
            continue
        if verb.dep_ == "dobj" and verb.pos_ == "NOUN" and held.lemma_ in _OWN_WORDS:
            verb = held
            continue
        if verb.dep_ == "acl":
            return verb.head if verb.tag_ == "VBG" or _is_really_finite(verb) else None
        if verb.dep_ == "relcl" or verb.dep_ not in _CLIMB:
            return None
        climbed = climbed or verb.dep_ == "acomp"
        quoted_as = verb.dep_ == "pcomp" and verb.head.lower_ == "as"
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if quoted_as:
            return next((c for c in verb.children if c.dep_ in ("nsubjpass", "dobj")), None)
    return None


def _is_bare_participle(verb: Token, children: list[Token]) -> bool:
    """“Asked about it, she …”: her, not she, is the one who asks."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ == "aux" for c in children)


def _is_really_finite(verb: Token) -> bool:
    """Whether a participle behind a noun is really the main verb: it has a clause, or its noun heads the sentence."""
    return any(c.dep_ == "ccomp" for c in verb.children) or verb.head.dep_ == "ROOT"


def _agent(children: list[Token]) -> Token | None:
    by = next((c for c in children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def phrase_between(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the noun phrase that fills tokens `start` to `end`, when the parse offers no subject.

    It is the last noun before the first comma or the first preposition, which holds for titles before names.
    """
    head: Token | None = None
    for token in doc[start:end]:
        if token.is_punct or token.pos_ not in _NAMING or (token.pos_ == "ADP" and head is not None):
            if head is not None:
                break
            continue
        if token.pos_ in _NOMINAL:
            head = token
    return head


def speaker_before(verb: Token) -> Token | None:
    """The name between commas in front of a cue whose subject the parser lost (“the envoy, Ana Kovac, said …”)."""
    doc, end = verb.doc, verb.i
    while end > verb.sent.start and (doc[end - 1].is_punct or doc[end - 1].pos_ in ("ADV", "AUX")):
        end -= 1
    start = end
    while start > verb.sent.start and not doc[start - 1].is_punct:
        start -= 1
    if start == verb.sent.start or any(t.pos_ in ("VERB", "AUX", "SCONJ") for t in doc[start:end]):
        return None
    head = phrase_between(doc, start, end)
    return head if head is not None and head.pos_ == "PROPN" else None


def source_span(head: Token, keep_out: range | None = None) -> Span:
    """The noun phrase of `head` without commas at its ends; tokens in `keep_out` (the cue, the content) end it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if keep_out is not None:
        if head.i < keep_out.start < end:
            end = keep_out.start
        elif start < keep_out.stop <= head.i:
            start = keep_out.stop
    doc = head.doc
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]
