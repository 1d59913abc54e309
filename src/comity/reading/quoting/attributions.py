"""Attributions: everything a page attributes to somebody, with the words of cue, source and content."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from comity.reading.page import Page
from comity.reading.quoting.complements import read_cue
from comity.reading.quoting.cues import Takes, cue_lexicon
from comity.reading.quoting.ends import FINITE
from comity.reading.quoting.frames import is_full, read_framed
from comity.reading.quoting.interviews import read_answers
from comity.reading.quoting.marks import Quoted
from comity.reading.quoting.phrases import read_phrases
from comity.reading.quoting.sheet import Attribution, Chars, Form, Sheet, lay_out, trimmed
from comity.reading.quoting.speakers import phrase_between, source_of, source_span
from comity.reading.quoting.turns import carry_over, read_signed, read_turns

_JOINTS = frozenset({"compared", "because", "that", "so", "if", "and"})
_LEADS_ON = re.compile(r"\s*(?:[^\W\d]+ ){0,5}?(?:as|of|for|to|an?|the|his|her|its|their)?\s*")
"""What may stand between an object and words quoted of it (the plan as “…”, her of being a “…”)."""
_OWN_TAILS = frozenset({"before", "after", "in", "during", "despite", "at", "on", "while", "when", "with"})
_TAKES_NOTHING: Takes = {}
_CUT_SHORT = frozenset({"clause", "object", "with"})


def find_attributions(page: Page) -> tuple[Attribution, ...]:
    """Everything the paragraphs of `page` attribute to somebody, in the order of the text.

    Wider than quotations: what somebody wants, praises or knows is there too, told apart by `level` and `construct`.
    """
    sheet = lay_out(page)
    framed = read_framed(sheet)
    taken = {t.i for a in framed for t in a.cue}
    reported = [a for cue in sheet.cues if cue.token.i not in taken and (a := read_cue(sheet, cue))]
    reported.extend(read_phrases(sheet))
    reported = [_with_speaker(a, reported, framed) for a in reported if not _is_lead(a, reported)]
    reported = [_with_quoted_predicate(sheet, _with_quoted_rest(sheet, a, framed)) for a in reported]
    reported = [_with_torn_rest(sheet, a) for a in reported]
    reported = [_before_next_cue(sheet, a, reported) for a in reported]
    reported = [_without_agent(sheet, fit_to_marks(sheet, a)) for a in reported]
    reported = [a for a in reported if a.content]
    found = [*framed, *(a for a in reported if not _covered(a, framed)), *read_turns(sheet), *read_answers(sheet)]
    found.extend(a for a in read_signed(sheet) if not _covered(a, framed))
    found.extend(carry_over(sheet, found))
    found = [_behind_stamp(sheet, a) for a in found]
    return tuple(sorted((a for a in found if a.content), key=lambda a: (a.start, a.end)))


def _behind_stamp(sheet: Sheet, a: Attribution) -> Attribution:
    """The content without the time that an entry of a live report stands under."""
    stamps = [p for p in sheet.page.passages if p.kind == "stamp" and p.start < a.end and p.end > a.start]
    if not stamps:
        return a
    spans = (trimmed(sheet.text, max([s, *(p.end for p in stamps if s < p.end < e)]), e) for s, e in a.content)
    return replace(a, content=tuple(c for c in spans if c is not None))


def fit_to_marks(sheet: Sheet, a: Attribution) -> Attribution:
    """The attribution with quoted stretches that it cuts through taken in whole, as spans of their own."""
    cue = a.cue[0].i if a.cue else -1
    if cue >= 0 and sheet.region[cue] >= 0:
        q = sheet.quoted[sheet.region[cue]]
        inside = (_within(sheet, span, q) for span in a.content)
        return replace(a, content=tuple(c for c in inside if c is not None))
    parts: list[Chars] = []
    form: Form = "indirect"
    for span in a.content:
        quoted = [q for q in sheet.quoted if q.start < span[1] and q.end > span[0]]
        parts.extend(_split(sheet, _stretched(sheet, a, span, quoted), quoted))
        form = "mixed" if any(not q.single for q in quoted) else form
        whole = any(q.inner_start == span[0] and is_full(sheet, sheet.quoted.index(q)) for q in quoted)
        if whole and len(a.content) == len(parts) == 1 and a.level == "speech":
            form = "direct"
    return replace(a, content=tuple(parts), form=form)


def _within(sheet: Sheet, span: Chars, q: Quoted) -> Chars | None:
    """The part of `span` inside a quotation, without the mark of a quotation within that closes at the same place."""
    start, end = max(span[0], q.inner_start), min(span[1], q.inner_end)
    return trimmed(sheet.text, start, end) if end < span[1] else (start, end) if start < end else None


def _stretched(sheet: Sheet, a: Attribution, span: Chars, quoted: Sequence[Quoted]) -> Chars:
    """`span` with whole quotations at its ends; one that ends a sentence ends the content."""
    start, end = span
    for q in quoted:
        if q.inner_start > start and not _is_listed(sheet, q) and _ends(sheet, a, q):
            return start, q.inner_end
        start, end = min(start, q.inner_start), _past(sheet, a, max(end, q.inner_end), q)
    return start, end


def _before_next_cue(sheet: Sheet, a: Attribution, reported: Sequence[Attribution]) -> Attribution:
    """The content without what its speaker says next with a verb of its own (lamented the raid and criticized …)."""
    if not a.cue or a.source is None or not a.content:
        return a
    verb = a.cue[0]
    nexts = [
        b.cue[0]
        for b in reported
        if b.cue and b.source is not None and b.source.start == a.source.start and b.cue[0].tag_ == verb.tag_
    ]
    for start, end in a.content:
        for cue in nexts:
            joint = _joint_before(cue)
            if joint is not None and verb.i < joint.i and start < joint.idx < end:
                kept = trimmed(sheet.text, start, joint.idx)
                return a if kept is None else replace(a, content=(*(c for c in a.content if c[1] <= start), kept))
    return a


def _with_speaker(a: Attribution, reported: Sequence[Attribution], framed: Sequence[Attribution]) -> Attribution:
    """A participle's words given to who spoke just before it (“…,” responded Kovac, adding that …)."""
    if a.source is not None or not a.cue or a.cue[0].tag_ != "VBG" or a.construct not in ("clause", "quote"):
        return a
    verb = a.cue[0]
    above = [b for b in (*framed, *reported) if b.cue and b.source is not None and b.cue[0].sent == verb.sent]
    before = [b for b in above if b.cue[0].i < verb.i and b.cue[0].tag_ in FINITE]
    if before:
        return replace(a, source=max(before, key=lambda b: b.cue[0].i).source)
    subject = source_of(verb.sent.root) if verb.dep_ == "pcomp" and verb.head.lower_ == "by" else None
    return a if subject is None or subject.i > verb.i else replace(a, source=source_span(subject))


