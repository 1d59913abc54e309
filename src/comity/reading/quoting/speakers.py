"""Speakers: the words that name the source of an attribution, found from its cue verb."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from comity.reading.quoting.cues import cue_lexicon

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "PART", "ADP"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep", "acomp"})
_OWN_WORDS = frozenset({"make", "take", "have", "get", "find", "use", "win", "seize", "see", "need"})
"""Verbs whose object may hold the cue of their subject (took pains to stress, made a point of saying)."""
_DECIDING = _SUBJECTS | {"nsubjpass", "auxpass", "agent"}
_MAKING = frozenset(
    {"lead", "leave", "cause", "force", "prompt", "allow", "let", "make", "help", "push", "drive", "compel", "inspire"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_INNER = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj"})
_HANGING = frozenset({"advcl", "conj", "ccomp", "xcomp", "acl", "dep", "pcomp"})
_WHEN = frozenset({"before", "after", "while", "when"})
_TELLING = frozenset({"VERB", "AUX", "SCONJ"})


def source_of(verb: Token) -> Token | None:
    """The head of the noun phrase that says, thinks or writes what `verb` tells; None when nobody is named."""
    climbed = False
    for _ in range(6):
        children = list(verb.children)
        if any(c.dep_ in _DECIDING for c in children):
            return _own_source(verb, children, climbed)
        if _is_bare_participle(verb, children):
            return None
        holder = _holder(verb)
        if holder is not None:
            verb = holder
            continue
        if verb.dep_ == "acl":
            return verb.head if verb.tag_ == "VBG" or _is_really_finite(verb) else None
        if verb.dep_ not in _CLIMB:
            return None
        made = _made_to(verb)
        if made is not None:
            return made
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            return next((c for c in verb.head.head.children if c.dep_ in ("nsubjpass", "dobj")), None)
        joined = _joined_subject(verb) if verb.dep_ == "conj" else None
        if joined is not None:
            return joined
        climbed = climbed or verb.dep_ == "acomp"
        verb = _above(verb)
    return None


def _above(verb: Token) -> Token:
    """The verb that an infinitive, participle or second verb shares its subject with (little, aside from saying …)."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ == "pcomp" and above.pos_ == "ADV" and above.head.pos_ in ("VERB", "AUX"):
        return above.head
    return above


