"""Makers: whose “the duties”, “the plan” or “the capture” is, by where the text has told of it before.

A thing judged by its bare noun was told with its maker earlier: as somebody's own (“the EU's duties”), as what
somebody made (“proposed a plan”), or by the verb it is called after (“captured the ship … the capture”).
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import noun_slots
from comity.reading.crowds import is_unnamed
from comity.reading.deverbal import verbs_of_nouns
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.phrases import coordinated, dependents
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import is_passive
from comity.reading.unnamed import court_spoken_of

_SYNTAX = "events/syntax"
_OWNERS = ("poss", "by", "adj", "from")
_REACH = 25
"""Sentences back that a thing may have been told."""
_VERBAL = frozenset({"VERB", "AUX"})


def makers(scene: Scene, noun: Token) -> tuple[Reference, ...]:
    """Who made or did what `noun` points back at, as it was last told with somebody."""
    likewise = _likewise(noun.lemma_)
    for others in (frozenset({noun.lemma_}), *([likewise] if likewise else [])):
        for before in _told_before(scene, noun, others):
            doers = _doers(scene, before) if before.pos_ in _VERBAL else _owners(scene, before)
            if doers := tuple(r for r in doers if _can_make(r)):
                return doers
    return court_spoken_of(scene.page, noun) if noun.lemma_ in words(_SYNTAX, "court_texts") else ()


def _likewise(noun: str) -> frozenset[str]:
    """Words by which a text may have told the same thing before: “tariffs … the duties”."""
    return next((frozenset(same) for same in load("nominals")["same_things"] if noun in same), frozenset())


def _told_before(scene: Scene, noun: Token, lemmas: frozenset[str]) -> Iterator[Token]:
    """The noun, under any of `lemmas`, and the verbs these are made of where they stand before, the last first."""
    verbs = {verbs_of_nouns().get(lemma, "").partition(" ")[0] for lemma in lemmas} - {""}
    low = scene.page.sentences[max(0, scene.page.sentence_of(noun).index - _REACH)].span.start
    for i in range(noun.i - 1, low - 1, -1):
        token = noun.doc[i]
        same = token.tag_ == noun.tag_ and token.lemma_ in lemmas
        if same or (token.pos_ == "VERB" and token.lemma_ in verbs and modality_of(token) != "denied"):
            yield token


def _owners(scene: Scene, noun: Token) -> Sequence[Reference]:
    """Whose a thing is said to be, or who is said to make it."""
    slots = noun_slots(noun)
    for key in _OWNERS:
        if found := scene.parties(slots.get(key, ()), owners=False):
            return found
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else None
    if verb is None or verb.lemma_ not in words(_SYNTAX, "making"):
        return ()
    return _doers(scene, verb)


def _doers(scene: Scene, verb: Token) -> Sequence[Reference]:
    """Who does what a verb tells: its subject, or the agent of a passive."""
    if not is_passive(verb):
        return scene.parties(surface_subjects(verb), owners=False)
    agents = (t for c in dependents(verb) if c.dep_ == "agent" for p in dependents(c) for t in coordinated(p))
    return scene.parties(agents, owners=False)


def _can_make(reference: Reference) -> bool:
    behind = reference.represents
    return behind.startswith(("state:", "org:")) or reference.id.startswith("person:") or _is_named_group(reference)


def _is_named_group(reference: Reference) -> bool:
    return reference.id.startswith("group:") and not is_unnamed(reference)
