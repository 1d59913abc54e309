"""Following: who joins after the one just told of: “Greece followed in 1981, Spain in 1986”."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.claims import Claim, claim, members_of
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page, Timex
from comity.reading.spotting import spot_readable
from comity.reading.syntax import agents, attributes, objects, prepositional, subjects
from comity.reading.timing import When, when_of

_STATUSES = frozenset(
    {"founder", "member", "observer", "candidate", "dialogue-partner", "associate", "partner", "withdrawn"}
)
_FOLLOW = frozenset({"follow"})
_RETURN = frozenset({"return", "come"})
_BECOME = frozenset({"become"})
_BE = frozenset({"be"})
_STAY = frozenset({"stay", "remain"})
_STATUS = frozenset({"status"})
_OTHERS = frozenset({"other", "others", "rest"})
_IN_OR_OUT = {"in": True, "inside": True, "out": False, "outside": False}
"""Words of staying, and whether who stays so belongs."""
_BELONGING = frozenset({"founder", "member", "candidate", "withdrawn", "suspended"})
_TURNS = frozenset({"chair", "host", "member", "founder", "candidate", "withdrawn"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|(?:twenty-|thirty-)?(?:first|second|third|[a-z]+th)")
_DATED_BY = frozenset({"in", "on", "since"})
_LIKEWISE = frozenset({"as", "so", "nor", "neither"})
_LIKE_THAT = frozenset({"so", "likewise"})
_PRO_VERBS = frozenset({"be", "do", "have"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ENDS = frozenset({".", ",", ";", ")", "–", "—"})
_DESCRIBED = 4
_LISTED_BY = frozenset({",", "and", ";", "the"})


def read_followers(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What is said of others in the footsteps of `claims`: by “follow”, or by a bare “NAME in DATE” behind a claim."""
    elided = (_others, _next, _staying, _same, _spurned, _likewise, _doing_so)
    led = [found for read in elided for found in read(page, claims)]
    told = [c for c in claims if c.status in _STATUSES | {"suspended"} and c.modality in ("actual", "planned")]
    if not told:
        yield from led
        return
    led_by = [c for c in told if c.anchor.dep_ != "appos"]  # “Japan, a shareholder, …” leads nobody
    for verb in spot_readable(page, _FOLLOW):
        first = _before(page, told, verb.i, 0) if verb.pos_ == "VERB" and agents(verb) else None
        if first is not None and (members := _states(page, agents(verb))):  # “joined, followed later by Vanuatu”
            led.append(claim(page, members, first.bodies, first.status, verb, first.modality, agents(verb), 0.65))
            continue
        if verb.pos_ == "VERB" and not objects(verb) and (first := _before(page, led_by, verb.i, 1)) is not None:
            members = _states(page, subjects(verb))
            if members:
                status = "member" if first.status == "founder" else first.status
                led.append(claim(page, members, first.bodies, status, verb, modality_of(verb), subjects(verb), 0.7))
    led += _numbered(page, told)
    led += _returned(page, told)
    yield from led
    yield from _gapped(page, [*told, *led])


