"""Frames of quotation marks: `“…,” she said`, `she said: “…”`, `“…,” said the minister, “…”`.

Read from punctuation and cue words first and from the parse second, since quotations break parses.
"""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from comity.reading.quoting.around import (
    DASHES,
    MARKS,
    REACH,
    SENTENCE_END,
    Frame,
    behind_mark,
    between_mark_and_frame,
    lead_after_frame,
    lead_before_frame,
    quoted_chars,
    rest_of_sentence,
    told_before_colon,
    told_besides,
    window_after,
    window_before,
)
from comity.reading.quoting.clauses import ADDRESSING
from comity.reading.quoting.cues import Cue, cue_lexicon
from comity.reading.quoting.sheet import Attribution, Chars, Sheet
from comity.reading.quoting.speakers import participle_source, phrase_between, source_of, source_span

_TERMINAL = ",?!…—–-"
_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_SUBORDINATE = frozenset({"relcl", "acl", "aux", "auxpass", "amod", "advcl"})
_JOINTS = DASHES | {":", "but", "and", "or"}
_SINGLE_MARKS = "'‘’"


def read_framed(sheet: Sheet) -> list[Attribution]:
    """Direct quotations that a frame introduces, follows or breaks; neighbours that one frame breaks are one."""
    found: list[Attribution] = []
    last = -1
    for index in range(len(sheet.quoted)):
        span = quoted_chars(sheet, index)
        if span is None:
            continue
        frame = find_frame(sheet, index)
        if frame is not None and not (found and last == index - 1 and frame.cue == found[-1].cue):
            found.append(_attribution(sheet, index, frame, span))
        elif found and last == index - 1 and _continues(sheet, found[-1], index):
            gap = _gap(sheet, found[-1], index)
            form = "mixed" if gap else found[-1].form
            found[-1] = replace(found[-1], content=(*found[-1].content, *gap, span), form=form)
        else:
            continue
        last = index
    return found


def _attribution(sheet: Sheet, index: int, frame: Frame, span: Chars) -> Attribution:
    """A direct quotation, or a half-quoted sentence where words without marks lead up to the quoted ones or follow."""
    direct = Attribution(frame.source, frame.cue, frame.lemma, (span,), "direct", "speech", "quote")
    if frame.after:
        lead = lead_after_frame(sheet, index)
        rest = rest_of_sentence(sheet, frame) if lead else told_besides(sheet, frame)
        parts = (*lead, span, between_mark_and_frame(sheet, index, frame), rest)
    else:
        led = lead_before_frame(sheet, index, frame) or told_before_colon(sheet, index, frame)
        parts = (led, span, behind_mark(sheet, index))
    content = tuple(part for part in parts if part is not None)
    return direct if len(content) == 1 else replace(direct, content=content, form="mixed")


def find_frame(sheet: Sheet, index: int) -> Frame | None:
    """The frame of the quoted stretch `index`: a tight one before it, else one after it, else a loose one before it."""
    return (
        _before(sheet, index, tight=True)
        or _after(sheet, index)
        or _before(sheet, index, tight=False)
        or _before_bare_colon(sheet, index)
    )


def is_full(sheet: Sheet, index: int) -> bool:
    """Whether a quoted stretch looks like a sentence rather than a term or title."""
    q = sheet.quoted[index]
    words = q.text(sheet.text).rstrip(_SINGLE_MARKS)
    ends = words[-1:] in ".,?!…" or sheet.text[q.end : q.end + 1] in (".", ",")
    return words.count(" ") >= 3 and ends and (words[:1].isupper() or words[:1] in "…[(" or not words[:1].isalpha())


