"""Timing: which time expression of a page tells when the event of a verb or noun took place.

A date dates the word that governs it: as an adverbial of the verb, as a modifier of the noun, or over a light verb, a
phase verb, a participle, a coordination it stands in front of. A date of another clause never counts.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from comity.edtf import bounds
from comity.reading import lexicon
from comity.reading.date_carriers import Path, carriers, has_subject, is_past, is_speech
from comity.reading.entries import day_of_entry, day_of_live_report
from comity.reading.page import Page, Timex

When = tuple[str | None, str | None]

_UNKNOWN: When = (None, None)
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "poss", "nmod", "det"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BREAKS = _SUBJECTS | {"relcl", "acl", "advcl", "ccomp", "conj", "appos"}
_VERBAL = frozenset({"VERB", "AUX"})
_PARTICLES = frozenset({"ADP", "SCONJ", "ADV", "PART"})
_REACH = 4
_FRONT = 4
_VOTES = 2
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
    for carrier, path in carriers(token, frame) if tied else ():
        fitting = [t for t in tied if _belongs(t, carrier) and _may_pass(t, carrier, path, token, page)]
        dated = [(t, w) for t in fitting if (w := _then(t, token, _in_its_past(t.timex, token, page))) != _UNKNOWN]
        if dated:
            return min(
                dated, key=lambda d: (d[0].governor.i != carrier.i, _is_rough(d[0].timex), abs(d[0].root.i - carrier.i))
            )[1]
    for day in (_day_of_the_vote, _day_of_the_speaker, day_of_live_report, day_of_entry):
        if (found := day(page, token)) != _UNKNOWN:
            return found
    return _UNKNOWN


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


def _day_of_the_vote(page: Page, token: Token) -> When:
    """“Peru abstained”, “Chile was absent”: on the day of the decision told just before."""
    voting = lexicon.words("timing", "voting")
    if token.lemma_ not in voting:
        return _UNKNOWN
    at = page.sentence_of(token)
    voted = token.pos_ in _VERBAL
    verb = token if token.pos_ in _VERBAL else token.head
    last = at.index + (verb.dep_ == "relcl" or (verb.dep_ == "conj" and has_subject(verb)))
    for sentence in reversed(page.sentences[max(0, at.index - _VOTES) : last]):
        if sentence.passage.start != at.passage.start:
            break
        voted = voted or any(t.lemma_ in voting for t in sentence.span)
        value, basis = when_of(page, sentence.span.root)
        if voted and value is not None and len(value) in (len("2024-07"), _DAY):
            return value, basis
    return _UNKNOWN


def _day_of_the_speaker(page: Page, token: Token) -> When:
    """“On Monday Oslo condemned the raid. It demanded an apology”, “He then left”: the same one on the same day."""
    at = page.sentence_of(token)
    root = at.span.root
    if at.index == 0 or token.tag_ != "VBD" or not (token.i == root.i or token.head.i == root.i == token.i - 2):
        return _UNKNOWN
    before = page.sentences[at.index - 1]
    first = before.span.root
    if before.passage.start != at.passage.start or not is_past(first) or _has_date(page, at.span):
        return _UNKNOWN
    told = lexicon.words("timing", "speaking")
    goes_on = any(c.lower_ in lexicon.words("timing", "going_on") for c in root.children)
    if not goes_on and not {first.lemma_, root.lemma_} <= told:
        return _UNKNOWN
    subjects = [c for c in root.lefts if c.dep_ in _SUBJECTS and c.pos_ == "PRON"]
    same = {r.id for t in subjects for r in page.who(t)} & {
        r.id for t in first.lefts if t.dep_ in _SUBJECTS for r in page.who(t)
    }
    value, basis = when_of(page, first) if same else _UNKNOWN
    return (value, basis) if value is not None and len(value) == _DAY else _UNKNOWN


def _has_date(page: Page, span: Span) -> bool:
    return any(t.value for t in page.dates_in(span.start_char, span.end_char))


def _tied(page: Page, sentence: Span) -> Iterator[Tied]:
    for timex in page.dates_in(sentence.start_char, sentence.end_char):
        if timex.value is None or timex.type == "set":
            continue
        span = page.doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is not None:
            yield _tie(timex, span, sentence)


def _tie(timex: Timex, span: Span, sentence: Span) -> Tied:
    before = span.doc[span.start - 1] if span.start > sentence.start else None
    if before is not None and (hour := _hour_before(before)) is not None:
        return Tied(timex, span.root, hour)
    if _is_of_a_season(timex, span):
        return Tied(timex, span.root, span.root.head, premodifying=True)
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


def _is_of_a_season(timex: Timex, span: Span) -> bool:
    """“200 million in winter aid”: a season in front of a common noun is of the noun."""
    season = len(span) == 1 and span.root.dep_ == "compound" and (timex.timex3 or "")[5:] in ("SP", "SU", "FA", "WI")
    return season and span.root.head.pos_ == "NOUN" and span.root.head.i >= span.end


def _hour_before(particle: Token) -> Token | None:
    """What “before dawn on Thursday”, “in the early hours of Tuesday” date: the word over the time of day."""
    hour = particle.doc[particle.i - 1] if particle.i else particle
    if hour.lower_ not in lexicon.words("timing", "times_of_day") or particle.pos_ not in _PARTICLES:
        return None
    while hour.head.i != hour.i and (hour.pos_ in _PARTICLES or hour.lower_ in lexicon.words("timing", "times_of_day")):
        hour = hour.head
    return hour if hour.i < particle.i or hour.pos_ in _VERBAL else None


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
    if at == particle.i - 1 or found.lower_ not in lexicon.words("timing", "turning_points"):
        return None
    return None if _is_audience(found) else found


def _is_audience(preposition: Token) -> bool:
    """“pleaded before the Council on Monday”: before whom, not before when."""
    if preposition.lower_ != "before":
        return False
    nouns = [c for c in preposition.children if c.dep_ == "pobj"]
    return any(n.ent_type_ in ("ORG", "PERSON") or n.lemma_ in lexicon.words("timing", "audiences") for n in nouns)


def _of_speech(governor: Token, start: Token) -> Token:
    """“said on Wednesday he would go”: what stands between the verb of speech and its clause is of the saying."""
    speech = governor.head
    if governor.dep_ != "ccomp" or not is_speech(speech) or not speech.i < start.i < governor.i:
        return governor
    between = governor.doc[speech.i : start.i]
    subject = next((c for c in governor.children if c.dep_ in _SUBJECTS), governor)
    return speech if start.i < subject.i and not any(t.text in ",;:" for t in between) else governor


def _belongs(tied: Tied, token: Token) -> bool:
    """Whether `token` governs the expression, directly or over the places and objects between them."""
    if _is_of_the_invited(tied, token) or _is_of_a_record(tied, token):
        return False
    if token.i in (tied.governor.i, tied.root.i):
        return True
    if tied.premodifying or tied.preposition in lexicon.words("timing", "noun_prepositions"):
        return False
    return _climbs(tied.governor, token)


def _is_of_the_invited(tied: Tied, verb: Token) -> bool:
    """“invited them to a summit on Thursday”: the summit is on Thursday, whatever the parser hung the day on."""
    if verb.lemma_ not in lexicon.words("timing", "inviting"):
        return False
    return any(c.dep_ == "prep" and c.lower_ == "to" and c.i < tied.root.i for c in verb.rights)


def _is_of_a_record(tied: Tied, noun: Token) -> bool:
    """“the first visit by a president since 1928”: that year is of the visit before."""
    if tied.preposition != "since":
        return False
    said = [noun] if noun.pos_ == "NOUN" else [c for c in noun.rights if c.dep_ == "attr" and noun.lemma_ == "be"]
    ranks = lexicon.words("timing", "ranks")
    return any(c.tag_ == "JJS" or c.lemma_ in ranks for n in said for c in n.lefts)


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


def _may_pass(tied: Tied, carrier: Token, path: Path, token: Token, page: Page) -> bool:
    """Over a coordination only a date in front of it; out of an infinitive only a past one."""
    match path:
        case "fronted" if _goes_on(token, carrier) and _is_close(tied.timex.value or ""):
            return True
        case "fronted":
            return tied.root.i < carrier.i and tied.root.i - carrier.sent.start < _FRONT + len(carrier.sent) // 8
        case "before":
            return tied.root.i < token.i
        case "infinitive":
            apart = tied.root.i > carrier.i and not tied.premodifying
            return apart and _is_past(tied.timex, page.document.published, wholly=_is_intent(token))
        case "subject":
            return not tied.premodifying and tied.governor.i == carrier.i
        case _:
            return path == "own" or not tied.premodifying


def _goes_on(verb: Token, first: Token) -> bool:
    """“left Quito on 7 April and were escorted”, “had called him on Monday and urged …”: both in the past."""
    if verb.dep_ != "conj" or verb.head.i != first.i or has_subject(verb):
        return False
    return all(is_past(v) for v in (verb, first))


def _is_close(value: str) -> bool:
    """A day or a week: what goes on under it is of the same time."""
    if len(value) == _DAY:
        return True
    start, slash, end = value.partition("/")
    if not slash or len(start) != _DAY or len(end) != _DAY:
        return False
    return dt.date.fromisoformat(end) - dt.date.fromisoformat(start) < dt.timedelta(7)


def _in_its_past(timex: Timex, token: Token, page: Page) -> When:
    """The date of what is told: in the past tense not after the publication, so of the year before, or none."""
    published, value = page.document.published, timex.value
    if _is_deadline(timex, token, published):
        return _UNKNOWN
    if token.tag_ != "VBD" or published is None or value is None or value.startswith(".."):
        return value, timex.basis
    start, today = bounds(value).earliest, bounds(published).latest
    if start is None or today is None or start <= today:
        return value, timex.basis
    if timex.basis == "explicit" or len(value) not in (len("2024-07"), _DAY) or len(published) < _DAY:
        return _UNKNOWN
    return (f"{int(value[:4]) - 1}{value[4:]}", timex.basis) if value[5:7] > published[5:7] else _UNKNOWN


def _then(tied: Tied, token: Token, when: When) -> When:
    """“since May 13, when troops fired”: they fired on that day, and the rest has lasted since."""
    value, basis = when
    relative = token.dep_ in ("relcl", "acl") and tied.root.i in (token.head.i, token.head.head.i)
    return (value.removesuffix("/.."), basis) if value is not None and relative else when


def _is_deadline(timex: Timex, token: Token, published: str | None) -> bool:
    """“has pledged ten of them by next April”: by then they come, and were pledged before."""
    value = timex.value or ""
    if not value.startswith("../") or published is None:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children)
    ahead = any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children)
    end, today = bounds(value).latest, bounds(published).latest
    return (token.tag_ == "VBD" or perfect) and not ahead and end is not None and today is not None and end > today


def _is_intent(verb: Token) -> bool:
    return is_speech(verb) or verb.lemma_ in lexicon.words("timing", "intending")


def _is_past(timex: Timex, published: str | None, *, wholly: bool) -> bool:
    """Whether a time has begun at publication or, `wholly`, is over (“threatened to resume protests this week”)."""
    if published is None or timex.value is None:
        return False
    span, today = bounds(timex.value), bounds(published).latest
    point = span.latest if wholly else span.earliest
    return point is None or today is None or point <= today
