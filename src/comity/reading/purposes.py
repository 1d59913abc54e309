"""Purposes: what a body is for."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Fact
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.salience import body_spoken_of
from comity.reading.stating import BODIES, make_fact, meant, phrase, those
from comity.reading.syntax import is_passive, objects, prepositional, subjects

_COMPARED = frozenset({"JJR", "RBR"})
"""“Its purpose is plainer: …” tells none."""


def read_purpose_verb(page: Page, verb: Token) -> Iterator[Fact]:
    """“The SCO seeks objective cooperation”, “was set up to deter”, “which wants Xinjiang to separate”."""
    if verb.lemma_ in words("facts", "purpose_verbs") and verb.pos_ == "VERB":
        yield from _seeks(page, verb)
    if verb.lemma_ in words("facts", "made") or _comes_about(verb):
        yield from _made_to(page, verb)


def _seeks(page: Page, verb: Token) -> Iterator[Fact]:
    if verb.lemma_ in words("facts", "purpose_given"):
        yield from _given(page, verb)
        return
    goals = [*objects(verb)[:1], *(c for c in verb.children if c.dep_ in ("xcomp", "ccomp"))]
    goals = goals or prepositional(verb, "at", "for")
    if verb.lemma_ in words("facts", "purpose_with"):  # “exists to”, “stands for”, “fights for”
        infinitives = [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB"]
        goals = infinitives or prepositional(verb, "for")
    ends = bool(goals) and goals[0].dep_ == "dobj" and goals[0].lemma_ in words("facts", "ends")
    if verb.lemma_ == "want" and verb.tag_ not in ("VBZ", "VBP", *(("VBD",) if ends else ())):
        return  # what a body wanted once, or said it did, is not what it is for
    if verb.lemma_ in words("facts", "purpose_with") and any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
    ):
        return  # “has fought for independence since 1966” tells what it did
    if (
        not goals
        or goals[-1].pos_ in ("PRON", "PROPN")
        or (verb.lemma_ == "want" and goals[0].dep_ == "xcomp" and not _is_lasting(goals[0]))
    ):
        return  # who wants to do a thing intends it; what a body wants of the world is its purpose
    for token, about in those(page, subjects(verb), BODIES):
        if verb.lemma_ == "want" and (
            (token.tag_ == "PRP" and not (ends and token.lower_ == "it"))
            or (about.id.startswith("org:") and goals[0].dep_ == "ccomp")
        ):
            continue  # “they want safe homes” tells of some of them, “the Fund wants Fiji to save” of what it asks now
        if about.acts_for is None and modality_of(verb) != "denied":
            value = _of_goal(page, goals[-1] if goals[-1].dep_ in ("xcomp", "ccomp") else goals[0])
            yield make_fact(page, about, "purpose", value, [token, verb, *goals[0].subtree], modality=modality_of(verb))


def _given(page: Page, verb: Token) -> Iterator[Fact]:
    """“is tasked with managing the lake's water”, “mandated to protect civilians”."""
    goals = prepositional(verb, "with") + [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB"]
    held = subjects(verb) or [verb.head]
    for token, about in those(page, held, BODIES)[:1] if is_passive(verb) else ():
        for goal in goals[:1]:
            if goal.pos_ in ("VERB", "NOUN") and about.acts_for is None:
                yield make_fact(
                    page, about, "purpose", phrase(page, goal), [token, verb, *goal.subtree], confidence=0.6
                )


def _is_somebody(goal: Token) -> bool:
    """“fight their wars for them”: for whom it is done is no purpose; “wants Aceh to be free” is one."""
    return goal.pos_ in ("PRON", "PROPN") and not any(c.pos_ in ("VERB", "AUX") for c in goal.children)


def _is_lasting(goal: Token) -> bool:
    """“wants to keep the lanes open” is what a body is for, “wants to audit the result” what it is about to do."""
    return goal.lemma_ in words("facts", "lasting")


def _of_goal(page: Page, goal: Token) -> str:
    return phrase(page, goal)


def _made_to(page: Page, verb: Token) -> Iterator[Fact]:
    """“was created in 1969 to defend the interests of Muslims”, “an alliance designed to contain the Soviet Union”."""
    first = verb.tag_ == "VBN" and verb.i == page.sentence_of(verb).span.start
    if not is_passive(verb) and not _set_up(verb) and not first and not _comes_about(verb):
        return
    before = page.covering.get(verb.i - 2) if verb.i > 1 and verb.nbor(-1).text == "," else None
    goals = [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB" and c.i > verb.i]
    goals += [c for t in prepositional(verb, "in") if t.lower_ == "order" for c in t.children if c.tag_ == "VB"]
    noun = verb.head
    over = subjects(verb)
    if verb.dep_ == "acl" and noun.dep_ in ("appos", "attr"):
        over = [noun, *([noun.head] if noun.dep_ == "appos" else subjects(noun.head))]
    if verb.i == page.sentence_of(verb).span.start and not those(page, over, BODIES):
        over = _fronted(page, verb)  # “Created to fight piracy, the force has …”
    if before is not None and not those(page, over, BODIES):
        over = [page.doc[before.head]]
    goals = [g for g in goals if not any(t.tag_ in ("WDT", "WP") for t in g.subtree)]  # “which it is meant to join”
    for token, about in those(page, over, BODIES)[:1]:
        for goal in goals[:1]:
            value = phrase(page, goal)
            yield make_fact(page, about, "purpose", value, [token, verb, *goal.subtree], confidence=0.6)


def _comes_about(verb: Token) -> bool:
    """“came into being in 1981 to counter Iran”."""
    needed = load("facts")["dating"].get(verb.lemma_)
    return bool(needed) and any(t.lower_ in needed for t in prepositional(verb, "into"))


def _fronted(page: Page, verb: Token) -> list[Token]:
    """The name behind the comma that ends a phrase in front, whatever the parser made of it."""
    comma = next((t.i for t in page.sentence_of(verb).span if t.text == "," and t.i > verb.i), None)
    names = [page.covering[i] for i in (comma + 1, comma + 2) if i in page.covering] if comma is not None else []
    return [page.doc[names[0].head]] if names and names[0].form == "name" else []


def _set_up(verb: Token) -> bool:
    """“The Authority, set up to regulate mining, met”, where the parser takes the participle for the verb."""
    return verb.tag_ in ("VBN", "VBD") and verb.i > 0 and verb.nbor(-1).text == "," and not objects(verb)


def read_purpose_noun(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its purpose was to promote peace”, “a central calling of the bloc is to combat”, “whose aim is trade”."""
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    abouts = [r for _, r in meant(page, owners, BODIES)]
    verb = noun.head
    if not abouts and any(t.lower_ == "its" for t in owners):
        abouts = list(body_spoken_of(page, noun))
    if not abouts:
        yield from _with_aim(page, noun)
    if not abouts or noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return
    goals = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "attr", "acomp") and c.tag_ not in _COMPARED]
    for goal in goals[:1]:
        span = [noun, *owners[:1], *goal.subtree]
        yield make_fact(page, abouts[0], "purpose", phrase(page, goal), span, modality=modality_of(verb))


def _with_aim(page: Page, noun: Token) -> Iterator[Fact]:
    """“was set up with the aim of joining the Union”, “has the task of guarding the line”."""
    with_ = noun.dep_ == "pobj" and noun.head.lower_ == "with"
    verb = noun.head.head if with_ else noun.head
    if not (with_ or (noun.dep_ == "dobj" and verb.lemma_ == "have")) or verb.pos_ not in ("VERB", "AUX"):
        return
    for token, about in those(page, subjects(verb), BODIES)[:1]:
        for goal in prepositional(noun, "of")[:1]:
            span = [token, noun, *goal.subtree]
            yield make_fact(page, about, "purpose", phrase(page, goal), span, confidence=0.6)


def read_about(page: Page, verb: Token) -> Iterator[Fact]:
    """“The SCO is always about security and growth”."""
    for token, about in those(page, subjects(verb), ("org:",)):
        for goal in prepositional(verb, "about")[:1]:
            value = phrase(page, goal)
            yield make_fact(page, about, "purpose", value, [token, verb, *goal.subtree], confidence=0.5)
