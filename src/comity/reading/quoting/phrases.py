"""Attribution without a verb of saying: “according to …”, “her claim that …”, “is confident that …”, “is said to …”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.reading.quoting.clauses import is_finite, is_infinitive, skip_that
from comity.reading.quoting.cues import CueLexicon, cue_lexicon
from comity.reading.quoting.ends import clause_end, phrase_end
from comity.reading.quoting.nouns import read_noun
from comity.reading.quoting.sheet import Attribution, Chars, Sheet
from comity.reading.quoting.speakers import phrase_between, source_of, source_span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_CORE = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "oprd"})
_VERBS = frozenset({"VERB", "AUX"})
_INSIDE = frozenset({"xcomp", "acl", "relcl", "advcl", "pcomp", "ccomp"})
_OPENING = frozenset({"but", "and", "yet"})
_LOOK_AHEAD = 8


def read_phrases(sheet: Sheet) -> Iterator[Attribution]:
    """What nouns, adjectives, hearsay verbs and “according to” attribute."""
    lexicon = cue_lexicon()
    for token in lexicon.phrase_words_in(sheet.doc):
        if not sheet.page.sentence_of(token).readable:
            continue
        if token.lower_ == "according":
            found = _according(sheet, token)
        elif token.pos_ == "NOUN":
            found = _view(sheet, token) if _is_view(token, lexicon) else read_noun(sheet, token, lexicon)
        elif token.pos_ == "ADJ":
            found = _adjective(sheet, token, lexicon)
        else:
            found = _feeling(sheet, token, lexicon) or _hearsay(sheet, token, lexicon)
        if found is not None and found.content:
            yield found


def _according(sheet: Sheet, token: Token) -> Attribution | None:
    """“According to X, …” covers its sentence; “…, according to X” the clause next to it."""
    doc = sheet.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    source = source or phrase_between(doc, to.i + 1, token.sent.end)
    if source is None:
        return None
    source, stop = _named_behind(sheet, source, _end_of_source(source))
    content = _after_according(sheet, token, stop) or _around_phrase(sheet, token, stop)
    span = source_span(source, range(stop, stop + 1))
    return Attribution(span, (token, to), "according to", content, "indirect", "speech", "according")


def _end_of_source(source: Token) -> int:
    """The token after the source's noun phrase; a comma before a new subject ends it whatever the parse says."""
    doc = source.doc
    headless = not _has_subject(source.sent.root)
    for at in range(source.i + 1, source.right_edge.i + 1):
        if doc[at].text != ",":
            continue
        if any(_opens_clause(t) for t in doc[at + 1 : at + _LOOK_AHEAD]):
            return at
        if headless and any(c.dep_ == "conj" and c.i > at for c in source.rights):
            return at
    return source.right_edge.i + 1


def _named_behind(sheet: Sheet, source: Token, stop: int) -> tuple[Token, int]:
    """The name between commas behind what somebody is, however it is parsed (its chair, Ana Kovac, …)."""
    doc = sheet.doc
    if source.pos_ != "NOUN" or source.tag_ == "NNS" or stop + 2 >= len(doc) or doc[stop].text != ",":
        return source, stop
    name = sheet.page.mention_at(doc[stop + 1])
    if name is None or name.form != "name" or name.start != stop + 1 or doc[name.end : name.end + 1].text != ",":
        return source, stop
    person = len(name.references) == 1 and name.references[0].id.startswith("person:")
    return (doc[name.head], name.end) if person else (source, stop)


def _opens_clause(token: Token) -> bool:
    verb = token.head
    return token.dep_ in _SUBJECTS and verb.i > token.i and verb.pos_ in _VERBS and verb.dep_ not in ("relcl", "acl")


def _after_according(sheet: Sheet, token: Token, stop: int) -> tuple[Chars, ...]:
    sentence = token.sent
    before = sheet.doc[sentence.start : token.i]
    if all(t.is_punct or t.is_space or t.pos_ in ("CCONJ", "ADV") for t in before):
        return sheet.spans([(stop, sentence.end)])
    return ()


def _around_phrase(sheet: Sheet, token: Token, stop: int) -> tuple[Chars, ...]:
    """The clause that “according to X” or “in X's view”, whose end is `stop`, stands before, in or behind."""
    head = token.head
    if head.dep_ == "relcl" and token.i < head.i and stop <= head.i:
        return sheet.spans([(stop, head.right_edge.i + 1)])
    if token.i < head.i and any(c.dep_ in _SUBJECTS and c.i >= stop for c in head.lefts):
        return sheet.spans([(stop, clause_end(head, head))])
    verb = _clause_of(token)
    joined = [t for t in verb.rights if t.dep_ == "conj" and t.i < token.i and _has_subject(t)]
    start = (joined[-1] if joined else verb).left_edge.i
    start = next((i + 1 for i in range(token.i - 1, start, -1) if _parts(sheet, i, token.i)), start)
    end = verb.right_edge.i + 1
    completed = verb.i < token.i and not any(c.dep_ in _CORE and c.i >= stop for c in verb.rights)
    around = not completed and stop < end and sheet.doc[stop].text == ","
    rest = (stop, end) if around else (stop, stop)
    return sheet.spans([(start, token.i), rest])


def _parts(sheet: Sheet, at: int, end: int) -> bool:
    """Whether a semicolon, or a colon with a clause behind it, parts what is told from what is said."""
    clause = any(t.dep_ in _SUBJECTS for t in sheet.doc[at + 1 : end])
    return sheet.doc[at].text == ";" or (sheet.doc[at].text == ":" and clause)


