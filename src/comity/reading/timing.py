"""Timing: which time expression of a page tells when the event of a verb or noun took place.

A date dates the word that governs it: as an adverbial of the verb, as a modifier of the noun, or over a light verb, a
phase verb, a participle, a coordination it stands in front of. A date of another clause never counts.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from comity.edtf import bounds
from comity.reading import lexicon
from comity.reading.page import Page, Timex

When = tuple[str | None, str | None]
Path = Literal["own", "participle", "over", "fronted", "before", "infinitive", "subject"]

_UNKNOWN: When = (None, None)
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "poss", "nmod", "det"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BREAKS = _SUBJECTS | {"relcl", "acl", "advcl", "ccomp", "conj", "appos"}
_VERBAL = frozenset({"VERB", "AUX"})
_PARTICLES = frozenset({"ADP", "SCONJ", "ADV", "PART"})
_REACH = 4
_FRONT = 4
_STAMPS = 3
_DAY = len("2024-07-05")


@dataclass(frozen=True, slots=True)
class Tied:
    """An anchored time expression in its sentence: its head token, what that hangs on, and how."""

    timex: Timex
    root: Token
    governor: Token
    preposition: str | None = None
    premodifying: bool = False


def when_of(page: Page, token: Token, *, frame: bool = False) -> When:
    """EDTF value and basis of the date of what `token` (a verb or an event noun) tells; both None without one.

    With `frame`, a clause without a date of its own takes that of the verb of speech over it, for speech acts.
    """
    tied = list(_tied(page, page.sentence_of(token).span))
    for carrier, path in _carriers(token, frame) if tied else ():
        fitting = [t for t in tied if _belongs(t, carrier) and _may_pass(t, carrier, path, token, page)]
        fitting = [t for t in fitting if not _is_ahead(t.timex, token, page)]
        if fitting:
            best = min(
                fitting, key=lambda t: (t.governor.i != carrier.i, _is_rough(t.timex), abs(t.root.i - carrier.i))
            )
            return best.timex.value, best.timex.basis
    return _day_of_live_report(page, token)


def ahead(page: Page, when: When) -> When:
    """A day or month of what is planned, a year on where it was taken for the one before the publication.

    A date that the text gives with its year stays as it is.
    """
    value, basis = when
    published = page.document.published
    day = (value or "").strip("./")
    if value is None or published is None or basis == "explicit" or len(day) not in (len("2024-07"), _DAY):
        return when
    later = value.replace(day, f"{int(day[:4]) + 1}{day[4:]}")
    return (later, basis) if day < published[: len(day)] < later.strip("./") else when


def is_to_come(page: Page, when: str | None) -> bool:
    """“takes over the chair in January”: what begins after the publication has not begun, nor happened."""
    published = page.document.published
    if published is None or when is None or when.startswith(".."):
        return False
    begins, today = bounds(when).earliest, bounds(published).latest
    return begins is not None and today is not None and begins > today


def date_told(page: Page, token: Token) -> When:
    """The date on which the text stands at `token`: of the verbs over it, else the last one told before it."""
    for verb in token.ancestors:
        if verb.pos_ in _VERBAL and (found := when_of(page, verb)) != _UNKNOWN:
            return found
    passage = page.sentence_of(token).passage
    told = [t for t in page.dates_in(passage.start, token.idx) if t.value and t.type == "date" and "/" not in t.value]
    return (told[-1].value, "anchored") if told else _UNKNOWN


def _is_rough(timex: Timex) -> bool:
    """“A week later, on 9 December”: the count gives way to the day."""
    return timex.value is not None and "~" in timex.value


def _day_of_live_report(page: Page, token: Token) -> When:
    """Entries of a live report, each under its clock time, tell in the present what happens on the day."""
    published = page.document.published
    verb = token.head if token.dep_ in _SUBJECTS else token
    if published is None or not _is_present(verb):
        return _UNKNOWN
    stamps = [p.start for p in page.passages if p.kind == "stamp" and page.document.text[p.start].isdigit()]
    if len(stamps) < _STAMPS or token.idx < stamps[0]:
        return _UNKNOWN
    return published, "relative"


def _is_present(verb: Token) -> bool:
    """Present, present progressive or present perfect, without a modal."""
    if verb.pos_ not in _VERBAL:
        return False
    finite = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    tags = {t.tag_ for t in finite}
    return bool(tags & {"VBZ", "VBP"}) and "MD" not in tags and "VBD" not in tags


def _tied(page: Page, sentence: Span) -> Iterator[Tied]:
    for timex in page.dates_in(sentence.start_char, sentence.end_char):
        if timex.value is None or timex.type == "set":
            continue
        span = page.doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is not None:
            yield _tie(timex, span, sentence)


def _tie(timex: Timex, span: Span, sentence: Span) -> Tied:
    before = span.doc[span.start - 1] if span.start > sentence.start else None
    if before is not None and before.lower_ in lexicon.words("timing", "prepositions") and before.pos_ in _PARTICLES:
        return Tied(timex, span.root, _of_speech(_governor(before), before), before.lower_)
    root = span.root
    if root.dep_ in _PREMODIFIERS and root.head.i >= span.end and root.head.pos_ in ("NOUN", "PROPN"):
        if span.start == sentence.start and len(span) > 1 and sentence.root.pos_ in _VERBAL:
            return Tied(timex, root, sentence.root)
        return Tied(timex, root, root.head, premodifying=True)
    if root.head.pos_ in _PARTICLES and root.head.i != root.i:
        return Tied(timex, root, _governor(root.head), root.head.lower_)
    return Tied(timex, root, root.head)


def _governor(particle: Token) -> Token:
    if (turning_point := _turning_point(particle)) is not None:
        return turning_point
    at = particle.head
    while at.pos_ in _PARTICLES and at.head.i != at.i and at.lower_ not in lexicon.words("timing", "turning_points"):
        at = at.head
    return at


def _turning_point(particle: Token) -> Token | None:
    """The “since” of “since the Lima talks in 1998”: the date is of the talks."""
    at = particle.i - 1
    while at > particle.sent.start and particle.doc[at].pos_ in ("NOUN", "PROPN", "ADJ", "DET"):
        at -= 1
    found = particle.doc[at]
    return found if at < particle.i - 1 and found.lower_ in lexicon.words("timing", "turning_points") else None


def _of_speech(governor: Token, start: Token) -> Token:
    """“said on Wednesday he would go”: what stands between the verb of speech and its clause is of the saying."""
    speech = governor.head
    if governor.dep_ != "ccomp" or not _is_speech(speech) or not speech.i < start.i < governor.i:
        return governor
    between = governor.doc[speech.i : start.i]
    subject = next((c for c in governor.children if c.dep_ in _SUBJECTS), governor)
    return speech if start.i < subject.i and not any(t.text in ",;:" for t in between) else governor


def _belongs(tied: Tied, token: Token) -> bool:
    """Whether `token` governs the expression, directly or over the places and objects between them."""
    if token.i in (tied.governor.i, tied.root.i):
        return True
    if tied.premodifying or tied.preposition in lexicon.words("timing", "noun_prepositions"):
        return False
    return _climbs(tied.governor, token)


def _climbs(governor: Token, token: Token) -> bool:
    """From the governor up to `token` over nouns and prepositions only; a verb is not reached out of its subject."""
    at = governor
    for _ in range(_REACH):
        if at.dep_ in _BREAKS or at.head.i == at.i or (at.pos_ in _VERBAL and at.tag_ not in ("VBG", "VBN")):
            return False
        if at.pos_ in _PARTICLES and at.lower_ in lexicon.words("timing", "turning_points"):
            return False
        if at.pos_ == "NOUN" and token.pos_ not in _VERBAL:
            return False
        at = at.head
        if at.i == token.i:
            return True
    return False


def _carriers(token: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    """The words whose date may be the token's, and over which path, nearest first."""
    yield token, "own"
    if token.pos_ == "ADJ":
        yield from ((c, "over") for c in (*token.children, token.head) if c.dep_ == "xcomp" or c.pos_ == "AUX")
    if token.pos_ in _VERBAL:
        yield from _around(token, frame)
        return
    verb = _verb_over_noun(token)
    if verb is None:
        return
    if token.dep_ == "pobj" and token.head.lower_ in lexicon.words("timing", "occasion_prepositions"):
        yield verb, "over"
    elif verb.lemma_ in lexicon.words("timing", "light_verbs"):
        yield verb, "over"
        yield from _around(verb, frame)