def _is_lead(a: Attribution, reported: Sequence[Attribution]) -> bool:
    """Whether all that a cue takes is a second cue (refused to say that …, issued a statement urging …)."""
    if a.construct not in ("infinitive", "object") or not a.cue:
        return False
    for b in reported:
        if b.content and b.cue and b is not a:
            verb = b.cue[0]
            told = verb.head == a.cue[0] and verb.dep_ == "xcomp" and b.construct == "clause"
            paper = verb.head.lemma_.lower() in cue_lexicon().documents and verb.head.head == a.cue[0]
            if (told or (paper and verb.dep_ == "acl")) and a.start < verb.idx < b.start and b.end >= a.end - 2:
                return True
    return False


def _joint_before(verb: Token) -> Token | None:
    """The “and” or “but” right before a verb and its adverbs."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    return verb.doc[at] if at > 0 and verb.doc[at].pos_ == "CCONJ" else None


def _with_quoted_rest(sheet: Sheet, a: Attribution, framed: Sequence[Attribution]) -> Attribution:
    """A clause that the parser cut short before words quoted later in its sentence, which are its speaker's too."""
    if a.construct != "clause" or a.level not in ("speech", "thought") or sheet.region[a.cue[0].i] >= 0:
        return a
    start, end = a.content[-1]
    following = next((i for i, q in enumerate(sheet.quoted) if q.start >= end), None)
    if following is None:
        return a
    q = sheet.quoted[following]
    if any(mark in sheet.text[end : q.start] for mark in ".?!;:\n") or any(
        f.start < q.end and f.end > q.start for f in framed
    ):
        return a
    other = (c for c in sheet.cues_in(a.cue[0].i + 1, sheet.ranges[following].start) if c.token.idx >= end)
    if any(c.takes.get("frame") == "speech" for c in other):
        return a
    return replace(a, content=(*a.content[:-1], (start, q.inner_end)))


