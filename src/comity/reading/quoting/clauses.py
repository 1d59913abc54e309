"""Reported clauses: what a cue verb takes as its content, read from the parse."""

from spacy.tokens import Doc, Token

from comity.reading.quoting.cues import cue_lexicon
from comity.reading.quoting.ends import FINITE, SUBJECTS, before_gloss, clause_end
from comity.reading.quoting.sheet import Chars, Sheet
from comity.reading.quoting.speakers import last_joined, nearest_subject

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
OBJECTS = frozenset({"dobj", "oprd", "attr", "dative"})
_FRAME = frozenset(
    {"nsubj", "nsubjpass", "aux", "auxpass", "advmod", "neg", "npadvmod", "dobj", "dative", "prep", "prt"}
)
_NO_OBJECT = frozenset({"say", "claim", "argue", "think", "believe", "insist", "add", "note"})
ADDRESSING = frozenset({"tell", "assure", "inform", "remind", "warn", "reassure", "ask", "urge"})
_ACTORS = frozenset({"ORG", "GPE", "NORP"})
TIMES = frozenset({"DATE", "TIME"})
_OTHER_TIMES = frozenset({"after", "before", "since", "until", "because", "when", "if"})
_REASONS = frozenset({"because", "unless", "lest"})
_PROVISOS = frozenset({"as long as", "so long as"})
_STOPS = frozenset({".", ";", ":", '"'})
_SAID_ONLY = frozenset({"only", "merely", "simply", "also", "again"})
_SUBJECT = 5
"""Most tokens of the subject of a second clause, with its verb."""
_TOPICS = frozenset({"about", "of", "with", "to"})
_REACH = 15
"""Most tokens between a cue verb and “that”."""


def is_finite(verb: Token) -> bool:
    """Whether a clause has a finite verb, or the bare one of “proposed that relations be raised”."""
    if verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children):
        return True
    subjunctive = verb.tag_ == "VB" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VB" for c in verb.lefts)
    return subjunctive and any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands in its form with “to”."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def clause_after(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    """The finite clause that follows `verb`, without “that”; a clause that stands around the verb is in two parts."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.right_edge.i > verb.i and is_finite(child):
            start, end = child.left_edge.i, clause_end(child, verb)
            if start > verb.i and (_closes(sheet.doc, verb) or _has_other_object(verb, child) or _is_frame(child)):
                continue
            if start > verb.i:
                end = _second_clause(end, verb)
                start = _torn_subject(verb, child, skip_that(sheet.doc, _skip_frame(child, verb)))
                return sheet.spans([*_before_breaking_frame(sheet.doc, verb), (start, end)])
            left, right = frame_edges(verb)
            if end <= right:  # “Chad, she said, supports it”: the commas of the frame close no gloss
                end = before_gloss(right, child.right_edge.i + 1, sheet.doc)
            return sheet.spans([(start, left), (right, end)])
    return _after_that(sheet, verb) or _torn_clause(sheet, verb)


def _second_clause(end: int, verb: Token) -> int:
    """The end of a second clause that a cue tells as well (said it was ready, but it would not …; that it …)."""
    doc, stop = verb.doc, verb.sent.end
    at = end
    while at < stop and (doc[at].is_punct or doc[at].pos_ == "CCONJ"):
        at += 1
    joined = any(t.lower_ in ("and", "but") for t in doc[end:at])
    if at + 1 >= stop or not (joined or (at > end and doc[at].lower_ == "that" and doc[at].tag_ == "IN")):
        return end
    again = doc[at].lower_ == "that" and doc[at + 1].pos_ != "VERB"
    finite = next((t for t in doc[at : at + _SUBJECT] if t.tag_ in FINITE), None)
    would = verb.tag_ == "VBD" and finite is not None and finite.lower_ == "would"
    return before_gloss(at, stop, doc) if again or would else end


