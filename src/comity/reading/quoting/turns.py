"""Words that belong to a speaker without a cue of their own: turns (“Name: …”), signed quotations, and quotations
that carry on from the sentence or paragraph before."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from comity.reading.page import Passage
from comity.reading.quoting.around import quoted_chars
from comity.reading.quoting.cues import cue_lexicon
from comity.reading.quoting.frames import is_full
from comity.reading.quoting.interviews import TURN, interviewee
from comity.reading.quoting.sheet import Attribution, Sheet, trimmed
from comity.reading.quoting.speakers import phrase_between, source_span

_LETTER = re.compile(r"[^\W\d_]")
_NAME_PARTS = frozenset({"PROPN", "NOUN", "X", "PUNCT", "ADJ", "INTJ"})
_ANSWERERS = frozenset({"a", "answer"})
_SIGNATURE = 24
"""Most tokens of a line that signs a quotation, and how near its beginning the name stands."""
_NAMED = 8
_DASHES = frozenset({"–", "—", "-", "--", "―"})
_TELLING = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BACK = 1
"""How many paragraphs a speaker carries over."""


def read_turns(sheet: Sheet) -> Iterator[Attribution]:
    """“Name: …” at the start of a paragraph: the rest of it is that speaker's; one person gives all answers."""
    answering: Span | None = None
    for passage in sheet.page.passages:
        match = TURN.match(sheet.text, passage.start, passage.end) if passage.kind == "paragraph" else None
        if match is None or sheet.text[match.end()] in '"“„«':
            continue
        name = sheet.doc.char_span(match.start(1), match.end(1), alignment_mode="contract")
        content = trimmed(sheet.text, match.end(), passage.end)
        if name is None or content is None or not _LETTER.search(sheet.text, *content):
            continue
        if any(t.pos_ not in _NAME_PARTS for t in name):
            continue
        if name.text.lower() in cue_lexicon().labels:
            continue
        source: Span | None = name
        if name.text.lower() in _ANSWERERS:
            source = answering = answering or interviewee(sheet, passage.start)
        yield Attribution(source, (sheet.doc[name.end],), None, (content,), "direct", "speech", "turn")


def read_signed(sheet: Sheet) -> Iterator[Attribution]:
    """A quoted paragraph that the line below it signs with a name (“We wait.” / Ana Kovac, the harbour master)."""
    passages = sheet.page.passages
    for index, quoted in enumerate(sheet.quoted):
        above, span = passages[quoted.passage], quoted_chars(sheet, index)
        below = passages[quoted.passage + 1] if quoted.passage + 1 < len(passages) else None
        if span is None or below is None or quoted.single or quoted.start != above.start or quoted.end < above.end:
            continue
        if not is_full(sheet, index):
            continue
        if sheet.text[above.end : below.start] == "\n" and (name := _signature(sheet, below)) is not None:
            yield Attribution(name, (), None, (span,), "direct", "speech", "turn")


def _signature(sheet: Sheet, line: Passage) -> Span | None:
    """The name and title in a short line that tells nothing."""
    words = sheet.doc.char_span(line.start, line.end, alignment_mode="contract")
    if words is None or len(words) > _SIGNATURE or not any(t.ent_type_ == "PERSON" for t in words[:_NAMED]):
        return None
    if any(t.tag_ in _TELLING and t.dep_ not in ("relcl", "acl") for t in words) or ":" in words.text:
        return None
    if words[0].text not in _DASHES and not any(t.text == "," for t in words[1:-1]):
        return None
    head = phrase_between(sheet.doc, words.start, words.end)
    return None if head is None else source_span(head)


def carry_over(sheet: Sheet, found: Sequence[Attribution]) -> list[Attribution]:
    """Whole quoted sentences that no cue reaches, given to the speaker of the sentence or paragraph before."""
    carried: list[Attribution] = []
    for index, quoted in enumerate(sheet.quoted):
        span = quoted_chars(sheet, index)
        if span is None or quoted.single or not is_full(sheet, index) or not _starts_sentence(sheet, index):
            continue
        known = [a for a in (*found, *carried) if not _inside(a, quoted.start, quoted.end)]
        if any(s < span[1] and e > span[0] for a in known for s, e in a.content):
            continue
        before = _before(sheet, index, known)
        if before is not None:
            source, lemma = before
            carried.append(Attribution(source, (), lemma, (span,), "direct", "speech", "carried"))
    return carried


def _inside(a: Attribution, start: int, end: int) -> bool:
    """Whether cue or source stand between `start` and `end`: somebody quoted within the quotation."""
    named = a.cue[0].idx if a.cue else a.source.start_char if a.source is not None else -1
    return start <= named < end


def _starts_sentence(sheet: Sheet, index: int) -> bool:
    at = sheet.ranges[index].start - 1
    while at >= 0 and sheet.doc[at].text == " ":
        at -= 1
    return at < 0 or sheet.region[at] >= 0 or sheet.doc[at].is_space or sheet.doc[at].text in ".?!:…"


def _before(sheet: Sheet, index: int, known: Sequence[Attribution]) -> tuple[Span | None, str | None] | None:
    """Speaker and cue that carry over to the quoted stretch `index`; None when nobody spoke near enough before it."""
    quoted = sheet.quoted[index]
    if quoted.runs_on:
        after = [a for a in known if a.construct == "quote" and a.start > quoted.end]
        if after and sheet.text[quoted.end : min(a.start for a in after)].strip(' \n"“') == "":
            nearest = min(after, key=lambda a: a.start)
            return nearest.source, nearest.lemma
    start = sheet.page.passages[max(0, quoted.passage - _BACK)].start
    earlier = [a for a in known if start <= a.start and a.end <= quoted.start and _is_own(sheet, a)]
    subject = _subject_before(sheet, index, earlier)
    if subject is not None:
        return subject, None
    if not earlier:
        return None
    last = max(earlier, key=lambda a: (not _is_aside(a), a.end))
    return last.source, last.lemma


def _is_own(sheet: Sheet, a: Attribution) -> bool:
    """Whether the writer tells what somebody said or thinks; who is quoted within a quotation does not go on."""
    within = bool(a.cue) and sheet.region[a.cue[0].i] >= 0
    return a.level in ("speech", "thought") and not within


def _is_aside(a: Attribution) -> bool:
    """Whether a relative clause tells it (“…,” said Kovac, who thinks that …)."""
    verb = a.cue[0] if a.cue else None
    while verb is not None and verb.dep_ == "conj":
        verb = verb.head
    return verb is not None and verb.dep_ == "relcl"


def _subject_before(sheet: Sheet, index: int, earlier: Sequence[Attribution]) -> Span | None:
    """The person who is subject of the sentence before in the same paragraph, when that sentence attributes nothing."""
    quoted = sheet.quoted[index]
    at = sheet.ranges[index].start - 1
    if at < 0 or sheet.doc[at].idx < sheet.page.passages[quoted.passage].start or sheet.region[at] >= 0:
        return None
    sentence = sheet.doc[at].sent
    if any(a.end > sentence.start_char for a in earlier) or sheet.region[sentence.start] >= 0:
        return None
    subject = next((t for t in sentence.root.lefts if t.dep_ == "nsubj"), None)
    return None if subject is None or not _is_person(subject) else sheet.doc[subject.i : subject.i + 1]


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in ("he", "she")