def _with_torn_rest(sheet: Sheet, a: Attribution) -> Attribution:
    """A clause whose finite verb the parser hung elsewhere, right behind what it took for the end (said he | has …)."""
    if a.construct not in ("clause", "object") or not a.content or not a.cue or a.cue[0].idx > a.start:
        return a
    cue, doc = a.cue[0], sheet.doc
    level = cue_lexicon().verbs.get(cue.lemma_, _TAKES_NOTHING).get("clause")
    last = doc.char_span(a.end - 1, a.end, alignment_mode="expand")
    if cue.dep_ in ("relcl", "acl") or level not in ("speech", "thought") or last is None:
        return a
    if last.end >= len(doc) or last[-1].pos_ == "CCONJ":
        return a
    verb, end = doc[last.end], last.sent.end
    if verb.pos_ != "AUX" or verb.tag_ not in FINITE or sheet.region[verb.i] >= 0 or verb.i >= end:
        return a
    if cue.head.i > verb.i:
        end = next((t.i for t in doc[verb.i : end] if t.text == ","), end)
    rest = sheet.chars(verb.i, end)
    parts = () if rest is None else (*a.content[:-1], (a.content[-1][0], rest[1]))
    return replace(a, content=parts, construct="clause", level=level) if parts else a


def _without_agent(sheet: Sheet, a: Attribution) -> Attribution:
    """The content up to the “by” of whoever says it, if need be found now (dubbed “the wall” by the league)."""
    if a.construct not in ("object", "passive") or a.cue[0].tag_ != "VBN" or sheet.region[a.cue[0].i] >= 0:
        return a
    by = next((t for t in sheet.doc[a.cue[0].i : a.cue[0].sent.end] if t.lower_ == "by"), None)
    start = next((s for s, _ in a.content if by is not None and s == by.idx), None)
    if by is None or start is None or sheet.doc[by.i + 1].tag_ == "VBG":
        return a
    agent = phrase_between(sheet.doc, by.i + 1, by.sent.end) if a.source is None else a.source.root
    source = None if agent is None else source_span(agent, range(by.i, by.i + 1))
    return replace(a, source=source, content=tuple(c for c in a.content if c[0] < start))


def _with_quoted_predicate(sheet: Sheet, a: Attribution) -> Attribution:
    """An object with the quoted words told of it, when the parser hung them elsewhere (called the plan “a sham”)."""
    if a.construct not in ("object", "with", "passive") or not a.content or sheet.region[a.cue[0].i] >= 0:
        return a
    start, end = a.content[-1]
    following = next((q for q in sheet.quoted if q.start >= end), None)
    if following is None or not _LEADS_ON.fullmatch(sheet.text, end, following.start):
        return a
    return replace(a, content=(*a.content[:-1], (start, following.inner_end)))


def _split(sheet: Sheet, span: Chars, quoted: Sequence[Quoted]) -> Iterator[Chars]:
    """The parts of `span` outside and inside quotation marks."""
    start, end = span
    for q in quoted:
        before = trimmed(sheet.text, start, min(q.start, end))
        if before is not None:
            yield before
        within = trimmed(sheet.text, max(start, q.inner_start), min(end, q.inner_end))
        if within is not None:
            yield within
        start = max(start, min(end, q.end))
    after = trimmed(sheet.text, start, end)
    if after is not None:
        yield after


def _ends(sheet: Sheet, a: Attribution, q: Quoted) -> bool:
    return _ends_sentence(sheet, q) or _ends_clause(sheet, a, q) or _told_on(sheet, a, q)


