"""Plurals: whom “they” means besides those named together: people without a name, and two who met each other."""

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.besides import meant
from comity.reading.crowds import are_people
from comity.reading.discourse import SUBJECTS, Discourse, Seen
from comity.reading.frames import event_lexicon
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page
from comity.reading.syntax import conjunct_root, is_passive
from comity.reading.weighing import Sighting, placed

_CLASSES = ("FORCES", "ARMED", "CIVIL", "AGENCY", "HUMANS")
_TOWARDS = frozenset({"with", "to"})
_WITHIN = frozenset({"relcl", "acl", "advcl"})
_PHRASES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "attr", "dative", "appos", "ROOT"})
_PEOPLE_BACK = 4
"""Sentences back that people may be told of whom only a noun tells."""


def unnamed_plural(talk: Discourse, pronoun: Token) -> Token | None:
    """“Slovenian territorials blocked roads; on Thursday they …”: the subject just before that nobody is known by."""
    if pronoun.lower_ != "they" or pronoun.dep_ not in SUBJECTS or pronoun.head.dep_ in _WITHIN:
        return None
    sentence = talk.page.sentence_of(pronoun)
    here = [t for t in sentence.span if t.i < pronoun.i]
    noun = _last_people(here)
    if noun is None and sentence.index and not _other_subject(pronoun, here):
        before = talk.page.sentences[sentence.index - 1]
        noun = _last_people(before.span) if before.passage.start == sentence.passage.start else None
    if noun is None or meant(talk, noun) or noun.i in talk.page.covering:
        return None
    named = any(
        s.plural and s.subject and s.token > noun.i for s in talk.since(sentence.index - 1) + talk.meetings[-1:]
    )
    return None if named else noun


def _other_subject(pronoun: Token, before: Iterable[Token]) -> bool:
    """Whether another subject stands before it in the sentence than the one who says what “they” do."""
    told = pronoun.head.dep_ == "ccomp"
    subjects = [t for t in before if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    said = told and all(t.head.i == pronoun.head.head.i and t.ent_type_ == "PERSON" for t in subjects)
    return bool(subjects) and not said


def unnamed_people(talk: Discourse, pronoun: Token) -> list[Sighting]:
    """“Slovenian territorials blocked roads; on Thursday they …”: people before whom only a noun tells."""
    sentences = talk.page.sentences
    here = talk.page.sentence_of(pronoun).index
    start = sentences[max(0, here - _PEOPLE_BACK)].start
    known = {m.head for m in talk.found if m.references}
    nouns = _people(talk.page)
    near = (talk.page.doc[i] for i in nouns[bisect_left(nouns, start) : bisect_left(nouns, pronoun.i)])
    told = [(t.i, t) for t in near if t.i not in known and not talk.page.who(t)]
    told += [
        (m.start, talk.page.doc[m.antecedent])
        for m in talk.found
        if m.antecedent is not None
        and m.form == "pronoun"
        and not m.references
        and start <= m.start < pronoun.i
        and talk.page.doc[m.start].lower_ in words("actors", "plural_pronouns")
    ]
    return [
        Sighting(
            noun.lemma_,
            at,
            talk.page.sentence_of(talk.page.doc[at]).index,
            "unnamed",
            noun=noun.i,
        )
        for at, noun in told
    ]


def _people(page: Page) -> list[int]:
    """Plurals of people on the page, in order."""
    kept: list[int] | None = page.doc.user_data.get("people")
    if kept is None:
        kept = [t.i for t in page.doc if t.tag_ == "NNS" and t.dep_ in _PHRASES and _is_human(t)]
        page.doc.user_data["people"] = kept
    return kept


def _last_people(tokens: Iterable[Token]) -> Token | None:
    """The last subject of a main clause among the tokens, where it is a plural of people."""
    subjects = [t for t in tokens if t.dep_ in SUBJECTS and _is_main(t.head) and not _is_remark(t.head)]
    last = subjects[-1] if subjects else None
    if last is None or last.tag_ != "NNS" or any(c.dep_ == "conj" for c in last.children):
        return None
    return last if _is_human(last) else None


def _is_main(verb: Token) -> bool:
    """Whether the clause is a main one, or one in front of who says it or goes on behind a semicolon."""
    return verb.dep_ in ("ROOT", "conj", "parataxis") or (verb.dep_ == "ccomp" and verb.i < verb.head.i)


def _is_remark(verb: Token) -> bool:
    """“…, witnesses said”: told of what stands before it."""
    return any(c.dep_ == "ccomp" for c in verb.lefts)


def _is_human(noun: Token) -> bool:
    classes = event_lexicon().classes
    lemma = noun.lemma_.lower()
    return lemma in words("persons", "nouns") or any(lemma in classes[key] for key in _CLASSES) or are_people(noun)


def last_plural_subject(talk: Discourse, pronoun: Token) -> int:
    """“Turkish officials met the premier. They promised him arms”: the last subject of a main clause, if a plural."""
    sentence = talk.page.sentence_of(pronoun)
    start = talk.page.sentences[max(0, sentence.index - 1)].start
    subjects = [t for t in pronoun.doc[start : pronoun.i] if t.dep_ in SUBJECTS and _is_main(t.head)]
    last = next((t for t in reversed(subjects) if not _is_remark(t.head)), None)
    if last is None or placed(pronoun).dep_ not in SUBJECTS:
        return -1
    return last.i if last.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in last.children) else -1


def note_meeting(talk: Discourse, mention: Mention, sentence: int) -> None:
    """“Macron met Merz. They agreed”: who met whom can be called “they” together."""
    head = talk.page.doc[mention.head]
    other = conjunct_root(head.head) if head.dep_ == "appos" else head
    verb = _meeting_verb(other)
    if verb is None or len(mention.references) != 1 or any(c.dep_ == "conj" for c in other.children):
        return
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_ != "NNS"]
    beside = [p for c in subjects for p in (c, *c.children) if p.i == c.i or p.dep_ == "appos"]
    found = next((who for c in reversed(beside) if (who := meant(talk, c))), ()) if len(subjects) == 1 else ()
    if len(found) == 1 and found[0].represents != mention.references[0].represents:
        pair: tuple[Reference, ...] = (*found, *mention.references)
        talk.meetings.append(Seen(pair, mention.head, sentence, True, True))


def last_meeting(talk: Discourse, token: Token) -> list[Seen]:
    """Two who met just before, unless the pronoun's verb does something to one of them (“They promised him”)."""
    if token.dep_ not in SUBJECTS or any(c.lower_ in ("him", "her") for c in token.head.rights):
        return []
    here = talk.page.sentence_of(token).index
    return [s for s in talk.meetings[-1:] if here - s.sentence <= 1]


def met_before(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“he will meet Rojas – their first meeting since May”: the two of whom the sentence told that they meet."""
    if token.dep_ != "poss" or token.head.lemma_ not in words("actors", "meetings"):
        return ()
    here = talk.page.sentence_of(token).index
    return next((s.references for s in talk.meetings[-1:] if s.sentence == here), ())


def _meeting_verb(token: Token) -> Token | None:
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in _TOWARDS else token.head
    near = token.dep_ == "dobj" or (token.dep_ == "pobj" and verb.i != token.head.i)
    meets = near and verb.pos_ == "VERB" and verb.lemma_ in words("actors", "meeting_verbs") and not is_passive(verb)
    return verb if meets and not any(c.dep_ == "neg" for c in verb.children) else None