def _torn_clause(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    """A clause right behind a verb of saying that the parser hung elsewhere: from its subject to the sentence's end."""
    doc, end = sheet.doc, verb.sent.end
    first = verb.i + 1
    if first >= end or doc[first].pos_ not in _NOMINAL or "frame" not in cue_lexicon().verbs.get(verb.lemma_, ()):
        return ()
    for token in doc[first + 1 : min(end, first + _REACH)]:
        if token.text in _STOPS or token.text == "," or token.dep_ == "mark":
            break
        clause = token.head if token.dep_ in ("aux", "auxpass") else token
        if token.tag_ in FINITE and any(c.dep_ in SUBJECTS and c.left_edge.i == first for c in clause.lefts):
            return sheet.spans([(first, end)])
    return ()


def _before_breaking_frame(doc: Doc, verb: Token) -> list[tuple[int, int]]:
    """What stands before a frame between commas that breaks its sentence (If it rains, she said, we stay)."""
    left, right = frame_edges(verb)
    start = verb.sent.start
    broken = left > start + 1 and doc[left - 1].text == "," and right < len(doc) and doc[right].text == ","
    return [(start, left)] if broken else []


def _skip_frame(clause: Token, verb: Token) -> int:
    """The clause's first token, an addressee or a bare time that belongs to the cue left out.

    “told reporters Europe must …”, “told voters this week he would …”, “said on Sunday it had …”
    """
    first, doc = next(clause.lefts, clause), clause.doc
    start = clause.left_edge.i
    if first.dep_ == "npadvmod" and first.ent_type_ in TIMES:
        return first.right_edge.i + 1
    if first.dep_ == "prep" and first.right_edge.ent_type_ in TIMES and doc[first.right_edge.i + 1].text != ",":
        return first.right_edge.i + 1
    addressed = verb.lemma_ in ADDRESSING and doc[start].tag_ == "NNS" and doc[start].dep_ in ("compound", "nmod")
    return start + 1 if addressed and start == verb.i + 1 else start


def _torn_subject(verb: Token, clause: Token, start: int) -> int:
    """Where the clause begins when the parser took its subject for an object of the cue (said the port …)."""
    if _lacks_subject(clause) and start > verb.i + 2 and verb.lemma_ not in ADDRESSING:
        return skip_that(verb.doc, verb.i + 1)
    if verb.lemma_ not in _NO_OBJECT or any(c.dep_ == "mark" for c in clause.lefts):
        return start
    torn = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < start), None)
    return start if torn is None or torn.ent_type_ in TIMES else torn.left_edge.i


def _has_other_object(verb: Token, clause: Token) -> bool:
    """“admitted Chad, a step that …”: whoever is the object of the verb leaves no room for a clause."""
    if verb.lemma_ in ADDRESSING | _NO_OBJECT:
        return False
    before = [c for c in verb.rights if c.dep_ == "dobj" and c.i < clause.left_edge.i]
    lead = verb.doc[max(0, clause.left_edge.i - 1) : clause.left_edge.i + 2]
    spliced = any(t.text == "," for t in lead[:2]) and not any(t.lower_ == "that" for t in lead)
    return any(spliced or c.ent_type_ in _ACTORS for c in before)  # “announced its decision on 2 May, Peru followed”


def _is_frame(clause: Token) -> bool:
    """“agreed to leave, a statement said on Friday”: a frame behind a comma, which the parser took for a clause."""
    first = clause.left_edge.i
    takes = cue_lexicon().verbs.get(clause.lemma_, ())
    if "frame" not in takes or not first or clause.tag_ not in FINITE or any(c.dep_ in OBJECTS for c in clause.rights):
        return False
    inner = any(c.dep_ in ("ccomp", "xcomp") for c in clause.rights)
    return clause.doc[first - 1].text == "," and not inner


def _lacks_subject(clause: Token) -> bool:
    return not any(c.dep_ in SUBJECTS or c.dep_ == "mark" for c in clause.lefts)


def _closes(doc: Doc, verb: Token) -> bool:
    """Whether a dash or semicolon right behind the verb ends its frame (“…, residents say – a day after …”)."""
    return verb.i + 1 < len(doc) and doc[verb.i + 1].text in ("–", "—", ";")


def _after_that(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    """A clause with “that” which the parser hung elsewhere: from “that” to the end of the sentence."""
    end = verb.sent.end
    for token in sheet.doc[verb.i + 1 : min(end, verb.i + _REACH)]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return () if _is_of_object(token, verb) else sheet.spans([(token.i + 1, end)])
        if token.lower_ == "that" and _is_no_relative(token, verb):
            return sheet.spans([(token.i + 1, end)])
        if token.text in _STOPS or (token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "relcl", "amod")):
            break
    return ()


def _is_no_relative(that: Token, verb: Token) -> bool:
    """“told reporters before the vote that troops had left”: a clause without a gap, hung on the noun before it."""
    clause, noun = that.head, that.head.head
    if verb.lemma_ not in ADDRESSING or clause.dep_ != "relcl" or noun.i != that.i - 1 or that.dep_ in SUBJECTS:
        return False
    if noun.dep_ != "pobj" or noun.head.lower_ in _TOPICS or not any(c.dep_ in SUBJECTS for c in clause.lefts):
        return False
    full = any(
        c.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp", "nsubjpass") and c.i != that.i for c in clause.children
    )
    return full or noun.lemma_.lower() in cue_lexicon().documents or noun.ent_type_ in TIMES