def _is_listed(sheet: Sheet, q: Quoted) -> bool:
    """Whether another quoted name follows at once (“Home,” “Away” and “Back”)."""
    at = sheet.quoted.index(q) + 1
    return at < len(sheet.quoted) and sheet.text[q.end : sheet.quoted[at].start].strip(" ,") in ("", "and", "or")


def _ends_sentence(sheet: Sheet, q: Quoted) -> bool:
    """Whether a full stop stands before the closing mark and a new sentence after it."""
    after = sheet.text[q.end : q.end + 3].lstrip()
    return sheet.text[q.inner_end - 1] in ".?!" and (not after or after[0].isupper())


def _ends_clause(sheet: Sheet, a: Attribution, q: Quoted) -> bool:
    """Whether a comma stands before the closing mark and the writer's own words go on (“fully funded,” despite …)."""
    after = sheet.ranges[sheet.quoted.index(q)].stop
    if sheet.text[q.inner_end - 1] != "," or after >= len(sheet.doc) or a.cue[0].i > after:
        return False
    return sheet.doc[after].lower_ in _OWN_TAILS


def _told_on(sheet: Sheet, a: Attribution, q: Quoted) -> bool:
    """Whether the speaker's next verb of saying follows the closing mark (was “a sham” and warned others to leave)."""
    doc, at = sheet.doc, sheet.ranges[sheet.quoted.index(q)].stop
    joint = next((t for t in doc[at : at + 2] if not t.is_punct), None)
    if joint is None or joint.pos_ != "CCONJ" or a.cue[0].i > at:
        return False
    verb = next((t for t in doc[joint.i + 1 : joint.i + 3] if t.pos_ != "ADV"), None)
    return (
        verb is not None and verb.tag_ == a.cue[0].tag_ and any(c.token == verb for c in sheet.cues_in(at, verb.i + 1))
    )


def _past(sheet: Sheet, a: Attribution, end: int, q: Quoted) -> int:
    """Where a content ends that a closing mark may have cut short in the parse (“a sham,” because …)."""
    if end > q.inner_end or a.construct not in _CUT_SHORT or a.cue[0].idx > q.start:
        return end
    doc = sheet.doc
    first = at = sheet.ranges[sheet.quoted.index(q)].stop
    while at < len(doc) and doc[at].text not in ".?!:;" and "\n" not in doc[at].text:
        at += 1
    rest = sheet.chars(first, at)
    joint = next((t for t in doc[first:at] if not t.is_punct), None)
    if rest and joint is not None and joint.pos_ == "CCONJ" and _is_that(doc, joint.i + 1) and a.construct == "clause":
        return rest[1]
    if rest is None or joint is None or any(c.token.i > joint.i for c in sheet.cues_in(first, at)):
        return end
    if joint.tag_[:2] == "VB" and joint.lower_ not in _JOINTS:
        return end
    if joint.pos_ == "CCONJ" and doc[joint.i + 1].tag_ in FINITE:
        return end
    apart = sheet.text[q.inner_end - 1] == "," or doc[first].is_punct
    if joint.lower_ == "by" and a.construct == "passive":
        return end
    goes_on = joint.pos_ in ("ADP", "PART") or joint.lower_ in _JOINTS or not (apart or joint.pos_ == "CCONJ")
    return rest[1] if goes_on else end


def _is_that(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].lower_ == "that" and doc[at].tag_ == "IN"


def _covered(a: Attribution, framed: Sequence[Attribution]) -> bool:
    """Whether a framed quotation already holds most of this content while neither stands inside the other."""
    size = sum(e - s for s, e in a.content)
    cue = a.cue[0].idx if a.cue else -1
    for other in framed:
        if other.end <= a.start or other.start >= a.end:
            continue
        inner = other.cue[0].idx if other.cue else -1
        if any(s <= cue < e for s, e in other.content):
            continue
        swallowed = any(s <= inner < e for s, e in a.content)
        if swallowed and a.source is not None and a.construct not in ("frame", "according"):
            continue
        if 2 * sum(max(0, min(e, f) - max(s, b)) for s, e in a.content for b, f in other.content) > size:
            return True
    return False
