"""Occasion: what can be seen of a deed itself, from which it shows whether it is done to anybody at all."""

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from comity.reading.arguments import is_passive
from comity.reading.choosing.clause import Phrase
from comity.reading.choosing.options import Measures
from comity.reading.choosing.spoken import kind_of
from comity.reading.complements import complements
from comity.reading.crowds import is_unnamed
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.phrases import dependents, inner_noun
from comity.reading.scene import Scene

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LED = ("relcl", "acl", "advcl", "ccomp")
_WORD_LISTS = ("deeds", "steps", "proposals", "reckonings", "of_the_public")


def occasion_of(
    scene: Scene, fired: Fired, sentence: int, phrases: Sequence[Phrase], powers: Collection[str]
) -> Measures:
    """The measures of a deed; `powers` are those spoken of around it beside its actors."""
    own = {i for r in fired.actors for i in (r.id, r.represents)}
    objects = fired.slots.get("obj", [])
    seen = {
        "always": True,
        f"type:{fired.type}": True,
        f"actor:{kind_of(scene.page, fired.actors[0])}": True,
        f"proposal:{'none' if not fired.recipients else 'scene' if fired.ground else 'clause'}": True,
        "told by a noun": fired.trigger.pos_ in ("NOUN", "PROPN"),
        "passive": fired.host.pos_ == "VERB" and is_passive(fired.host),
        "several actors": len(fired.actors) > 1,
        "unnamed actors": all(map(is_unnamed, fired.actors)),
        "strict frame": fired.frame.strict,
        "frame of an object": "obj" in fired.frame.recipient,
        "no power near": not powers,
        "one power near": len(powers) == 1,
        "opening": sentence <= 1,
        "negated": any(c.dep_ == "neg" for c in dependents(fired.host)),
        "each other": any(_is_other_of_each(t) for t in fired.trigger.subtree),
        "parties in the clause": bool(phrases),
        "parties beside the subject": any(
            p.place[1] != "subj" and any(r.represents not in own for r in p.references) for p in phrases
        ),
        "object": bool(objects),
        "object means somebody": any(t.pos_ == "PRON" for t in objects) or bool(objects and scene.parties(objects)),
        "bare": not objects and not any(k not in ("subj", "poss", "adj") for k in fired.slots),
    }
    seen.update({f"led:{fired.host.dep_}": True} if fired.host.dep_ in _LED else {})
    seen.update((name, True) for token in objects[:2] for name in _of_object(scene, token))
    seen.update((name, True) for name in _of_complements(complements(fired.trigger)))
    return {name: 1.0 for name, value in seen.items() if value}


def _of_object(scene: Scene, token: Token) -> Iterator[str]:
    noun = inner_noun(token)
    lemma = noun.lemma_.lower()
    yield from (f"object:{name}" for name, members in scene.lexicon.classes.items() if lemma in members)
    yield from (f"object:{name}" for name in _WORD_LISTS if noun.lemma_ in words("events/syntax", name))
    if noun.lemma_ in scene.lexicon.nouns:
        yield "object tells a deed"
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in dependents(noun)):
        yield "object is one's own"


def _of_complements(verbs: Sequence[Token]) -> Iterator[str]:
    if verbs:
        yield "clause behind it"
    if any(c.dep_ in _SUBJECTS for v in verbs for c in dependents(v)):
        yield "clause behind it has a subject"


def _is_other_of_each(token: Token) -> bool:
    return token.lower_ == "other" and token.i > 0 and token.nbor(-1).lower_ == "each"
