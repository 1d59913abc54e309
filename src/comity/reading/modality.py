"""Modality: whether what a verb or an event noun tells is actual, planned, possible or denied."""

from functools import lru_cache

from spacy.tokens import Token

from comity.model import Modality
from comity.reading.lexicon import load, words

_CHAIN = frozenset({"xcomp", "ccomp", "acl", "pcomp", "advcl", "csubj"})
_NOW = frozenset({"this", "today"})
_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2, "denied": 3}


@lru_cache(maxsize=8)
def _lookup(key: str) -> dict[str, Modality]:
    return {word: modality for modality, entries in load("modality")[key].items() for word in entries}


def _governor(token: Token) -> Modality | None:
    """By lemma or, since the lemmatiser errs on rare participles, by the word as it stands."""
    table = _lookup("governors")
    return table.get(token.lemma_) or table.get(token.lower_)


def modality_of(token: Token) -> Modality:
    """How real the thing is that `token`, a verb or an event noun, stands for."""
    return _of_verb(token) if token.pos_ in ("VERB", "AUX") else _of_noun(token)


def _of_verb(verb: Token) -> Modality:
    own = _own(verb)
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ in ("VERB", "AUX")
        and not (_stands_alone(verb) or _is_finite_apart(verb))
    ):
        first = _of_verb(verb.head)
        return own if _RANK[own] > _RANK[first] else first
    if (copula := _predicate_over(verb)) is not None:
        return _of_verb(copula)
    governed = _governed(verb)
    if governed == "denied" and own == "denied":
        return "actual"
    return own if _RANK[own] > _RANK[governed] else governed


def _stands_alone(verb: Token) -> bool:
    """A coordinated verb with a subject or an auxiliary of its own takes nothing from the first one."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children)


def _is_finite_apart(verb: Token) -> bool:
    """“does not accept the chair and asked for another”: a finite verb behind an infinitive is not under its “not”.

    Nor is one behind a “not” that stands with a finite “be”: “is not a member of it, but belongs to the area”.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    if verb.head.tag_ == "VB":
        return verb.tag_ != "VBP"
    joined = any(c.dep_ == "cc" and c.lower_ in ("and", "but") for c in verb.head.children)
    return joined and verb.head.lemma_ == "be" and any(c.dep_ == "neg" for c in verb.head.children)


def _predicate_over(verb: Token) -> Token | None:
    """“will be the first state to quit”: the infinitive is as real as the copula that says it."""
    if verb.tag_ != "VB":
        return None
    noun = verb.head
    if (
        verb.dep_ in ("xcomp", "advcl")
        and noun.lemma_ == "be"
        and any(c.dep_ == "attr" and noun.i < c.i < verb.i for c in noun.children)
    ):
        return noun
    if verb.dep_ not in ("relcl", "acl"):
        return None
    return noun.head if noun.dep_ == "attr" and noun.head.pos_ in ("AUX", "VERB") else None


def _own(verb: Token) -> Modality:
    """From the verb's own auxiliaries, negation and conjunction."""
    if is_negated(verb) or _does_nothing(verb) or _is_yet_to_come(verb) or _has_no_doer(verb):
        return "denied"
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in words("modality", "conditions"):
            return "possible"
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            low = child.lower_
            if low in ("would", "'d", "’d"):
                return "planned" if _is_reported(verb) else "possible"
            modality = _lookup("auxiliaries").get(low)
            if modality:
                return modality
    return "planned" if _is_to_do(verb) or _is_set_ahead(verb) else "actual"


def _has_no_doer(verb: Token) -> bool:
    """“Neither of the rivals took part”, “none of them signed”, “nobody met him”."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    joined = any(c.dep_ == "conj" for c in subject.children)
    if joined and any(c.lower_ == "neither" for c in subject.children):
        return True
    return not joined and (subject.lower_ in words("modality", "nothing") or is_negated(subject))


def _is_set_ahead(verb: Token) -> bool:
    """“travels to Rome tomorrow”, “opens its embassy later this month”: the present tense of a timetable."""
    if verb.tag_ not in ("VBZ", "VBP"):
        return False
    times = [t for c in verb.children if c.dep_ in ("npadvmod", "advmod") for t in c.subtree]
    return any(
        t.lower_ == "tomorrow" or (t.lower_ == "later" and t.i + 1 < len(t.doc) and t.nbor().lower_ in _NOW)
        for t in times
    )


def is_negated(token: Token) -> bool:
    """Whether a negation stands on the token itself; “not only” and “no longer” are none."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "preconj") and child.lower_ in ("no", "neither")):
            after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            if after not in words("modality", "false_negations"):
                return True
    return _is_behind_nor(token)


def _is_behind_nor(verb: Token) -> bool:
    """“neither signed the treaty nor left it”, “nor did it recall its envoy”, “signed neither by Chad nor by Peru”."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.dep_ == "conj" and any(c.lower_ == "nor" and verb.head.i < c.i < verb.i for c in verb.head.children):
        return True
    by = (p for c in verb.children if c.dep_ in ("agent", "prep") for p in c.children)
    return any(p.lower_ == "neither" and p.dep_ in ("preconj", "cc") for p in by)


def _does_nothing(verb: Token) -> bool:
    """“imposed no sanctions”, “recognised neither of them”: the object is none at all."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    return any(o.lower_ in words("modality", "nothing") or is_negated(o) for o in objects)


