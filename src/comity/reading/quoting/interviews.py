"""Interviews: who is asked, and which paragraphs of a text of questions and answers are the answers."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from comity.reading.page import Mention, Passage
from comity.reading.quoting.sheet import Attribution, Sheet

TURN = re.compile(r"\**([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\**\s+(?=\S)")
_QUESTION = re.compile(r"\?['’”\"*)]*$")
_YOU = re.compile(r"\b[Yy]ou(?:r|rself)?\b")
_ONE_SELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?)\b")
_ANNOUNCED = re.compile(r"\b[Ii]nterview(?:ed)?\b")
_QUESTIONS = 3
"""Fewest questions that make a text an interview."""
_QUESTION_WORDS = 40
_REMARK_WORDS = 25
"""Most words of a turn of the asker that is no question."""
_REMARKS = 3
"""Most such turns before the first question."""
_ADDRESS = 12
"""How near to the beginning of the first question the name of whoever is addressed stands."""
_TALKING = frozenset({"speak", "talk", "receive", "meet", "tell", "answer", "sit", "welcome", "chat", "reply"})
_ASKERS = frozenset({"us", "me", "correspondent", "reporter", "newspaper", "magazine", "our"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def read_answers(sheet: Sheet) -> Iterator[Attribution]:
    """Answers of an interview whose questions stand in paragraphs of their own."""
    passages = [p for p in sheet.page.passages if p.kind in ("paragraph", "heading")]
    questions = [i for i, p in enumerate(passages) if _is_question(sheet, p)]
    if len(questions) < _QUESTIONS:
        return
    first = min(questions)
    later = passages[first:]
    if len(questions) * 10 < len(later) * 3 or any(TURN.match(sheet.text, p.start) for p in later):
        return
    source = interviewee(sheet, passages[first].start, passages[first])
    if source is None or not _is_interview(sheet, passages[first], [passages[i] for i in questions], source):
        return
    turns = [p for p in _turns(sheet, passages, first) if not _is_told_of(sheet, p, source)]
    asked = [_is_question(sheet, p) for p in turns]
    if _alternates(sheet, turns, asked):
        asked = [i % 2 == 0 for i in range(len(turns))]
    for passage, question in zip(turns, asked, strict=True):
        if not question and passage.kind == "paragraph":
            yield Attribution(source, (), None, ((passage.start, passage.end),), "direct", "speech", "answer")


def _turns(sheet: Sheet, passages: Sequence[Passage], first: int) -> list[Passage]:
    """The paragraphs from the first question on, or from a remark that opens the talk right behind its announcement."""
    for opening in range(first - 2, max(0, first - 2 * _REMARKS - 1), -2):
        if not _words(sheet, passages[opening]) < min(_REMARK_WORDS, _words(sheet, passages[opening + 1])):
            break
        if _is_announced(sheet, passages[opening - 1].start, passages[opening - 1].end):
            return list(passages[opening:])
    return list(passages[first:])


def _alternates(sheet: Sheet, turns: Sequence[Passage], asked: Sequence[bool]) -> bool:
    """Whether every second turn is the asker's: questions, and remarks shorter than the answers behind them."""
    if any(asked[1::2]):
        return False
    if sum(asked) * 10 >= len(turns[::2]) * 6:
        return True
    return all(
        asked[i] or _words(sheet, turns[i]) < min(_REMARK_WORDS, _words(sheet, turns[i + 1]))
        for i in range(0, len(turns) - 1, 2)
    )


def _is_told_of(sheet: Sheet, passage: Passage, source: Span) -> bool:
    """Whether a paragraph is the writer's, who tells of the person that is interviewed."""
    if _is_question(sheet, passage) or _ONE_SELF.search(sheet.text, passage.start, passage.end):
        return False
    meant = {r.id for r in sheet.page.who(source.root)}
    inside = (
        m for m in sheet.page.mentions if passage.start <= sheet.doc[m.start].idx < passage.end and m.form != "title"
    )
    return any(meant & {r.id for r in m.references} for m in inside)