def _clause_of(token: Token) -> Token:
    """The main verb of the clause before `token`."""
    verb = token.head
    while verb.pos_ not in _VERBS and verb.head.i != verb.i:
        verb = verb.head
    while verb.head.i < token.i and (verb.dep_ in _INSIDE or (verb.dep_ == "conj" and not _has_subject(verb))):
        verb = verb.head
    return verb


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _is_view(noun: Token, lexicon: CueLexicon) -> bool:
    return noun.lemma_ in lexicon.views and noun.dep_ == "pobj" and noun.head.lower_ == "in"


def _view(sheet: Sheet, noun: Token) -> Attribution | None:
    """“In the minister's view, …”, “the pact, in her view, is dead”, “…, in his opinion”."""
    owner, doc = next((c for c in noun.lefts if c.dep_ == "poss"), None), sheet.doc
    if owner is None:
        return None
    opening, stop = noun.head, noun.i + 1
    if stop < noun.sent.end and not doc[stop].is_punct:
        stop = noun.right_edge.i + 1
    before = doc[opening.i - 1] if opening.i > opening.sent.start else None
    if before is None or before.lower_ in _OPENING or before.text in ":;":
        content = sheet.spans([(stop, noun.sent.end)])
    elif before.text == "," and (doc[stop : stop + 1].text or ".") in ",.;":
        content = _around_phrase(sheet, opening, stop)
    else:
        return None
    return Attribution(source_span(owner), (noun,), noun.lemma_, content, "indirect", "thought", "noun")


def _adjective(sheet: Sheet, adjective: Token, lexicon: CueLexicon) -> Attribution | None:
    """“Officials are confident that …”, “voters worried about …”."""
    predicate = adjective.dep_ == "acomp"
    source = source_of(adjective.head) if predicate else _described(adjective)
    if source is None:
        return None
    cue = (adjective.head, adjective) if predicate else (adjective,)
    level = lexicon.adjectives.get(adjective.lemma_)
    clause = next((c for c in adjective.rights if c.dep_ == "ccomp" and is_finite(c)), None)
    if predicate and level is not None and clause is not None:
        content = sheet.spans([(skip_that(sheet.doc, clause.left_edge.i), clause_end(clause, adjective.head))])
        return Attribution(source_span(source), cue, adjective.lemma_, content, "indirect", level, "adjective")
    content = _attitude(sheet, adjective, lexicon) if adjective.lemma_ in lexicon.attitudes else ()
    span = source_span(source, range(cue[0].i, cue[0].i + 1))
    return Attribution(span, cue, adjective.lemma_, content, "indirect", "stance", "with") if content else None


def _described(adjective: Token) -> Token | None:
    """The noun that an adjective with a complement follows (voters wary of the talks)."""
    noun = adjective.head
    return noun if adjective.dep_ == "amod" and noun.i < adjective.i and noun.pos_ in ("NOUN", "PROPN") else None


def _attitude(sheet: Sheet, adjective: Token, lexicon: CueLexicon) -> tuple[Chars, ...]:
    for child in adjective.rights:
        start = child.left_edge.i if child.dep_ in ("xcomp", "ccomp") else child.i + 1
        leads = child.dep_ == "prep" and child.lower_ in lexicon.attitudes_with
        if leads or (child.dep_ in ("xcomp", "ccomp") and is_infinitive(child)):
            return sheet.spans([(start, phrase_end(start, child.right_edge.i + 1, sheet.doc))])
    return ()


def _hearsay(sheet: Sheet, verb: Token, lexicon: CueLexicon) -> Attribution | None:
    """“X is expected to …”, “X seems to …”: somebody's view, nobody's by name."""
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)
    if verb.lemma_ not in (lexicon.hearsay_passive if passive else lexicon.hearsay):
        return None
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    clause = next((c for c in verb.rights if c.dep_ in ("xcomp", "oprd")), None)
    if subject is None or clause is None:
        return None
    parts = [(subject.left_edge.i, subject.right_edge.i + 1), (clause.left_edge.i, clause.right_edge.i + 1)]
    return Attribution(None, (verb,), verb.lemma_, sheet.spans(parts), "indirect", "stance", "hearsay")


def _feeling(sheet: Sheet, verb: Token, lexicon: CueLexicon) -> Attribution | None:
    """“The ruling angered voters”, “voters were angered by the ruling”."""
    if verb.lemma_ not in lexicon.feelings or verb.pos_ != "VERB":
        return None
    passive = verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.lefts))
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    source = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if passive:
        source = verb.head if verb.dep_ == "acl" else subject
        content = _what_is_felt(sheet, verb, lexicon)
    else:
        content = () if subject is None else sheet.spans([(subject.left_edge.i, subject.right_edge.i + 1)])
    if source is None or not content:
        return None
    span = source_span(source, range(verb.i, verb.i + 1))
    return Attribution(span, (verb,), verb.lemma_, content, "indirect", "stance", "feeling")


def _what_is_felt(sheet: Sheet, verb: Token, lexicon: CueLexicon) -> tuple[Chars, ...]:
    for child in verb.rights:
        if child.dep_ == "ccomp" or child.dep_ == "agent" or child.lower_ in lexicon.attitudes_with:
            start = skip_that(sheet.doc, child.left_edge.i) if child.dep_ == "ccomp" else child.i + 1
            return sheet.spans([(start, phrase_end(start, child.right_edge.i + 1, sheet.doc))])
    return ()
