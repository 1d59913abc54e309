"""What a sentence says around its quoted part: the words before a frame, behind it, and between mark and frame."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from comity.reading.quoting.sheet import Chars, Sheet

SENTENCE_END = frozenset({".", "?", "!"})
DASHES = frozenset({",", "–", "—", "-", "--", "―"})
MARKS = frozenset({'"', "'", "''", "``", "“", "”", "‘", "’"})
APART = DASHES - {","} | {"("}
REACH = 25
"""Most tokens between a quotation and its cue verb."""
_FEW = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The cue and source that frame one quoted stretch; `after` says that they follow it."""

    source: Span | None
    cue: tuple[Token, ...]
    lemma: str | None
    after: bool


def window_before(sheet: Sheet, index: int) -> tuple[int, int]:
    """Tokens from the start of the sentence or the end of the last quotation to the opening mark."""
    doc = sheet.doc
    end = sheet.ranges[index].start
    while end and (doc[end - 1].text in MARKS or doc[end - 1].text == " "):
        end -= 1
    above = end
    while above and doc[above - 1].is_space:
        above -= 1
    if above and doc[above - 1].text == ":":
        end = above
    start = end
    while start and sheet.region[start - 1] < 0 and doc[start - 1].text not in SENTENCE_END:
        if "\n" in doc[start - 1].text:
            break
        start -= 1
    return start, end


def window_after(sheet: Sheet, index: int) -> tuple[int, int]:
    """Tokens from the closing mark to the end of the sentence or the next quotation, punctuation left out in front."""
    doc = sheet.doc
    start = sheet.ranges[index].stop
    limit = min(len(doc), start + 2 * REACH)
    while start < limit and (doc[start].is_space or doc[start].text in DASHES or doc[start].text in MARKS):
        if "\n" in doc[start].text:
            return start, start
        start += 1
    end = start
    while end < limit and doc[end].text not in SENTENCE_END and "\n" not in doc[end].text and sheet.region[end] < 0:
        end += 1
    return start, end


def lead_after_frame(sheet: Sheet, index: int) -> tuple[Chars, ...]:
    """What the sentence says before its quoted part, when the frame follows (It was “a sham,” she said).

    A term quoted further up in the sentence is part of it (“Home” was “a dream,” she said); a dash or bracket before
    the mark sets the quotation apart from what the writer tells.
    """
    start, end = window_before(sheet, index)
    last = sheet.doc[end - 1].text if end > start else ""
    if end - start < 2 or last == ":" or last in APART:
        return ()
    lead = sheet.chars(start, end)
    if lead is None:
        return ()
    if not start or sheet.region[start - 1] < 0:
        return (lead,)
    term = sheet.region[start - 1]
    inner = quoted_chars(sheet, term)
    opens = window_before(sheet, term)
    closed = sheet.text[sheet.quoted[term].inner_end - 1] in ".,?!"
    if inner is None or closed or opens[0] != opens[1] or sheet.quoted[term].passage != sheet.quoted[index].passage:
        return ()
    return (inner, lead)


def lead_before_frame(sheet: Sheet, index: int, frame: Frame) -> Chars | None:
    """What stands before a frame that breaks a sentence whose rest is quoted (The embargo, he said, “is a burden”)."""
    start, end = window_before(sheet, index)
    first = sheet.quoted[index].text(sheet.text)[:1]
    at = min(frame.cue[0].i, frame.source.start if frame.source is not None else len(sheet.doc))
    if not first.islower() or sheet.doc[end - 1].text not in DASHES or at - start < 2:
        return None
    return sheet.chars(start, at) if sheet.doc[at - 1].text in DASHES else None


def behind_mark(sheet: Sheet, index: int) -> Chars | None:
    """What the sentence says behind its quoted part (said “the wind is with us” despite the defeat)."""
    doc, q = sheet.doc, sheet.quoted[index]
    first = at = sheet.ranges[index].stop
    if first >= len(doc) or doc[first].is_punct or doc[first].is_space or doc[first].pos_ == "CCONJ":
        return None
    if sheet.text[q.inner_end - 1] in ".,?!…—–":
        return None
    while at < len(doc) and doc[at].text not in SENTENCE_END and "\n" not in doc[at].text and sheet.region[at] < 0:
        at += 1
    finite = any(c.token.tag_ != "VBG" and "quote" in c.takes for c in sheet.cues_in(first, at))
    return None if finite else sheet.chars(first, at)


def rest_of_sentence(sheet: Sheet, frame: Frame) -> Chars | None:
    """What follows the second comma of a frame that breaks a sentence (…, she said, that nobody reads)."""
    doc = sheet.doc
    at = max(frame.cue[-1].i + 1, frame.source.end if frame.source is not None else 0)
    if at >= len(doc) or doc[at].text not in DASHES or at + 1 >= len(doc) or doc[at + 1].tag_ == "VBG":
        return None
    if doc[at + 1].pos_ == "CCONJ" and doc[at + 2 : at + 3].text.lower() in ("he", "she", "they"):
        return None
    end = at + 1
    while end < len(doc) and doc[end].text not in SENTENCE_END and "\n" not in doc[end].text and sheet.region[end] < 0:
        end += 1
    return sheet.chars(at + 1, end)


def told_besides(sheet: Sheet, frame: Frame) -> Chars | None:
    """A clause that a frame tells behind its quotation (“It is bad luck,” he said, that both had been there)."""
    for clause in frame.cue[0].rights:
        that = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ == "mark"), None)
        if clause.dep_ == "ccomp" and that is not None and sheet.region[that.i] < 0:
            return sheet.chars(that.i, clause.right_edge.i + 1)
    return None


def quoted_chars(sheet: Sheet, index: int) -> Chars | None:
    """Characters between the marks, without a comma or dash that belongs to the frame."""
    q = sheet.quoted[index]
    start, end = q.inner_start, q.inner_end
    while end > start and sheet.text[end - 1] in " ,–—-\"'":
        end -= 1
    return (start, end) if start < end else None


def between_mark_and_frame(sheet: Sheet, index: int, frame: Frame) -> Chars | None:
    """Words between the closing mark and the frame behind it (“It is over,” in contrast to last year, says Kovac)."""
    start, _ = window_after(sheet, index)
    ends = [frame.cue[0].i] if frame.source is None else [frame.cue[0].i, frame.source.start]
    end, doc = min(ends), sheet.doc
    if end - start < _FEW or doc[end - 1].text != "," or doc[start].pos_ not in ("ADP", "SCONJ", "VERB"):
        return None
    return sheet.chars(start, end)


def told_before_colon(sheet: Sheet, index: int, frame: Frame) -> Chars | None:
    """The clause that leads up to the colon before a quotation (adds that they have two choices: “…”)."""
    start, end = window_before(sheet, index)
    if sheet.doc[end - 1].text != ":" or frame.cue[-1].i < start:
        return None
    verb = frame.cue[0]
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.i < end), None)
    that = None if clause is None else next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ == "mark"), None)
    return None if that is None or that.i < verb.i else sheet.chars(that.i + 1, end)
