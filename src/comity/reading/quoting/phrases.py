"""Attribution without a verb of saying: “according to …”, “her claim that …”, “is confident that …”, “is said to …”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.reading.quoting.clauses import clause_end, is_finite, is_infinitive, skip_that
from comity.reading.quoting.cues import CueLexicon, cue_lexicon
from comity.reading.quoting.sheet import Attribution, Chars, Construct, Sheet
from comity.reading.quoting.speakers import phrase_between, source_of, source_span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_VERBS = frozenset({"VERB", "AUX"})
_INSIDE = frozenset({"xcomp", "acl", "relcl", "advcl", "pcomp", "ccomp"})
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
            found = _noun(sheet, token, lexicon)
        elif token.pos_ == "ADJ":
            found = _adjective(sheet, token, lexicon)
        else:
            found = _hearsay(sheet, token, lexicon)
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
    stop = _end_of_source(source)
    content = _after_according(sheet, token, stop) or _before_according(sheet, token, stop)
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


def _opens_clause(token: Token) -> bool:
    verb = token.head
    return token.dep_ in _SUBJECTS and verb.i > token.i and verb.pos_ in _VERBS and verb.dep_ not in ("relcl", "acl")


def _after_according(sheet: Sheet, token: Token, stop: int) -> tuple[Chars, ...]:
    sentence = token.sent
    before = sheet.doc[sentence.start : token.i]
    if all(t.is_punct or t.is_space or t.pos_ in ("CCONJ", "ADV") for t in before):
        return sheet.spans([(stop, sentence.end)])
    return ()


def _before_according(sheet: Sheet, token: Token, stop: int) -> tuple[Chars, ...]:
    verb = _clause_of(token)
    joined = [t for t in verb.rights if t.dep_ == "conj" and t.i < token.i and _has_subject(t)]
    start = (joined[-1] if joined else verb).left_edge.i
    start = next((i + 1 for i in range(token.i - 1, start, -1) if sheet.doc[i].text == ";"), start)
    end = verb.right_edge.i + 1
    rest = (stop, end) if stop < end and sheet.doc[stop].text == "," else (stop, stop)
    return sheet.spans([(start, token.i), rest])


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


def _noun(sheet: Sheet, noun: Token, lexicon: CueLexicon) -> Attribution | None:
    """“Her claim that …”, “the minister's promise to …”: a noun of saying with a possessor and a clause."""
    if noun.lemma_ in lexicon.views and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return _view(sheet, noun)
    level = lexicon.nouns.get(noun.lemma_)
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    clause = next((c for c in noun.rights if c.dep_ in ("acl", "relcl", "ccomp") and _reports(c)), None)
    if level is None or owner is None or clause is None:
        return None
    content = sheet.spans([(skip_that(sheet.doc, clause.left_edge.i), clause.right_edge.i + 1)])
    construct: Construct = "noun" if is_finite(clause) else "infinitive"
    return Attribution(source_span(owner), (noun,), noun.lemma_, content, "indirect", level, construct)


def _view(sheet: Sheet, noun: Token) -> Attribution | None:
    """“In the minister's view, …” at the start of a sentence."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    first = noun.head.i == noun.sent.start or sheet.doc[noun.head.i - 1].lower_ in ("but", "and", "yet")
    if owner is None or not first:
        return None
    content = sheet.spans([(noun.right_edge.i + 1, noun.sent.end)])
    return Attribution(source_span(owner), (noun,), noun.lemma_, content, "indirect", "thought", "noun")


def _reports(clause: Token) -> bool:
    that = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)
    return that or (clause.dep_ == "acl" and is_infinitive(clause))


def _adjective(sheet: Sheet, adjective: Token, lexicon: CueLexicon) -> Attribution | None:
    """“Officials are confident that …”."""
    level = lexicon.adjectives.get(adjective.lemma_)
    if level is None or adjective.dep_ != "acomp":
        return None
    source = source_of(adjective.head)
    clause = next((c for c in adjective.rights if c.dep_ == "ccomp" and is_finite(c)), None)
    if source is None or clause is None:
        return None
    content = sheet.spans([(skip_that(sheet.doc, clause.left_edge.i), clause_end(clause, adjective.head))])
    cue = (adjective.head, adjective)
    return Attribution(source_span(source), cue, adjective.lemma_, content, "indirect", level, "adjective")


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
