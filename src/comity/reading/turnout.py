"""Turnout: who comes to a body and who stays away, where the rest of the sentence names them or the meeting."""

from collections.abc import Sequence

from comity.model import Reference
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.scene import Scene

_SYNTAX = "events/syntax"
_ROW = frozenset({",", "and", "the"})


def newcomers(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“The bloc welcomed a new member in Lima: Chile, …”: the states behind the colon."""
    told = any(t.lemma_.lower() == "member" for t in fired.slots.get("obj", ()))
    if fired.type != "SUPPORT" or not told:
        return ()
    doc, end = scene.page.doc, scene.page.sentence_of(fired.trigger).span.end
    at = next((i + 1 for i in range(fired.trigger.i, end) if doc[i].text == ":"), end)
    found: list[Reference] = []
    while at < end and (doc[at].text in _ROW or at in scene.page.covering):
        mention = scene.page.covering.get(at)
        if mention is not None and not all(r.id.startswith("state:") for r in mention.references):
            break
        found += mention.references if mention is not None else ()
        at = mention.end if mention is not None else at + 1
        if len(found) == 1 and at < end and doc[at].text == "," and not _goes_on(scene, at):
            break
    return found


def _goes_on(scene: Scene, comma: int) -> bool:
    """Whether a name follows the comma, and not what is said of the last one: “Belarus, another ally of Moscow”."""
    after = next((i for i in range(comma + 1, len(scene.page.doc)) if scene.page.doc[i].text not in _ROW), comma)
    return after in scene.page.covering


def missed(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“the summit was larger, despite the absence of Mr Modi”: the body whose meeting the sentence tells of."""
    if f"{fired.frame.type}/{fired.frame.name}" != "CONSULT/absent" or fired.trigger.pos_ != "NOUN" or not scene.body:
        return ()
    sentence = scene.page.sentence_of(fired.trigger).span
    met = (t for t in sentence if t.lemma_ in words(_SYNTAX, "sittings") and t.i != fired.trigger.i)
    return (scene.body,) if any(any(c.lower_ == "the" for c in t.lefts) for t in met) else ()