def _is_yet_to_come(verb: Token) -> bool:
    """“has yet to impose sanctions”: it has not."""
    having = verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "be")
    return having and any(t.lower_ == "yet" for t in verb.doc[verb.head.i : verb.i])


def _is_reported(verb: Token) -> bool:
    """“said he would send”: the future of the past, in a clause that a verb of speech governs or follows."""
    for ancestor in verb.ancestors:
        if ancestor.lemma_ in words("modality", "reporting"):
            return True
    return any(c.dep_ == "parataxis" and c.lemma_ in words("modality", "reporting") for c in verb.children)


def _is_to_do(verb: Token) -> bool:
    """“are to return”: a form of be that governs an infinitive announces."""
    marked = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return marked and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"


def _governed(verb: Token) -> Modality:
    """What the words above make of it: “wants to join”, “refused to sign”, “is slated to become”."""
    head = verb.head
    if verb.dep_ == "relcl" and verb.tag_ == "VB" and any(c.text == "for" and c.dep_ == "mark" for c in verb.lefts):
        return _lookup("noun_governors").get(head.lemma_, "possible")  # “clears the way for Lima to enter”
    if _is_asked_of(verb):
        return _governor(head.head) or "actual"
    if verb.dep_ not in _CHAIN or head.i == verb.i:
        return "actual"
    if verb.dep_ == "pcomp" and head.lower_ == "without":
        return "denied"
    if verb.dep_ == "pcomp":
        head = head.head
    if verb.dep_ == "advcl" and verb.tag_ != "VB":
        return "actual"
    if verb.dep_ == "ccomp" and head.lemma_ not in words("modality", "clause_governors"):
        return "actual"
    if verb.dep_ == "ccomp" and any(t.text == ";" for t in verb.doc[verb.i : head.i]):
        return "actual"  # “Peru belongs to it; Ecuador hopes to follow”: two clauses
    modality = _governor(head)
    needed = load("modality")["particles"].get(head.lemma_)
    if needed and not any(c.lower_ in needed for c in head.children):
        modality = None
    if modality is None:
        above = head.pos_ in ("VERB", "AUX") and verb.dep_ in ("xcomp", "pcomp")
        return _of_verb(head) if above else _infinitive_of_noun(verb, head)
    negated = is_negated(head)
    if modality == "denied":
        return "actual" if negated else "denied"
    return (
        "denied"
        if negated and modality in ("planned", "actual")
        else modality
        if modality != "actual"
        else _of_verb(head)
    )


def _is_asked_of(verb: Token) -> bool:
    """“asks the four to ease the blockade”: what is asked, though the parser hangs it on whom it is asked of."""
    marked = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
    return verb.dep_ == "relcl" and verb.tag_ == "VB" and marked and verb.head.dep_ == "dobj"


def _infinitive_of_noun(verb: Token, head: Token) -> Modality:
    """“a plan to withdraw”, “its refusal to sign”."""
    if head.pos_ == "NOUN" and verb.dep_ == "acl" and verb.tag_ == "VB":
        return _lookup("noun_governors").get(head.lemma_, "planned" if head.lemma_ == "agreement" else "possible")
    return "actual"


def _of_noun(noun: Token) -> Modality:
    if is_negated(noun):
        return "denied"
    for child in noun.children:
        if child.dep_ in ("amod", "compound") and (found := _lookup("noun_modifiers").get(child.lower_)):
            return found
    head = noun.head
    if noun.dep_ == "pobj":
        if head.lower_ == "without":
            return "denied"
        above = head.head
        if above.lemma_ == "failure" and noun.lemma_ not in words("modality", "left_undone"):
            return "actual"  # “the failure of the offensive”: it took place
        if above.pos_ == "NOUN" and head.lower_ in ("of", "for") and (m := _lookup("noun_governors").get(above.lemma_)):
            return m
        if above.lemma_ in words("modality", "hindering") and is_negated(above):
            return "possible"  # “will not object to the accession of Kosovo”
        if above.pos_ in ("VERB", "AUX") and _is_object_of_wish(above):
            return _governor(above) or "actual"
        return _of_verb(above) if above.pos_ in ("VERB", "AUX") and head.lower_ in ("for", "to", "with") else "actual"
    if noun.dep_ == "dobj" and head.lemma_ in words("modality", "hindering") and is_negated(head):
        return "possible"
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "conj") and head.pos_ in ("VERB", "AUX"):
        if noun.lemma_ in words("events/syntax", "proposals") and _governor(head) == "denied":
            return "actual"  # “declined the invitation”, “refused an offer”: it was made
        if noun.dep_ in ("dobj", "nsubjpass") and _is_object_of_wish(head):
            return "denied" if is_negated(head) else _governor(head) or "actual"
        return _of_verb(head)
    return "actual"


def _is_object_of_wish(verb: Token) -> bool:
    governs = _governor(verb) in ("planned", "possible", "denied")
    return governs and verb.lemma_ not in words("modality", "real_objects")