def _continues(sheet: Sheet, attribution: Attribution, index: int) -> bool:
    """Whether nothing but the frame stands between two stretches of one paragraph (“…,” he said. “…”)."""
    first, second = sheet.quoted[index - 1], sheet.quoted[index]
    if first.passage != second.passage:
        return False
    start, end = sheet.ranges[index - 1].stop, sheet.ranges[index].start
    gap = [t for t in sheet.doc[start:end] if t.text not in MARKS and not t.is_space]
    ends = [t for t in gap if t.text in SENTENCE_END]
    if len(gap) > 2 * REACH or len(ends) > 1:
        return False
    if ends:
        return gap[-1] == ends[0] or (is_full(sheet, index) and _leads_on(gap[gap.index(ends[0]) + 1 :]))
    cue = attribution.cue
    others = (c.token for c in sheet.cues_in(start, end) if "quote" in c.takes and c.token not in cue)
    if any(verb.dep_ != "xcomp" or verb.head not in cue for verb in others):
        return False
    return not gap or gap[-1].text in _JOINTS or is_full(sheet, index) or _closes_sentence(sheet, attribution, index)


def _closes_sentence(sheet: Sheet, attribution: Attribution, index: int) -> bool:
    """Whether the second of two stretches ends the sentence that the first began behind its frame."""
    second, words = sheet.quoted[index], sheet.quoted[index].text(sheet.text)
    ends = words[-1:] in ".?!" or sheet.text[second.end : second.end + 1] == "."
    begun = attribution.form == "direct" and is_full(sheet, index - 1)
    return begun and ends and attribution.cue[-1].i < sheet.ranges[index - 1].start


def _gap(sheet: Sheet, attribution: Attribution, index: int) -> tuple[Chars, ...]:
    """What the sentence says between two quoted stretches (said: “In times of need,” Kovac “chose to leave”)."""
    start, end = sheet.ranges[index - 1].stop, sheet.ranges[index].start
    gap = sheet.doc[start:end]
    told = attribution.cue[-1].i < start and not any(t.text in SENTENCE_END or "\n" in t.text for t in gap)
    between = sheet.chars(start, end) if told and not _leads_on(gap) else None
    return () if between is None else (between,)


def _leads_on(lead: Iterable[Token]) -> bool:
    """Whether only “Then,” or “But” stand before the next quotation (“…,” she said. But “it was a sham.”)."""
    return all(t.pos_ in ("CCONJ", "ADV", "SCONJ", "PUNCT") for t in lead)


def _after(sheet: Sheet, index: int) -> Frame | None:
    start, end = window_after(sheet, index)
    if start >= end or not _hangs_on(sheet, index, start) or sheet.doc[start].pos_ in ("CCONJ", "SCONJ"):
        return None
    for cue in sheet.cues_in(start, end):
        verb = cue.token
        if not _introduces(sheet, cue, index) or verb.tag_ == "VBG" or not _is_main(verb, start):
            continue
        clause = _has_clause(cue, end, inverted=verb.i == start) and not _is_closed(sheet, index, cue)
        if clause or _already_told(sheet, index):
            continue
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
            continue
        head = _speaker_in(sheet, cue, start, end)
        if head is not None:
            return Frame(source_span(head, range(verb.i, verb.i + 1)), cue.tokens, cue.lemma, after=True)
    return None


def _is_closed(sheet: Sheet, index: int, cue: Cue) -> bool:
    """Whether a comma before the closing mark ties the quotation to its frame, whatever follows (“…,” he said as …)."""
    words = sheet.quoted[index].text(sheet.text)
    behind = sheet.doc[cue.tokens[-1].i + 1]
    loose = behind.is_punct or (behind.dep_ in ("mark", "advmod", "prep") and behind.lower_ != "that")
    return loose and words[-1:] == "," and words.count(" ") >= 2


def _already_told(sheet: Sheet, index: int) -> bool:
    """Whether the words before the quoted part are told by somebody already (Kovac said it was “a sham,” she said)."""
    start, end = window_before(sheet, index)
    said = (c for c in sheet.cues_in(start, end) if c.takes.get("frame") == "speech")
    return any(_has_clause(cue, end) for cue in said if cue.token.tag_ in _PAST_OR_PRESENT)