def _joined_subject(verb: Token) -> Token | None:
    """The subject of a second verb: of a passive first one, or of the verb of its own tense further up.

    “who are drawn to him and feel that …”; “she says he would go and tells them that …”
    """
    first = verb.head
    subject = next((c for c in first.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    own_aux = any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    if subject is not None and subject.dep_ == "nsubjpass" and not own_aux and verb.tag_ != "VBN":
        return subject
    tense = _tense(verb)
    if tense not in _FINITE or first.dep_ not in _INNER or (_tense(first) == tense and not _is_thing(first, subject)):
        return None
    above = next((a for a in first.ancestors if a.pos_ == "VERB" and _tense(a) == tense), None)
    speaker = None if above is None else next((c for c in above.lefts if c.dep_ == "nsubj"), None)
    return speaker if speaker is not None and speaker.i < first.i else None


def _is_thing(told: Token, subject: Token | None) -> bool:
    """Whether what is told of is nobody who speaks (said the plan was a sham and warned …)."""
    return told.dep_ == "ccomp" and subject is not None and subject.pos_ == "NOUN" and not subject.ent_type_


def _tense(verb: Token) -> str:
    return next((c.tag_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb.tag_)


def _own_source(verb: Token, children: list[Token], climbed: bool) -> Token | None:
    """The subject of an active verb, the agent of a passive one; `climbed` when it was reached from an adjective."""
    if not is_perfect(verb) and any(c.dep_ in ("nsubjpass", "auxpass") for c in children):
        felt = verb.lemma_ in cue_lexicon().persuading
        return next((c for c in children if felt and c.dep_ == "nsubjpass"), None) or _agent(children)
    subjects = [c for c in children if c.dep_ in _SUBJECTS or c.dep_ == "nsubjpass"]
    if not subjects:
        return _agent(children)
    subject = nearest_subject(subjects, verb)
    impersonal = subject.lower_ == "it" and climbed
    pointing = subject.lower_ == "that" and verb.lower_ == "said"
    if subject.dep_ not in ("nsubj", "nsubjpass") or impersonal or pointing:
        return None
    return _outside_brackets(last_joined(subject, verb))


def nearest_subject(subjects: Sequence[Token], verb: Token) -> Token:
    """The subject of `verb`; of two the one behind a comma (The leaders “condemned” the war, their communiqué said)."""
    last = subjects[-1]
    behind = len(subjects) > 1 and last.i < verb.i and last.doc[last.left_edge.i - 1].text == ","
    return last if behind else subjects[0]


def is_perfect(verb: Token) -> bool:
    """Whether “’s” before a participle is “has”: an object or preposition follows (he’s predicted big wins)."""
    short = any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("'s", "’s") for c in verb.lefts)
    if not short or verb.tag_ != "VBN":
        return False
    lexicon = cue_lexicon()
    called = {(verb.lemma_, c.lower_) for c in verb.rights if c.dep_ in ("prep", "prt")}
    own = called & lexicon.prepositions_of.keys() - lexicon.prepositions_behind_object
    return bool(own) or any(c.dep_ in ("dobj", "ccomp") for c in verb.rights)


def last_joined(subject: Token, verb: Token) -> Token:
    """The speaker behind a list that the parser took for part of the subject (fled to Riga and Oslo, UNHCR says)."""
    listed = list(subject.conjuncts)
    if not listed or listed[-1].i < subject.i or listed[-1].right_edge.i + 1 != verb.i:
        return subject
    last, doc = listed[-1], subject.doc
    apart = doc[last.left_edge.i - 1].text == ","
    closed = any(t.lower_ in ("and", "or") for t in doc[subject.i : last.left_edge.i])
    return last if apart and closed else subject


def _holder(cue: Token) -> Token | None:
    """The verb whose object holds the cue (issued a statement saying …, took pains to stress, made a point of …)."""
    if cue.dep_ == "acl" and cue.head.dep_ == "dobj":
        verb = cue.head.head
        owns = cue.tag_ == "VB" and verb.lemma_ in _OWN_WORDS
        return verb if owns or cue.head.lemma_.lower() in cue_lexicon().documents else None
    owned = cue.dep_ == "dobj" and cue.pos_ == "NOUN" and cue.head.lemma_ in _OWN_WORDS
    return cue.head if owned else None


def _made_to(verb: Token) -> Token | None:
    """The people who are led, left or asked to say something."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ not in _MAKING:
        return None
    made = next((c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
    return made if made is not None and made.pos_ in _NOMINAL else None


def _outside_brackets(subject: Token) -> Token:
    """The name before a bracket whose words the parser took for the subject (Ana Kovac (PSD) said …)."""
    doc, at = subject.doc, subject.i
    if at < 2 or doc[at - 1].text != "(" or doc[at - 2].pos_ not in ("PROPN", "NOUN"):
        return subject
    return doc[at - 2]


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
        if token.pos_ in _NOMINAL or token.lower_ == "one":
            head = token
    return head


def inverted_subject(verb: Token) -> Token | None:
    """The speaker behind a frame that the parser took for its object (“The fish are gone, warned Ana Kovac”)."""
    framed = any(c.dep_ == "ccomp" and c.right_edge.i < verb.i for c in verb.lefts)
    if not framed or verb.tag_ not in _FINITE or verb.doc[verb.i - 1].text != ",":
        return None
    return next((c for c in verb.rights if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)


def speaker_before(verb: Token) -> Token | None:
    """The speaker before a cue whose subject the parser lost (“the envoy, Ana Kovac, said”, “about 4 in 10 say”)."""
    doc, end, first = verb.doc, verb.i, verb.sent.start
    while end > first and (doc[end - 1].is_punct or doc[end - 1].pos_ in ("ADV", "AUX")):
        end -= 1
    start = end
    while start > first and not doc[start - 1].is_punct:
        start -= 1
    if not any(t.pos_ in _TELLING for t in doc[start:end]):
        head = phrase_between(doc, start, end)
        if start == first and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.lefts):
            return None
        if start == first:
            return _counted(doc, start, end) if head is None else head
        if head is not None and head.pos_ == "PROPN":
            return head
    return _first_named(verb) if end < verb.i and doc[end].is_punct else None


def _counted(doc: Doc, start: int, end: int) -> Token | None:
    """The number that stands for people (4 in 10 say)."""
    return next((t for t in reversed(list(doc[start:end])) if t.pos_ == "NUM"), None)


def _first_named(verb: Token) -> Token | None:
    """The name that opens a sentence whose verb comes behind an aside (Ana Kovac, who chairs the party, said …)."""
    doc, start = verb.doc, verb.sent.start
    while start < verb.i and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ in ("CCONJ", "ADV")):
        start += 1
    end = start
    while end < verb.i and not doc[end].is_punct:
        end += 1
    if doc[start].pos_ in ("ADP", "SCONJ") or any(t.pos_ in _TELLING for t in doc[start:end]):
        return None
    return phrase_between(doc, start, end)


def participle_source(verb: Token, region: Sequence[int]) -> Token | None:
    """Who speaks in “…, adding that …”: the subject of the main clause, however deep the parser hung the participle.

    `region` tells for each token in which quotation it stands, or -1; None when the main clause stands in one.
    """
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and (doc[at].pos_ in ("ADV", "CCONJ") or doc[at].lower_ in _WHEN or doc[at].is_quote):
        at -= 1
    if verb.tag_ != "VBG" or verb.dep_ not in _HANGING or doc[at].text != ",":
        return None
    above = [a for a in verb.ancestors if region[a.i] < 0 and a.i < verb.i and a.pos_ in ("VERB", "AUX")]
    for main in reversed(above):
        if any(c.dep_ == "nsubj" for c in main.lefts):
            return source_of(main)
    return None


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