def _around(verb: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    yield from _participles(verb)
    yield from _infinitives(verb)
    yield from _simultaneous(verb)
    yield from _clauses_over(verb, frame)
    yield from _clauses_before(verb)
    yield from ((c, "subject") for c in verb.children if c.dep_ in _SUBJECTS and c.pos_ == "NOUN")


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
        if child.dep_ in ("xcomp", "ccomp") and phase:
            yield child, "over"
        elif child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB" and verb.tag_ in ("VBD", "VBN"):
            yield child, "infinitive"
        elif child.dep_ == "dobj" and verb.tag_ in ("VBD", "VBN"):
            yield from ((c, "infinitive") for c in child.children if c.dep_ == "acl" and c.tag_ == "VBG")


def _simultaneous(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“when they marched on 9 August, police fired”, and the other way round."""
    if verb.dep_ in ("relcl", "acl") and _is_simultaneous(verb):
        yield verb.head, "own"
    if verb.dep_ == "advcl" and _is_simultaneous(verb) and verb.head.pos_ in _VERBAL:
        yield verb.head, "before"
        yield from _clauses_over(verb.head, frame=False)
    yield from ((c, "over") for c in verb.children if c.dep_ == "advcl" and _is_simultaneous(c))


def _is_simultaneous(verb: Token) -> bool:
    words = lexicon.words("timing", "simultaneous")
    return any(c.lower_ in words and c.dep_ in ("advmod", "mark") and c.i < verb.i for c in verb.children)


def _is_marked(verb: Token) -> bool:
    return any(c.dep_ in ("mark", "prep") and c.i < verb.i for c in verb.children)


def _clauses_over(verb: Token, frame: bool) -> Iterator[tuple[Token, Path]]:
    at = verb
    for _ in range(_REACH):
        head = at.head
        path = _path_up(at, head, frame)
        if path is None:
            return
        yield head, path
        if path == "fronted":
            yield from _clauses_before(head)
        at = head


def _path_up(verb: Token, head: Token, frame: bool) -> Path | None:
    """How a date of `head` may come down to the clause of `verb`, if it may."""
    if head.i == verb.i or head.pos_ not in _VERBAL:
        return None
    complement = verb.dep_ in ("xcomp", "ccomp")
    if verb.dep_ == "conj":
        return "fronted"
    if verb.dep_ == "ccomp" and verb.i > head.i and not _is_speech(head) and _has_subject(verb):
        return "fronted"
    if complement and head.lemma_ in lexicon.words("timing", "phase_verbs"):
        return "over"
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not _is_marked(verb):
        return "over"
    return "over" if frame and verb.dep_ in ("ccomp", "parataxis") else None


def _clauses_before(verb: Token) -> Iterator[tuple[Token, Path]]:
    """“The same day the council met, the ministers left”: the parse hangs the first clause on the second."""
    if not _is_speech(verb):
        yield from ((c, "fronted") for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i)


def _is_speech(verb: Token) -> bool:
    return verb.lemma_ in lexicon.words("timing", "speech_verbs")


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _verb_over_noun(noun: Token) -> Token | None:
    at = noun
    for _ in range(_REACH):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in _VERBAL:
            return at
        if at.pos_ not in ("ADP", "NOUN") or at.dep_ == "appos":
            return None
    return None


def _may_pass(tied: Tied, carrier: Token, path: Path, token: Token, page: Page) -> bool:
    """Over a coordination only a date in front of it; out of an infinitive only a past one."""
    match path:
        case "fronted" if _goes_on(token, carrier) and len(tied.timex.value or "") == _DAY:
            return True
        case "fronted":
            return tied.root.i < carrier.i and tied.root.i - carrier.sent.start < _FRONT + len(carrier.sent) // 8
        case "before":
            return tied.root.i < token.i
        case "infinitive":
            return tied.root.i > carrier.i and not tied.premodifying and _is_past(tied.timex, page.document.published)
        case "subject":
            return not tied.premodifying and tied.governor.i == carrier.i
        case _:
            return path == "own" or not tied.premodifying


def _goes_on(verb: Token, first: Token) -> bool:
    """“left Quito on 7 April and were escorted”: the same subject, both in the simple past."""
    if verb.dep_ != "conj" or verb.head.i != first.i or _has_subject(verb):
        return False
    return all(_is_simple_past(v) for v in (verb, first))


def _is_simple_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children)


def _is_ahead(timex: Timex, token: Token, page: Page) -> bool:
    """What is told in the past tense did not happen after the publication."""
    published = page.document.published
    if token.tag_ != "VBD" or published is None or timex.value is None or timex.value.startswith(".."):
        return False
    start, today = bounds(timex.value).earliest, bounds(published).latest
    return start is not None and today is not None and start > today


def _is_past(timex: Timex, published: str | None) -> bool:
    if published is None or timex.value is None:
        return False
    start, today = bounds(timex.value).earliest, bounds(published).latest
    return start is None or today is None or start <= (today or dt.date.max)
