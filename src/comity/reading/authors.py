"""Authors: whose doing “the step”, “the timetable” or “it” is that somebody condemns, calls names or turns down.

What a text calls so is most often what the sentence before has told: its author is the subject there, or whoever the
speaker's own side was up against.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import noun_slots
from comity.reading.crowds import is_unnamed
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.page import Sentence
from comity.reading.phrases import dependents, inner_noun
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects

_SYNTAX = "events/syntax"
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_IT = frozenset({"it", "this", "that", "so"})
_ALSO = frozenset({"also", "too", "likewise", "well"})
_BACK = 2
"""Sentences back that a step may have been told."""


def authors(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """Who did what the event's actors object to, where its words only point at it."""
    frame = f"{fired.frame.type}/{fired.frame.name}"
    if frame == "SUPPORT/praise-as" and [t.lower_ for t in fired.slots.get("obj", ())] == ["it"]:
        return scene.dealings.last_judged(sentence) or ()
    if frame in words(_SYNTAX, "applause"):
        return _applauded(scene, fired, sentence)
    if fired.type == "REQUEST":
        return _step_asked_for(scene, fired)
    blames = fired.type == "ACCUSE" and fired.slots.get("obj") and frame not in words(_SYNTAX, "inquiries")
    if frame not in words(_SYNTAX, "objections") and not blames:
        return ()
    if fired.trigger.dep_ == "relcl" and not fired.slots.get("obj", [fired.trigger.head])[0].i > fired.trigger.i:
        verbs = [a for a in fired.trigger.head.ancestors if a.pos_ == "VERB"]
        found = scene.parties((s for v in verbs[:1] for s in surface_subjects(v)), owners=False)
        return [r for r in found if _is_author(r)]
    lodged = frame == "ACCUSE/lodge-protest"
    objects = [t for t in fired.slots.get("obj", ()) if t.i != fired.trigger.i and not lodged]
    if objects and not any(_points(scene, t) for t in objects):
        return ()
    own = {r.represents for r in fired.actors}
    judged = [r for r in scene.dealings.last_judged(sentence) or () if r.represents not in own]
    if judged and len(objects) == 1 and objects[0].lower_ in ("it", "them"):
        return judged
    if any(c.lower_ in _ALSO for c in dependents(fired.host)) and (
        same := scene.dealings.last_against(fired.type, sentence)
    ):
        return same
    if any(inner_noun(t).lemma_ in words(_SYNTAX, "of_nobody") for t in objects):
        return ()
    if blames and frame not in words(_SYNTAX, "calling_so") and any(t.pos_ == "NOUN" for t in objects):
        return ()  # “condemned the raid”: whose it is stands farther back, if anywhere
    for back in range(1, min(_BACK, sentence) + 1):
        if _reacts(scene, scene.page.sentences[sentence - back]):
            if scene.page.sentences[sentence - back].passage.start != scene.page.sentences[sentence].passage.start:
                return ()
            continue
        clauses = [scene.parties(t, owners=False) for t in _told_of(scene.page.sentences[sentence - back])]
        for told in clauses:
            if others := {r.represents: r for r in told if _is_author(r) and r.represents not in own}:
                return list(others.values())
        if any(r.represents in own for told in clauses for r in told):
            break
    return scene.dealings.adversaries(fired.actors, sentence) or scene.dealings.opponents(
        fired.actors, sentence, reach=_BACK
    )


def _step_asked_for(scene: Scene, fired: Fired) -> Sequence[Reference]:
    """“Conakry freed two ministers, a step that the bloc had demanded”: of whoever took the step."""
    step = fired.trigger.head
    if fired.trigger.dep_ != "relcl" or step.lemma_ not in words(_SYNTAX, "deeds") or step.i > fired.trigger.i:
        return ()
    verbs = [a for a in step.ancestors if a.pos_ == "VERB"]
    return [
        r for r in scene.parties((s for v in verbs[:1] for s in surface_subjects(v)), owners=False) if _is_author(r)
    ]


def _applauded(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“Israel praised the verdict”, “Sudan welcomed the offer”: whose it is, as the sentence before tells."""
    nouns = [inner_noun(t) for t in fired.slots.get("obj", ())]
    if any(n.lemma_ in words(_SYNTAX, "shared") for n in nouns):
        return ()
    if not any(n.lemma_ in words(_SYNTAX, "steps") and _points(scene, n) for n in nouns) or not sentence:
        return ()
    own = {r.represents for r in fired.actors}
    for told in _told_of(scene.page.sentences[sentence - 1]):
        if others := [r for r in scene.parties(told, owners=False) if _is_author(r) and r.represents not in own]:
            return others
    return ()


def _is_author(reference: Reference) -> bool:
    behind = reference.represents
    return behind.startswith(("state:", "org:")) or (behind.startswith("group:") and not is_unnamed(reference))


def _points(scene: Scene, token: Token) -> bool:
    """“it”, “the step”, “the raid”: words that only point back, and tell no parties of their own."""
    if token.lower_ in _IT or (token.lower_ == "them" and not scene.page.who(token)):
        return True
    noun = inner_noun(token)
    if noun.pos_ != "NOUN" or not any(c.lower_ in _POINTING for c in dependents(noun)):
        return False
    owned = noun_slots(noun)
    return not any(scene.page.who(t) for tokens in owned.values() for t in tokens)


def _reacts(scene: Scene, sentence: Sentence) -> bool:
    """“Syria welcomed the deal. Israel condemned it”: the deal, which is nobody's in that sentence."""
    root = sentence.span.root
    objects = [c for c in dependents(root) if c.dep_ == "dobj"] if root.lemma_ in words(_SYNTAX, "reacting") else []
    return bool(objects) and not scene.parties(objects)


def _told_of(sentence: Sentence) -> Iterator[list[Token]]:
    """The subjects of what a sentence tells; of “Warsaw says that Minsk lured them” Minsk first."""
    root = sentence.span.root
    if root.lemma_ in words("modality", "reporting"):
        yield from (surface_subjects(c) for c in dependents(root) if c.dep_ == "ccomp")
    yield surface_subjects(root)
