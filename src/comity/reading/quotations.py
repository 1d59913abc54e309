"""Quotations: who said what, directly or indirectly, each with its speaker resolved."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from spacy.tokens import Token

from comity.model import Evidence, Quotation, Reference
from comity.reading.page import Page
from comity.reading.quoting.attributions import find_attributions
from comity.reading.quoting.cues import cue_lexicon
from comity.reading.quoting.introduced import introduced
from comity.reading.quoting.sheet import Attribution, Chars, Construct
from comity.reading.quoting.voices import voices

Dated = tuple[str | None, str | None]
"""An EDTF date and its basis."""
When = Callable[[Page, Token], Dated]
"""The date of what a verb tells."""

_CONFIDENCE: dict[Construct, float] = {
    "quote": 0.95, "turn": 0.85, "answer": 0.85, "clause": 0.85, "according": 0.85, "frame": 0.8, "carried": 0.75,
    "noun": 0.6, "adjective": 0.6,
}  # fmt: skip
_OPEN_QUESTIONS = frozenset({"how", "what", "why", "who", "whom", "when", "where", "which", "whether", "if"})
_UNSAID = frozenset({"likely", "unlikely", "expect", "due", "set", "decline", "refuse", "fail", "hesitate"})
_ON_AIR = frozenset({"speak", "talk", "tell", "interview", "sit", "answer", "meet"})
_ADDING = frozenset({"add", "go on", "continue"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = 2
"""Over how many paragraphs a speech goes on under the date of its frame."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The quotation before: its speakers, the paragraph and the character it ends in with its frame, and its date."""

    speakers: tuple[Reference, ...] = ()
    paragraph: int = -9
    end: int = 0
    dated: Dated = (None, None)


def read_quotations(page: Page, when: When | None = None) -> tuple[Quotation, ...]:
    """Statements of who said what, one for each speaker and paragraph, in the order of the text.

    Indirect speech needs a finite clause or “according to”; words quoted inside it are evidence spans of their own.
    A quotation without a date of its own takes that of the one before when the same speaker goes on.
    """
    found: list[Quotation] = []
    last = _Spoken()
    starts = [p.start for p in page.passages]
    attributions = [a for a in find_attributions(page) if is_quotation(a)]
    spoken = [span for a in attributions if a.form == "direct" for span in a.content]
    for attribution in attributions:
        paragraph = bisect_right(starts, attribution.start) - 1
        speakers = voices(page, attribution)
        nested = any(start <= c.idx < end for c in attribution.cue[:1] for start, end in spoken)
        if nested:
            speakers = _within_speech(attribution, speakers)
        elif paragraph - last.paragraph <= 1:
            speakers = _goes_on(page, attribution, speakers, last, spoken)
            if paragraph == last.paragraph and _is_same_body(attribution, last):
                speakers = last.speakers
        if not nested:
            speakers = introduced(page, attribution, speakers)
        speakers = _not_addressed(page, attribution, speakers)
        if not speakers:
            continue
        dated = _date(page, attribution, when)
        if dated[0] is None and _same(speakers, last.speakers) and paragraph - last.paragraph <= _NEAR:
            dated = last.dated
        for spans in _by_paragraph(starts, attribution):
            found.extend(_statement(page, attribution, spans, speaker, dated) for speaker in speakers)
        if not nested:
            last = _Spoken(speakers, bisect_right(starts, attribution.end - 1) - 1, _end(attribution), dated)
    return tuple(found)


