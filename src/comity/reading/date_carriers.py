"""Carriers: the words whose date may be that of a verb or an event noun, and over which path it passes to it."""

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from comity.reading import lexicon

Path = Literal["own", "participle", "over", "fronted", "before", "infinitive", "subject"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_REACH = 4


def carriers(token: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    """The words whose date may be the token's, and over which path, nearest first."""
    yield token, "own"
    if token.pos_ == "ADJ":
        yield from ((c, "over") for c in (*token.children, token.head) if c.dep_ == "xcomp" or c.pos_ == "AUX")
    if token.pos_ in _VERBAL:
        yield from _around(token, frame)
        return
    verb = _verb_over_noun(token)
    if verb is None or (token.dep_ == "pobj" and token.lemma_ in lexicon.words("timing", "askings")):
        return
    if _lasts_on(token, verb):
        return
    if _is_occasion(token):
        yield verb, "over"
    elif verb.lemma_ in lexicon.words("timing", "light_verbs"):
        yield verb, "over"
        yield from _around(verb, frame)


def _lasts_on(noun: Token, verb: Token) -> bool:
    """A war is dated by the verb that begins it, not by what is done in it, about it or to end it."""
    lasting = noun.lemma_ in lexicon.words("timing", "lasting")
    return lasting and verb.lemma_ not in lexicon.words("timing", "beginning")


def _is_of_the_day(noun: Token) -> bool:
    """“signed the pact on Monday after talks”: one comes right out of the other."""
    return noun.lemma_ in lexicon.words("timing", "of_the_day")


def _is_occasion(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in lexicon.words("timing", "occasion_prepositions")


def _around(verb: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    yield from _participles(verb)
    yield from _infinitives(verb)
    yield from _due(verb)
    yield from _simultaneous(verb)
    yield from _clauses_over(verb, frame)
    yield from _clauses_before(verb)
    yield from ((c, "subject") for c in verb.children if c.dep_ in _SUBJECTS and c.pos_ in ("NOUN", "PROPN"))


def _participles(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“meeting in Brussels on Wednesday, the ministers offered”."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and not _is_marked(child):
            yield child, "participle"
        if child.dep_ in _SUBJECTS:
            yield from ((c, "participle") for c in child.children if c.dep_ == "acl" and c.tag_ == "VBG")


def _infinitives(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“is set to meet on Friday”; “sent planes to fetch them on Monday”, where the parse hangs the date too low."""
    phase = verb.lemma_ in lexicon.words("timing", "phase_verbs")
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and phase and not _is_apart(child, verb):
            yield child, "over"
        elif child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB" and verb.tag_ in ("VBD", "VBN"):
            yield child, "infinitive"
        elif verb.tag_ in ("VBD", "VBN"):
            nouns = [child] if child.dep_ == "dobj" else [c for c in child.children if c.dep_ == "pobj"]
            found = (c for n in nouns for c in n.children if c.dep_ == "acl" and c.tag_ in ("VBG", "VB"))
            yield from ((c, "infinitive") for c in found)


def _due(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“talks are due to restart on 12 September”: what a predicate adjective says is to be done."""
    for adjective in (c for c in verb.children if c.dep_ == "acomp" and c.i > verb.i):
        yield from ((c, "over") for c in adjective.children if c.dep_ == "xcomp" and c.tag_ == "VB")


def _simultaneous(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“when they marched on 9 August, police fired”, and the other way round."""
    if verb.dep_ in ("relcl", "acl") and _is_simultaneous(verb):
        yield verb.head, "own"
    if verb.dep_ == "advcl" and _is_simultaneous(verb) and verb.head.pos_ in _VERBAL:
        yield verb.head, "before"
        yield from _clauses_over(verb.head, frame=False)
    yield from ((c, "over") for c in verb.children if c.dep_ == "advcl" and _is_simultaneous(c) and not _contrasts(c))


def _contrasts(verb: Token) -> bool:
    """“are members, while Guam has been an observer since 2011”: behind a comma it tells another thing."""
    marks = (c for c in verb.children if c.lower_ in ("while", "whilst", "whereas") and c.dep_ == "mark" and c.i)
    return any(c.nbor(-1).text == "," for c in marks)


def _is_simultaneous(verb: Token) -> bool:
    words = lexicon.words("timing", "simultaneous")
    return any(c.lower_ in words and c.dep_ in ("advmod", "mark") and c.i < verb.i for c in verb.children)


def _is_marked(verb: Token) -> bool:
    return any(c.dep_ in ("mark", "prep") and c.i < verb.i for c in verb.children)


def _clauses_over(verb: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    at = verb
    for _ in range(_REACH):
        head = _above(at)
        path = _path_up(at, head, frame)
        if path is None:
            return
        yield head, path
        if path == "fronted":
            yield from _clauses_before(head)
        at = head


def _above(verb: Token) -> Token:
    """The head, over the preposition of a gerund (“by flying”) and over an occasion (“in a deal brokered by”)."""
    head = verb.head
    if verb.dep_ == "pcomp" and head.lower_ in lexicon.words("timing", "gerund_prepositions"):
        return head.head
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and _is_occasion(head):
        return head.head.head
    return head


def _path_up(verb: Token, head: Token, frame: bool) -> Path | None:
    """How a date of `head` may come down to the clause of `verb`, if it may."""
    if head.i == verb.i or head.pos_ not in _VERBAL:
        return None
    complement = verb.dep_ in ("xcomp", "ccomp")
    if verb.dep_ in ("pcomp", "acl") or _is_errand(verb, head):
        return "over"
    if verb.dep_ == "conj":
        return "over" if _is_at_once(verb) else "fronted"
    if verb.dep_ == "ccomp" and verb.i > head.i and not is_speech(head) and has_subject(verb):
        return "fronted"
    if complement and head.lemma_ in lexicon.words("timing", "phase_verbs"):
        return "over"
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not _is_marked(verb):
        return "over"
    return "over" if frame and verb.dep_ in ("ccomp", "parataxis") else None


def _is_errand(verb: Token, head: Token) -> bool:
    """“flew on Monday to lobby the emir”, “used tear gas on Tuesday to drive them off”: what it was done for."""
    purpose = verb.dep_ == "advcl" or head.lemma_ in lexicon.words("timing", "errand_verbs")
    return purpose and verb.tag_ == "VB" and is_past(head) and any(c.lower_ == "to" for c in verb.lefts)


def is_past(verb: Token) -> bool:
    """Simple past or past perfect: “flew”, “had flown”, “was flown”."""
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.children)


def _is_at_once(verb: Token) -> bool:
    """“and Beijing hit back within minutes”, “freed ten in return”: on the day of the deed before it."""
    words = lexicon.words("timing", "at_once")
    return any(
        c.lower_ in words or f"{c.lower_} {inner.lower_}" in words for c in verb.children for inner in (*c.children, c)
    )


def _clauses_before(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“The same day the council met, the ministers left”: the parse hangs the first clause on the second."""
    if not is_speech(verb):
        before = (c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i)
        yield from ((c, "fronted") for c in before if not _is_apart(c, verb))


def _is_apart(clause: Token, verb: Token) -> bool:
    """“Last week it proposed a campus; Lima is ready”: a semicolon parts them, unless both tell of the past."""
    return any(t.text == ";" for t in verb.doc[clause.i : verb.i]) and not (is_past(clause) and is_past(verb))


def is_speech(verb: Token) -> bool:
    return verb.lemma_ in lexicon.words("timing", "speech_verbs")


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _verb_over_noun(noun: Token) -> Token | None:
    at = noun
    for _ in range(_REACH):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in _VERBAL:
            return at
        if at.pos_ == "ADP" and at.lower_ in lexicon.words("timing", "apart") and not _is_of_the_day(noun):
            return None
        if at.pos_ not in ("ADP", "NOUN") or at.dep_ == "appos":
            return None
    return None
