"""What a cue verb takes as its content: its clause, the sentence it frames, or else a phrase."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.reading.quoting.clauses import (
    ADDRESSING,
    OBJECTS,
    TIMES,
    clause_after,
    framed_sentence,
    is_finite,
    is_infinitive,
)
from comity.reading.quoting.cues import Cue, Take, cue_lexicon
from comity.reading.quoting.ends import FINITE, SUBJECTS, phrase_end
from comity.reading.quoting.nouns import is_expressed
from comity.reading.quoting.sheet import Attribution, Chars, Sheet
from comity.reading.quoting.speakers import (
    inverted_subject,
    is_perfect,
    participle_source,
    source_of,
    source_span,
    speaker_before,
)

_TRAILING = frozenset({"prep", "dobj", "oprd", "attr", "xcomp", "ccomp", "advmod", "acomp"})
_PREDICATES = frozenset({"oprd", "xcomp", "attr", "dobj"})
_REASONS = frozenset({"as", "for", "over", "about", "against", "of"})
_RESUMING = frozenset({"as", "to", "for", "than"})
_RESUMED = frozenset({"prep", "aux", "mark", "advmod"})
_CONDITIONS = frozenset({"if", "unless", "until", "once", "lest", "provided"})
_OCCASIONS = frozenset({"during", "after", "before", "until", "despite", "through", "throughout", "amid", "since"})


def read_cue(sheet: Sheet, cue: Cue) -> Attribution | None:
    """What `cue` attributes: its clause, the sentence it frames, or else the phrase it takes."""
    at = cue.token.i
    if _is_supposed(cue.token):
        return None
    source = participle_source(cue.token, sheet.region) if "frame" in cue.takes else None
    source = source or source_of(cue.token) or (inverted_subject(cue.token) if "frame" in cue.takes else None)
    source = source or (speaker_before(cue.token) if _may_lack_subject(cue) else None)
    for take, content in _contents(sheet, cue, source):
        if content and (source is not None or take == "clause" or _is_asked(cue.token)):
            span = None if source is None else source_span(source, range(at, at + 1))
            level = cue.takes.get(take, "stance")
            return Attribution(span, cue.tokens, cue.lemma, content, "indirect", level, take)
    return _passive(sheet, cue, source)


def _is_supposed(verb: Token) -> bool:
    """Whether something is only said under a condition (once Lima confirms that …, unless it declares that …)."""
    if verb.dep_ != "advcl" or verb.tag_ not in ("VBZ", "VBP", "VBN"):
        return False
    return any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in verb.lefts)


def _passive(sheet: Sheet, cue: Cue, source: Token | None) -> Attribution | None:
    """Who or what is praised, blamed or announced, by somebody or by nobody who is named (was criticized for …)."""
    verb, lexicon = cue.token, cue_lexicon()
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if (
        subject is None
        or is_perfect(verb)
        or not ("object" in cue.takes or "small" in cue.takes)
        or verb.lemma_ in lexicon.hearsay_passive
    ):
        return None
    parts = [(subject.left_edge.i, subject.right_edge.i + 1)]
    rest = next((c for c in verb.rights if c.dep_ in _PREDICATES or c.lower_ in _REASONS), None)
    if rest is not None:
        start = rest.i + 1 if rest.lower_ == "about" else rest.left_edge.i
        parts.append((start, phrase_end(start, rest.right_edge.i + 1, sheet.doc)))
    if verb.lemma_ in ADDRESSING:
        parts = parts[1:]
    span = None if source is None else source_span(source, range(verb.i, verb.i + 1))
    return Attribution(span, cue.tokens, cue.lemma, sheet.spans(parts), "indirect", "stance", "passive")


def _is_asked(verb: Token) -> bool:
    """Whether a participle tells of a question that nobody by name puts (Asked about the raid, he said …)."""
    return verb.lemma_ == "ask" and verb.tag_ == "VBN" and verb.dep_ in ("advcl", "prep")


def _may_lack_subject(cue: Cue) -> bool:
    """Whether a verb of saying can have lost its subject to a parse error: finite, active, behind a comma."""
    verb = cue.token
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)
    return "frame" in cue.takes and verb.tag_ in FINITE and not passive and verb.dep_ not in ("conj", "xcomp")


def _contents(sheet: Sheet, cue: Cue, source: Token | None) -> Iterator[tuple[Take, tuple[Chars, ...]]]:
    takes, verb = cue.takes, cue.token
    if "clause" in takes:
        second = cue.particle if cue.particle is not None and cue.particle.pos_ == "VERB" else verb
        yield "clause", clause_after(sheet, second) or clause_after(sheet, verb)
    within = verb.dep_ == "relcl" or (verb.dep_ == "xcomp" and verb.head.dep_ == "relcl")
    told = verb.tag_ != "VBG" and not within and not (verb.dep_ == "advcl" and is_infinitive(verb))
    if "frame" in takes and source is not None and told:
        yield "frame", framed_sentence(sheet, verb)
    if "infinitive" in takes:
        yield "infinitive", _infinitive(sheet, verb)
    if "gerund" in takes:
        yield "gerund", _gerund(sheet, verb)
    yield "with", _after_preposition(sheet, verb)
    if "small" in takes or "object" in takes:
        yield "object", _objects(sheet, verb)


def _infinitive(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            things = (c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i and c.ent_type_ not in TIMES)
            asked = next(things, child)
            start = max(asked.left_edge.i, verb.i + 1)
            return sheet.spans([(start, phrase_end(start, child.right_edge.i + 1, verb.doc))])
    return ()


def _gerund(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG":
            start = max(child.left_edge.i, verb.i + 1)
            return sheet.spans([(start, phrase_end(start, child.right_edge.i + 1, verb.doc))])
    return ()


def _after_preposition(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    pairs, over_objects = cue_lexicon().prepositions_of, cue_lexicon().prepositions_behind_object
    for child in verb.rights:
        pair = (verb.lemma_, child.lower_)
        if child.dep_ in ("prep", "agent", "prt") and pair in pairs:
            thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i), None)
            if thing is not None and pair not in over_objects:
                continue
            start = child.i + 1 if thing is None or thing.lower_ == "it" else thing.left_edge.i
            asked = (c for c in verb.rights if c.i > child.i and c.dep_ in ("xcomp", "advcl") and is_infinitive(c))
            last = next(asked, child)
            end = phrase_end(start, _goes_on(last.right_edge.i + 1, verb), verb.doc)
            return sheet.spans([(start, _over_parallel(end, child))])
    return _behind_object(sheet, verb)


def _over_parallel(end: int, first: Token) -> int:
    """Where a phrase ends that a second one with the same preposition follows (called for a port, and for a dam)."""
    doc, at = first.doc, end
    while at + 2 < first.sent.end and (doc[at].text == "," or doc[at].pos_ == "CCONJ"):
        at += 1
    if at == end or at >= len(doc) or doc[at - 1].pos_ != "CCONJ" or doc[at].lower_ != first.lower_:
        return end
    return doc[at].right_edge.i + 1 if doc[at].dep_ in ("prep", "conj", "agent") else end


def _behind_object(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    """An object whose preposition the parser hung on it rather than on the verb (accused the ministers of lying)."""
    over_objects = cue_lexicon().prepositions_behind_object
    for thing in verb.rights:
        if thing.dep_ == "dobj" and any((verb.lemma_, c.lower_) in over_objects for c in thing.rights):
            start = thing.left_edge.i
            return sheet.spans([(start, phrase_end(start, thing.right_edge.i + 1, verb.doc))])
    return ()


def _objects(sheet: Sheet, verb: Token) -> tuple[Chars, ...]:
    parts = [c for c in verb.rights if c.dep_ in OBJECTS or _small(c) or _is_named_so(c, verb)]
    if not parts or is_expressed(parts[0]) or (verb.lemma_ == "tell" and all(_is_somebody(p) for p in parts)):
        return ()
    last = parts[-1]
    for child in verb.rights:
        if child.left_edge.i == last.right_edge.i + 1 and child.dep_ in _TRAILING and not _tells_when(child):
            last = child
    start = parts[0].left_edge.i
    return sheet.spans([(start, phrase_end(start, _goes_on(last.right_edge.i + 1, verb), verb.doc))])


def _goes_on(end: int, verb: Token) -> int:
    """Where a phrase ends whose rest the parser hung elsewhere (sees them | as weak, the efforts | to end it)."""
    doc, stop = verb.doc, verb.sent.end
    while end < stop and doc[end].lower_ in _RESUMING and doc[end].dep_ in _RESUMED:
        head = doc[end].head if doc[end].head.i > end else doc[end]
        if head.right_edge.i < end or any(c.dep_ in SUBJECTS for c in head.lefts if c.i > end):
            break
        end = head.right_edge.i + 1
    return end


def _is_somebody(thing: Token) -> bool:
    """Whether an object of “tell” is whom it is told rather than what."""
    return bool(thing.ent_type_) or thing.tag_ in ("PRP", "NNS")


def _tells_when(phrase: Token) -> bool:
    """Whether a prepositional phrase is the occasion of the cue (on Monday, during the debate)."""
    if phrase.dep_ != "prep":
        return False
    return phrase.lower_ in _OCCASIONS or any(c.dep_ == "pobj" and c.ent_type_ in TIMES for c in phrase.children)


def _is_named_so(child: Token, verb: Token) -> bool:
    """Whether a clause is the object under the name that somebody gives it (condemned what he called a “breach”)."""
    first = child.left_edge
    return child.dep_ == "ccomp" and first.i == verb.i + 1 and first.lower_ == "what" and first.head == child


def _small(child: Token) -> bool:
    return (child.dep_ == "ccomp" and not is_finite(child)) or (child.dep_ == "prep" and child.lower_ == "as")