def _within_speech(attribution: Attribution, speakers: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Speakers worth telling inside somebody's words: named ones other than the “I” and “we” who speak."""
    if attribution.source is None or attribution.source.root.lower_ in ("i", "we"):
        return ()
    return tuple(r for r in speakers if not r.id.startswith("group:"))


def is_quotation(attribution: Attribution) -> bool:
    """Whether an attribution tells what somebody said or thinks, rather than wants, praises or knows."""
    if attribution.construct not in _CONFIDENCE or attribution.source is None:
        return False
    if attribution.construct in ("quote", "turn", "answer", "carried"):
        return True
    if attribution.level == "evidence":
        return _is_finding(attribution)
    return attribution.level in ("speech", "thought") and not _withheld(attribution)


def _is_finding(attribution: Attribution) -> bool:
    """What a report shows, or a court, a mission or observers find."""
    root = attribution.source.root.lemma_.lower() if attribution.source is not None else ""
    if root in cue_lexicon().documents:
        return attribution.construct == "clause"
    return attribution.lemma == "find" and root in cue_lexicon().examiners


def _withheld(attribution: Attribution) -> bool:
    """Questions and things not said, or not yet: “asked whether”, “did not say that”, “refused to say that”."""
    source, cue = attribution.source, attribution.cue
    if source is None or not cue:
        return True
    if cue[0].dep_ == "xcomp" and cue[0].tag_ == "VB" and cue[0].head.lemma_ in _UNSAID:
        return True
    if cue[0].dep_ in ("xcomp", "ccomp") and cue[0].tag_ in ("VBG", "VBN") and cue[0].head.lemma_ == "deny":
        return True
    told = source.doc.char_span(attribution.start, attribution.end, alignment_mode="expand")
    first = told[0] if told is not None else None
    asked = first is not None and first.lower_ in _OPEN_QUESTIONS and not (first.i and first.nbor(-1).lower_ == "that")
    purpose = (
        first is not None and first.i > 1 and [t.lower_ for t in first.doc[first.i - 2 : first.i]] == ["so", "that"]
    )
    if attribution.construct == "clause" and (asked or purpose):
        return True
    if attribution.construct == "clause" and (_is_told_of_noun(cue[0]) or _is_part_of_said(cue[0])):
        return True
    negated = any(c.dep_ == "neg" for c in cue[0].children)
    if attribution.lemma in cue_lexicon().concealing:
        return not negated
    return negated and attribution.level == "speech"


def _is_part_of_said(cue: Token) -> bool:
    """“replied that he hoped it would end”: a hope that is part of what is said already."""
    return cue.lemma_ == "hope" and cue.dep_ == "ccomp" and cue.head.lemma_ in cue_lexicon().verbs


def _is_told_of_noun(cue: Token) -> bool:
    """“a hill that both say they hold”: the words have a gap where the noun in front of them belongs."""
    if cue.dep_ != "relcl":
        return False
    subject = next((c for c in cue.lefts if c.dep_ in _SUBJECTS), None)
    where = any(t.tag_ == "WRB" for t in cue.doc[cue.left_edge.i : cue.i])
    return subject is not None and subject.tag_ not in ("WP", "WDT") and not where


def _goes_on(
    page: Page, attribution: Attribution, speakers: tuple[Reference, ...], last: _Spoken, spoken: list[Chars]
) -> tuple[Reference, ...]:
    """A “he” or “she” who speaks next is the speaker before, unless somebody else is named between the two.

    Names inside what is said do not count (“If Ruto goes, he said, …”). Whoever adds something spoke before, even if he
    has no name and others are told of, as long as they do nothing.
    """
    source = attribution.source
    if source is None or source.root.lower_ not in ("he", "she") or len(last.speakers) != 1:
        return speakers
    adds = attribution.lemma in _ADDING
    if not (adds or last.speakers[0].id.startswith("person:")):
        return speakers
    behind = bisect_left(page.mentions, last.end, key=lambda m: page.doc[m.start].idx)
    for mention in islice(page.mentions, behind, None):
        if mention.start >= source.start:
            break
        if mention.form not in ("name", "title") or mention.end > source.start:
            continue
        at = page.doc[mention.start].idx
        said = any(start <= at < end for start, end in (*spoken, *attribution.content))
        told = adds and page.doc[mention.head].dep_ not in _SUBJECTS
        if not said and not told and any(r.id.startswith("person:") for r in mention.references):
            return speakers
    return last.speakers


def _is_same_body(attribution: Attribution, last: _Spoken) -> bool:
    """“It added that …”: the body or state that spoke in the sentence before."""
    source = attribution.source
    if source is None or source.root.lower_ != "it" or len(last.speakers) != 1 or not attribution.cue:
        return False
    before = source.doc[max(0, attribution.cue[0].sent.start - 1)]
    near = before.sent.start_char <= last.end
    return near and not last.speakers[0].id.startswith("person:")


def _not_addressed(page: Page, attribution: Attribution, speakers: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Nobody tells himself: “he assured Xi” is said by the last person named before who is not Xi."""
    source, cue = attribution.source, attribution.cue
    if source is None or not cue or source.root.lower_ not in ("he", "she"):
        return speakers
    addressed = {r.id for c in cue[0].rights if c.dep_ in ("dobj", "dative") for r in page.who(c)}
    if not addressed & {r.id for r in speakers}:
        return speakers
    before = (m.references for m in reversed(page.mentions) if m.form == "name" and m.end <= source.start)
    others = (r for references in before for r in references if r.id.startswith("person:") and r.id not in addressed)
    other = next(others, None)
    return () if other is None else (other,)


def _end(attribution: Attribution) -> int:
    source = attribution.source.end_char if attribution.source is not None and attribution.cue else 0
    return max(attribution.end, source, *(c.idx + len(c) for c in attribution.cue), 0)


def _same(some: tuple[Reference, ...], others: tuple[Reference, ...]) -> bool:
    return {r.id for r in some} == {r.id for r in others}


def _date(page: Page, attribution: Attribution, when: When | None) -> Dated:
    if when is None:
        return None, None
    if attribution.construct == "answer":
        return _date_of_interview(page, attribution, when)
    dated = when(page, attribution.cue[0]) if attribution.cue else (None, None)
    return dated if dated[0] is not None else _date_of_stamp(page, attribution)


def _date_of_interview(page: Page, attribution: Attribution, when: When) -> Dated:
    """When an interview took place, as far as the words before it say (“spoke to us on Monday”)."""
    for sentence in page.sentences:
        if sentence.span.start_char >= attribution.start:
            break
        for token in sentence.span:
            if token.lemma_ in _ON_AIR and token.pos_ == "VERB" and when(page, token)[0] is not None:
                return when(page, token)
    return None, None


def _date_of_stamp(page: Page, attribution: Attribution) -> Dated:
    """An entry of a live blog is of the day of publication."""
    starts = [p.start for p in page.passages]
    at = bisect_right(starts, attribution.start) - 1
    stamped = at > 0 and page.passages[at - 1].kind == "stamp"
    between = page.document.text[page.passages[at - 1].end : page.passages[at].start] if stamped else ""
    return (page.document.published, "relative") if stamped and "\n\n" not in between else (None, None)


def _statement(page: Page, attribution: Attribution, spans: list[Chars], speaker: Reference, dated: Dated) -> Quotation:
    evidence = tuple(Evidence.of(page.document.text, start, end) for start, end in spans)
    return Quotation(
        document=page.document.id,
        evidence=evidence,
        when=dated[0],
        when_basis=dated[1],
        confidence=_CONFIDENCE[attribution.construct],
        frame=f"quotation:{attribution.construct}",
        speaker=speaker,
        text=" ".join(e.exact for e in evidence),
        form="direct" if attribution.form == "direct" else "indirect",
        cue=attribution.lemma,
    )


def _by_paragraph(starts: list[int], attribution: Attribution) -> Iterator[list[Chars]]:
    """The content's spans, one group for each paragraph."""
    for _, spans in groupby(attribution.content, key=lambda span: bisect_right(starts, span[0])):
        yield list(spans)