def _next(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Norway took the chair. Denmark is next”, “Croatia hopes to be next”: as what the last one told of."""
    for verb in spot_readable(page, _BE):
        if not any(c.lower_ == "next" and c.dep_ in ("acomp", "advmod", "attr") for c in verb.children):
            continue
        members = _states(page, subjects(verb))
        first = _before(page, [c for c in claims if c.status in _TURNS], verb.i, 1) if members else None
        if first is not None and not {m.id for m in members} & {m.id for m in first.members}:
            modality = modality_of(verb)
            modality = "planned" if modality == "actual" else modality
            yield claim(page, members, first.bodies, first.status, verb, modality, subjects(verb), 0.65)


def _others(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Armenia is one of six members. The others are Belarus and Kazakhstan”: as what the last one told of."""
    for noun in spot_readable(page, _OTHERS):
        verb = noun.head
        bare = noun.dep_ == "nsubj" and verb.lemma_ == "be" and not any(c.dep_ == "prep" for c in noun.children)
        first = _before(page, claims, noun.i, 1) if bare else None
        named = [t for t in attributes(verb) if t.pos_ == "PROPN"] if first is not None else []
        members = _states(page, named)
        if first is not None and members and first.status in _STATUSES:
            status = "member" if first.status == "founder" else first.status
            yield claim(page, members, first.bodies, status, verb, modality_of(verb), [noun, *named], 0.65)


def _staying(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Moscow threatened to leave the Council. It is staying in”, “joined in 1995; Norway stayed out”."""
    for verb in spot_readable(page, _STAY | _BE):
        ways = [c for c in verb.children if c.lower_ in _IN_OR_OUT and c.dep_ in ("prt", "advmod", "prep", "acomp")]
        bare = bool(ways) and not any(True for c in ways[0].children) and verb.pos_ in ("VERB", "AUX")
        bare = bare and (verb.lemma_ != "be" or ways[0].lower_ == "outside")
        first = _before(page, claims, verb.i, 2) if bare else None
        members = _states(page, subjects(verb)) if first is not None and first.status in _BELONGING else ()
        if first is not None and members:
            modality = modality_of(verb) if _IN_OR_OUT[ways[0].lower_] else "denied"
            yield claim(page, members, first.bodies, "member", verb, modality, [*subjects(verb), ways[0]], 0.65)


def _same(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Bosnia has enjoyed the same status since 1994”: what the last one told of has."""
    for noun in spot_readable(page, _STATUS):
        verb = noun.head
        same = any(c.lower_ in ("same", "that") for c in noun.lefts)
        first = _before(page, claims, noun.i, 1) if same and noun.dep_ == "dobj" else None
        members = _states(page, subjects(verb)) if first is not None else ()
        if first is not None and verb.lemma_ in words("memberships", "winning") and members:
            modality = modality_of(verb)
            yield claim(page, members, first.bodies, first.status, verb, modality, [*subjects(verb), noun], 0.65)


def _spurned(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Four states were let in. Argentina turned the invitation down”: it is no member of what was joined."""
    for noun in spot_readable(page, words("memberships", "offering")):
        verb = noun.head
        down = verb.lemma_ == "turn" and any(c.lower_ == "down" for c in verb.children)
        refused = down or verb.lemma_ in words("memberships", "turning_down")
        bare = not any(c.dep_ in ("prep", "acl", "relcl", "poss") for c in noun.children)
        first = _before(page, claims, noun.i, 1) if refused and bare and noun.dep_ == "dobj" else None
        members = _states(page, subjects(verb)) if first is not None and first.status == "member" else ()
        if first is not None and members and modality_of(verb) == "actual":
            yield claim(page, members, first.bodies, "member", verb, "denied", [*subjects(verb), noun], 0.6)


def _likewise(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“remains outside the Court, as do Russia and China”, “has never joined it, nor has Oman”: as the one before."""
    for word in spot_readable(page, _LIKEWISE):
        denying = word.lower_ in ("nor", "neither")
        verb = word.nbor(1) if word.i + 1 < len(page.doc) else None
        named = _named_at(page, verb.i + 1) if verb is not None and verb.lemma_ in _PRO_VERBS else []
        told = [c for c in claims if c.status not in ("chair", "host") and (c.modality == "denied" or not denying)]
        first = _before(page, told, word.i, int(word.is_sent_start is True)) if named else None
        if first is None or verb is None or not _is_taken_up(page, first, word, verb):
            continue
        members = _states(page, named)
        if members and not {m.id for m in members} & {m.id for m in first.members}:
            yield claim(page, members, first.bodies, first.status, verb, first.modality, [*named, word], 0.65)


def _doing_so(page: Page, claims: Sequence[Claim]) -> Iterator[Claim]:
    """“Estonia entered the Union in 2004. Croatia did so in 2013”: what the last one told of did."""
    for word in spot_readable(page, _LIKE_THAT):
        verb = word.head
        finite = verb.tag_ in _FINITE or any(c.tag_ == "MD" for c in verb.children)
        if verb.lemma_ != "do" or not finite or word.i != verb.i + 1:
            continue  # “the first country ever to do so”: the one that was just told of
        members = _states(page, subjects(verb))
        deeds = [c for c in claims if c.anchor.pos_ == "VERB" and c.status not in ("chair", "host")]
        first = _before(page, deeds, verb.i, 1) if members else None
        if first is None or {m.id for m in members} & {m.id for m in first.members} or first.modality == "denied":
            continue
        if not _is_last_deed(page, first, verb):
            continue
        status = "member" if first.status == "founder" else first.status
        yield claim(page, members, first.bodies, status, verb, modality_of(verb), [*subjects(verb), word], 0.65)


def _is_last_deed(page: Page, first: Claim, verb: Token) -> bool:
    """Whether no other main verb stands between what was told and what takes it up."""
    between = page.doc[max(first.edge[1], first.anchor.i + 1) : verb.left_edge.i]
    return not any(t.tag_ in _FINITE and t.pos_ == "VERB" and t.dep_ in ("ROOT", "conj") for t in between)


def _named_at(page: Page, i: int) -> list[Token]:
    """The names from `i` to the end of the clause: “as do the United States and China.”"""
    named: list[Token] = []
    doc = page.doc
    while i < len(doc):
        mention = page.covering.get(i)
        if mention is not None and mention.form == "name":
            named.append(doc[mention.head])
            i = mention.end
        elif doc[i].lower_ in ("the", "and", "or") or (doc[i].text == "," and i + 1 in page.covering):
            i += 1
        else:
            break
    return named if named and (i == len(doc) or doc[i].text in _ENDS) else []


def _is_taken_up(page: Page, first: Claim, word: Token, verb: Token) -> bool:
    """Whether “did”, “is” or “has” takes up the verb of the claim, which no other verb stands behind."""
    over = first.anchor if first.anchor.pos_ in ("VERB", "AUX") else first.anchor.head
    helped = {c.lemma_ for c in over.children if c.dep_ in ("aux", "auxpass")}
    alike = (
        verb.lemma_ == over.lemma_
        or verb.lemma_ in helped
        or (verb.lemma_ == "do" and over.tag_ in _FINITE and over.pos_ == "VERB")
    )
    between = page.doc[max(first.edge[1], over.i + 1) : word.i]
    verbs = [t for t in between if t.pos_ in ("VERB", "AUX")]
    return alike and not any(t.tag_ in _FINITE or t.dep_ == "conj" for t in verbs)


def _returned(page: Page, told: Sequence[Claim]) -> Iterator[Claim]:
    """“suspended its membership in 2007 and came back in 2011”: one more time a member."""
    for verb in spot_readable(page, _RETURN):
        back = verb.lemma_ == "return" or any(c.lower_ == "back" for c in verb.children)
        first = _before(page, told, verb.i, 0) if back and not objects(verb) and not prepositional(verb, "to") else None
        if first is None or first.status not in ("withdrawn", "suspended") or verb.pos_ != "VERB":
            continue
        members = _states(page, subjects(verb))
        if {m.id for m in members} & {m.id for m in first.members}:
            yield claim(page, members, first.bodies, "member", verb, modality_of(verb), [verb], 0.6)


def _numbered(page: Page, told: Sequence[Claim]) -> Iterator[Claim]:
    """“eleven months after Finland had become the 31st”: one more member of the body just spoken of."""
    for verb in spot_readable(page, _BECOME):
        ordinal = next((c for c in verb.children if c.dep_ in ("attr", "acomp") and _ORDINAL.fullmatch(c.lower_)), None)
        first = _before(page, told, verb.i, 1) if ordinal is not None else None
        members = _states(page, subjects(verb)) if first is not None else ()
        if first is not None and members and ordinal is not None:
            yield claim(
                page, members, first.bodies, first.status, verb, modality_of(verb), [*subjects(verb), ordinal], 0.7
            )


def _gapped(page: Page, told: Sequence[Claim]) -> Iterator[Claim]:
    """“…, China in 1996 and Russia in 1997”: a name and a date where the verb is left out."""
    for mention in page.mentions:
        date = _date_behind(page, mention)
        if date is None or not _is_listed(page, mention):
            continue
        head = page.doc[mention.head]
        first = _before(page, told, mention.start, 0)
        members = _states(page, [head])
        if first is None or not members or {m.id for m in members} & {m.id for m in first.members}:
            continue
        last = page.doc.char_span(date.start, date.end, alignment_mode="expand")
        tokens = [last[-1]] if last is not None else []
        when = _in_its_year(page, first, date)
        yield claim(page, members, first.bodies, first.status, head, first.modality, tokens, 0.65, when)


def _in_its_year(page: Page, first: Claim, date: Timex) -> When:
    """“acceded in April 1955, Pakistan in September”: a month without a year is of the year just told of."""
    value, written = date.value, page.document.text[date.start : date.end]
    told = (first.when or when_of(page, first.anchor))[0]
    bare = date.basis == "relative" and written.istitle() and written.isalpha()
    if not bare or value is None or told is None or not told[:4].isdigit() or told[:4] > value[:4]:
        return value, date.basis
    return told[:4] + value[4:], "anchored"


def _before(page: Page, told: Sequence[Claim], i: int, back: int) -> Claim | None:
    """The last claim in front of token `i`, at most `back` sentences before."""
    here = page.sentence_of(page.doc[i]).index
    near = [c for c in told if c.anchor.i < i and here - page.sentence_of(c.anchor).index <= back]
    return max(near, key=lambda c: (not _is_past_aside(page, c, here), c.anchor.i), default=None)


def _is_past_aside(page: Page, told: Claim, here: int) -> bool:
    """“Qatar left OPEC, which it joined in 1961. Ecuador followed”: in leaving, not in what was told aside."""
    return told.anchor.dep_ == "relcl" and page.sentence_of(told.anchor).index < here


def _date_behind(page: Page, mention: Mention) -> Timex | None:
    doc = page.doc
    if mention.form != "name" or mention.end + 1 >= len(doc):
        return None
    start = doc[mention.end + (doc[mention.end].lower_ in _DATED_BY)].idx  # “Chad in 1990, Togo last year”
    return next((d for d in page.dates_in(start, start + 40) if d.start == start and d.value), None)


def _is_listed(page: Page, mention: Mention) -> bool:
    """In a list behind something else, and subject of no verb of its own."""
    head, at = page.doc[mention.head], mention.start - 1
    while at > max(0, mention.start - _DESCRIBED) and page.doc[at].pos_ in ("NOUN", "ADJ", "DET", "PRON"):
        at -= 1  # “, its neighbour Montenegro since 2010”
    return at >= 0 and page.doc[at].lower_ in _LISTED_BY and head.dep_ not in ("nsubj", "nsubjpass")


def _states(page: Page, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    return tuple(m for m in members_of(page, tokens) if m.id.startswith("state:"))