def _words(sheet: Sheet, passage: Passage) -> int:
    return sheet.text.count(" ", passage.start, passage.end) + 1


def _is_interview(sheet: Sheet, first: Passage, asked: Sequence[Passage], source: Span) -> bool:
    """Whether the questions are put to somebody, by name, with “you” or as announced; an explainer asks nobody."""
    if first.start <= source.start_char < first.end:
        return True
    if any(_YOU.search(sheet.text, p.start, p.end) for p in asked):
        return True
    return _is_announced(sheet, 0, first.start)


def _is_announced(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the words between two characters tell of an interview, or of somebody who “spoke to us”."""
    said = sheet.doc.char_span(start, end, alignment_mode="contract")
    return bool(_ANNOUNCED.search(sheet.text, start, end)) or any(_is_to_asker(sheet, t) for t in said or ())


def _is_question(sheet: Sheet, passage: Passage) -> bool:
    words = sheet.text[passage.start : passage.end]
    return bool(_QUESTION.search(words)) and words[0] not in '"“„«' and words.count(" ") < _QUESTION_WORDS


def interviewee(sheet: Sheet, before: int, question: Passage | None = None) -> Span | None:
    """Who is interviewed: whom the first question addresses, who spoke to the writer, or the last subject before it."""
    people = [e for e in sheet.doc.ents if e.label_ == "PERSON"]
    if question is not None:
        addressed = [e for e in people if question.start <= e.start_char < question.end]
        for person in addressed:
            after = sheet.doc[person.end].text if person.end < len(sheet.doc) else ""
            if person.start_char - question.start < _ADDRESS and after == ",":
                return person
    talked = _who_talked(sheet, before)
    if talked is not None:
        return talked
    named = [e for e in people if e.start_char < before and not _is_nobody(sheet, e)]
    subjects = [e for e in named if e.root.dep_ in _SUBJECTS]
    return subjects[-1] if subjects else named[-1] if named else None


def _is_nobody(sheet: Sheet, name: Span) -> bool:
    """Whether a name is known to be no person's."""
    known = sheet.page.who(name.root)
    return bool(known) and not any(r.id.startswith("person:") for r in known)


def _who_talked(sheet: Sheet, before: int) -> Span | None:
    """The person who “spoke to us”, “received this newspaper” before the first question, by the name told before."""
    for verb in sheet.doc:
        if verb.idx >= before:
            return None
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if _is_to_asker(sheet, verb) else None
        if subject is None:
            continue
        himself = subject.pos_ == "PRON"  # the last person told of, not whoever else was named since
        for mention in reversed(sheet.page.mentions):
            told = _outermost(sheet.doc[mention.head]).dep_ in _SUBJECTS if himself else mention.head == subject.i
            if mention.start <= subject.i and told and _is_person_by_name(mention):
                return sheet.doc[mention.start : mention.end]
    return None


def _outermost(name: Token) -> Token:
    """The head of the whole name that `name` is part of."""
    while name.dep_ == "compound":
        name = name.head
    return name


def _is_person_by_name(mention: Mention) -> bool:
    people = [r for r in mention.references if r.id.startswith("person:")]
    return mention.form == "name" and len(people) == len(mention.references) == 1


def _is_to_asker(sheet: Sheet, verb: Token) -> bool:
    """Whether somebody talks to the writer or the paper, which may have a name."""
    if verb.lemma_ not in _TALKING or verb.pos_ != "VERB":
        return False
    near = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    near += [p for c in verb.rights if c.lower_ in ("to", "with") for p in c.children if p.dep_ == "pobj"]
    if any(t.lower_ in _ASKERS for t in near):
        return True
    named = [t for t in near if t.pos_ == "PROPN" and verb.lemma_ in ("speak", "talk")]
    return any(t.ent_type_ != "PERSON" and not _is_party(sheet, t) for t in named)


def _is_party(sheet: Sheet, token: Token) -> bool:
    return any(r.id.startswith(("person:", "state:")) for r in sheet.page.who(token))