def _is_of_object(that: Token, verb: Token) -> bool:
    """Whether a clause tells what the verb's object is rather than what is said (repeated the charge that …)."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < that.i), None)
    if thing is None or "object" not in cue_lexicon().verbs.get(verb.lemma_, ()):
        return False
    return that.i <= thing.right_edge.i + 1 and verb.lemma_ not in ADDRESSING


def skip_that(doc: Doc, start: int) -> int:
    """`start`, or the token after punctuation and the conjunction “that” there."""
    while start < len(doc) - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    if doc[start].lower_ in _SAID_ONLY and doc[start + 1 : start + 2].text.lower() == "that":
        start += 1
    that = doc[start].lower_ == "that" and (doc[start].dep_ == "mark" or doc[start].tag_ == "IN")
    return start + 1 if that else start


def framed_sentence(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    """What stands before or around a frame (“talks, she said, had failed”; “talks had failed, she said”)."""
    if verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _OTHER_TIMES for c in verb.lefts):
        return ()
    left, right = frame_edges(verb)
    before = next((c for c in verb.children if c.dep_ == "ccomp" and c.right_edge.i < verb.i), None)
    if before is not None:
        return (*_around(sheet, before, left, left), *_reason_after(sheet, verb, right))
    if verb.lemma_ != "tell" and any(c.dep_ in ("dobj", "xcomp", "oprd") for c in verb.rights):
        return ()
    like = next((c for c in verb.lefts if c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep")), None)
    if like is not None:
        return _around_like_clause(sheet, verb, like.i)
    if verb.dep_ in ("parataxis", "ccomp", "dep", "advcl") and _set_off(sheet.doc, left, right):
        return _around(sheet, verb.head, left, right)
    return _before_closing_frame(sheet, verb, left, right)


def _reason_after(sheet: Sheet, verb: Token, right: int) -> tuple[Chars, ...]:
    """What goes on behind the second comma of a frame (the pact is frozen, she said, because nobody came)."""
    doc, end = sheet.doc, verb.sent.end
    comma = next((t.i for t in doc[verb.i + 1 : end] if t.text == "," or t.pos_ == "VERB"), right)
    for at in (right, comma):
        if at + 1 < end and doc[at].text == "," and _opens_reason(doc, at + 1):
            return sheet.spans([(at + 1, end)])
    return ()


def _opens_reason(doc: Doc, at: int) -> bool:
    return doc[at].lower_ in _REASONS or doc[at : at + 3].text.lower() in _PROVISOS


def frame_edges(verb: Token) -> tuple[int, int]:
    """Tokens of the frame: the cue verb with its subject, auxiliaries and adverbials, but not its clauses."""
    left, right = verb.i, verb.i + 1
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = nearest_subject(subjects, verb) if subjects else None
    for child in verb.children:
        if child.dep_ in _FRAME and (child == own or child not in subjects):
            first = last_joined(child, verb).left_edge if child.dep_ == "nsubj" else child.left_edge
            left, right = min(left, first.i), max(right, child.right_edge.i + 1)
    return left, right


def _around(sheet: Sheet, head: Token, left: int, right: int) -> tuple[Chars, ...]:
    start, end = head.left_edge.i, head.right_edge.i + 1
    start = next((i + 1 for i in range(left - 1, start, -1) if _parts(sheet, i, left)), start)
    return sheet.spans([(start, min(left, end)), (max(right, start), end)])


def _parts(sheet: Sheet, at: int, end: int) -> bool:
    """Whether a semicolon, or a colon with a clause behind it and no quotation, parts what is said from what is not."""
    if sheet.doc[at].text == ";":
        return True
    if sheet.doc[at].text != ":":
        return False
    behind = sheet.doc[at + 1 : end]
    plain = all(sheet.region[t.i] < 0 for t in behind)
    clause = any(t.dep_ in SUBJECTS for t in behind) and any(t.tag_ in FINITE for t in behind)
    return plain and clause


def _around_like_clause(sheet: Sheet, verb: Token, left: int) -> tuple[Chars, ...]:
    """The sentence around “as she pointed out”."""
    doc, right = sheet.doc, verb.right_edge.i + 1
    comma = "," in (doc[left - 1].text if left else "", doc[right].text if right < len(doc) else "")
    if verb.dep_ != "advcl" or not comma or any(c.dep_ in OBJECTS for c in verb.rights):
        return ()
    return _around(sheet, verb.head, left, right)


def _before_closing_frame(sheet: Sheet, verb: Token, left: int, right: int) -> tuple[Chars, ...]:
    """A sentence that ends in a frame which the parser took for its main clause."""
    doc, sentence = sheet.doc, verb.sent
    closes = right >= sentence.end - 1 or doc[right].text in ".,;"
    if not closes or left <= sentence.start + 2 or doc[left - 1].text != ",":
        return ()
    if any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in doc[sentence.start : left]):
        return sheet.spans([(sentence.start, left)])
    return ()


def _set_off(doc: Doc, left: int, right: int) -> bool:
    before = doc[left - 1].text if left else ""
    after = doc[right].text if right < len(doc) else "."
    return before in ',–—-"' and after in ',.–—-":;'