def _source(sheet: Sheet, verb: Token) -> Token | None:
    """The verb's source, unless the parser found it inside a quotation; then that of the verb above."""
    head = participle_source(verb, sheet.region) or source_of(verb)
    if head is None or sheet.region[head.i] < 0:
        return head
    above = source_of(verb.head) if verb.dep_ in ("advcl", "conj", "xcomp") else None
    return above if above is not None and sheet.region[above.i] < 0 else None


def _is_main(verb: Token, start: int) -> bool:
    """Whether a verb heads its clause; “the envoy, Ana Kovac, tweeted” is often parsed as a noun with a participle."""
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN" and verb.head.i >= start and verb.i > 0 and verb.doc[verb.i - 1].text == ","
    return verb.dep_ != "relcl"


def _introduces(sheet: Sheet, cue: Cue, index: int) -> bool:
    """Whether a cue can frame the quoted stretch: one that is no verb of saying needs a whole sentence."""
    level = cue.takes.get("quote")
    return level in ("speech", "thought") or (level == "stance" and is_full(sheet, index))


def _hangs_on(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the words from token `start` can belong to the quotation before them rather than begin a sentence."""
    doc, q = sheet.doc, sheet.quoted[index]
    words = q.text(sheet.text).rstrip(_SINGLE_MARKS)
    between = sheet.text[q.end : doc[start].idx]
    if words[-1:] in _TERMINAL or any(mark in between for mark in ",–—"):
        return True
    first = doc[start]
    return first.tag_ in ("VBD", "VBZ", "VBP") and words.count(" ") >= 2


def _speaker_in(sheet: Sheet, cue: Cue, start: int, end: int) -> Token | None:
    verb = cue.token
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and start <= c.i < end), None)
    if subject is not None:
        return subject
    elsewhere = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if elsewhere is not None and sheet.region[elsewhere.i] < 0:
        return None
    before = [t for t in sheet.doc[start : verb.i] if t.pos_ not in ("ADV", "AUX", "CCONJ", "PUNCT")]
    if before:
        return phrase_between(sheet.doc, start, verb.i) or next((t for t in before if t.is_title), None)
    if verb.i - start <= 1:
        return phrase_between(sheet.doc, verb.i + 1, end)
    return None


def _before(sheet: Sheet, index: int, *, tight: bool) -> Frame | None:
    start, end = window_before(sheet, index)
    if start >= end:
        return None
    last = sheet.doc[end - 1]
    cues = [c for c in sheet.cues_in(start, end) if _introduces(sheet, c, index)]
    if last.text == ":":
        return _before_colon(sheet, cues, end) if tight else None
    cue = cues[-1] if cues else None
    if cue is None or end - cue.token.i > REACH or _names_a_thing(cue, last):
        return None
    near = _only_addressee(sheet, cue, end)
    whole = last.text in DASHES or is_full(sheet, index) or _is_all_said(sheet, cue, index, end)
    if tight and not (near and whole):
        return None
    if not tight and (last.text != "," or _has_clause(cue, sheet.ranges[index].start)):
        return None
    head = _source(sheet, cue.token)
    if head is None and cue.token.tag_ != "VBG":
        return None
    return _frame(head, cue.tokens, cue.lemma)


def _names_a_thing(cue: Cue, last: Token) -> bool:
    """Whether the quoted words only name the cue's object (noted the change of the slogan, “Bread First”)."""
    if cue.token.lemma_ in ADDRESSING or last.text in DASHES - {","}:
        return False
    return any(c.dep_ in ("dobj", "attr") and c.i < last.i and c.lower_ != "it" for c in cue.token.rights)


def _is_all_said(sheet: Sheet, cue: Cue, index: int, end: int) -> bool:
    """Whether a verb of saying stands right before several quoted words that end the sentence."""
    after = sheet.text[sheet.quoted[index].end : sheet.quoted[index].end + 1]
    words = sheet.quoted[index].text(sheet.text)
    closes = words[-1:] in ".?!" or after in (".", "\n", "")
    return cue.token.i == end - 1 and cue.takes.get("frame") == "speech" and closes and words.count(" ") >= 2


def _frame(head: Token | None, cue: tuple[Token, ...], lemma: str) -> Frame:
    at = cue[0].i
    return Frame(None if head is None else source_span(head, range(at, at + 1)), cue, lemma, after=False)


def _has_clause(cue: Cue, until: int, *, inverted: bool = False) -> bool:
    """Whether the cue already has a clause of its own, right behind it or with “that”, before token `until`.

    `inverted`: the cue stands right behind the quotation, so what follows it is its speaker (“…,” said the minister).
    """
    verb = cue.token
    clauses = [c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.i < until]
    right_behind = not inverted and any(c.left_edge.i == verb.i + 1 for c in clauses)
    return right_behind or any(m.lower_ == "that" for c in clauses for m in c.lefts)


def _only_addressee(sheet: Sheet, cue: Cue, end: int) -> bool:
    """Whether only the addressee, “that”, a time or a place stand between cue and quotation."""
    between = sheet.doc[cue.token.i + 1 : end]
    if any((t.lower_ == "that" and t.dep_ == "mark") or t.tag_ == "WDT" for t in between[:-1]):
        return False
    return all(t.pos_ not in ("VERB", "AUX") or t.dep_ in ("relcl", "acl", "amod") or _is_asked(t) for t in between)


def _is_asked(verb: Token) -> bool:
    """Whether a participle tells what was answered (told reporters when asked about it: “…”)."""
    return verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBD") and verb.lemma_ in ("ask", "press", "question")


def _before_colon(sheet: Sheet, cues: list[Cue], end: int) -> Frame | None:
    named = _name_behind_dash(sheet, end - 1)
    if named is not None:
        return named
    for cue in reversed(cues):
        head = _source(sheet, cue.token) if cue.takes.get("quote") != "stance" else None
        if head is not None and _only_addressee(sheet, cue, end):
            return _frame(head, cue.tokens, cue.lemma)
    return None


def _before_bare_colon(sheet: Sheet, index: int) -> Frame | None:
    """A colon without a cue before it: the subject of the main verb speaks (“left no doubt: “…””, “Xi, later: “…””)."""
    start, end = window_before(sheet, index)
    if start >= end or sheet.doc[end - 1].text != ":" or not is_full(sheet, index):
        return None
    first = sheet.doc[start]
    if first.tag_ in _PAST_OR_PRESENT and end - start > 2 and first.lemma_ in cue_lexicon().verbs:
        named = phrase_between(sheet.doc, start + 1, end - 1)
        return None if named is None else Frame(source_span(named), (first,), first.lemma_, after=False)
    verb = _main_verb(sheet, start, end)
    if verb is None:
        named = phrase_between(sheet.doc, start, end - 1)
        colon = sheet.doc[end - 1]
        return None if named is None else Frame(source_span(named, range(colon.i, end)), (colon,), None, after=False)
    head = source_of(verb)
    return None if head is None else _frame(head, (verb,), verb.lemma_)


def _name_behind_dash(sheet: Sheet, colon: int) -> Frame | None:
    """Who is quoted under a headline (“Polls were wrong – Ana Kovac: “…””)."""
    doc, start = sheet.doc, colon
    while start and doc[start - 1].pos_ in ("PROPN", "CCONJ"):
        start -= 1
    if start == colon or not start or doc[start - 1].text not in DASHES or doc[start - 1].text == ",":
        return None
    named = phrase_between(doc, start, colon)
    return None if named is None else Frame(doc[start:colon], (doc[colon],), None, after=False)


def _main_verb(sheet: Sheet, start: int, end: int) -> Token | None:
    verbs = [t for t in sheet.doc[start : end - 1] if t.pos_ in ("VERB", "AUX") and t.dep_ not in _SUBORDINATE]
    return next((t for t in verbs if t.dep_ == "ROOT"), verbs[0] if verbs else None)
