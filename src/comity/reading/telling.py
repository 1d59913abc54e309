"""Telling: which of the frames that fired are events of their own, and how real they are.

What another frame already tells, what is only wished, supposed or meant as a purpose, and what should be, is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Modality
from comity.reading.arguments import is_passive
from comity.reading.choosing.choice import choose
from comity.reading.endings import is_ended
from comity.reading.fired import UNREAL, Fired
from comity.reading.frames import Frame
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.phrases import dependents
from comity.reading.scene import Scene
from comity.reading.targets import with_target
from comity.reading.triggers import measured

_SYNTAX = "events/syntax"
_VERBAL = frozenset({"VERB", "AUX"})
_AIMS = frozenset({"at", "for", "of", "on", "about", "to", "against", "toward", "towards"})
_OCCASIONS = frozenset({"at", "in", "during", "after", "following"})
_SOFT = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "MOBILIZE"})
_FACTIVE = frozenset(
    {"REJECT", "REQUEST", "AGREE", "ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "PROTEST", "RETREAT"}
)
_CANCELLING = frozenset({"AGREE", "REQUEST", "THREATEN", "CONCEDE", "SANCTION"})


def told(scene: Scene, fired: Sequence[Fired], sentence: int) -> Iterator[tuple[Fired, Modality]]:
    """The events among the frames that fired in a sentence, with their modality; the scene moves with them."""
    for one in _not_retold(fired):
        modality = _modality(one)
        if modality is not None:
            one, modality = _as_refused(one, modality)
            one = with_target(scene, _in_kind(scene, _as_promised(one, modality), sentence), sentence)
            chosen = choose(scene, one, sentence)  # before the deed itself is remembered, as the rules told it
            mediating = one.frame.mode == "third-party"
            word = one.trigger.lemma_
            if modality != "denied":  # what somebody did not do is nobody's deed
                scene.dealings.note_deed(one.type, word, one.actors, one.recipients, sentence, mediating=mediating)
            yield chosen, modality


def _as_promised(fired: Fired, modality: Modality) -> Fired:
    """“will lift its sanctions”: what is a retreat once it is done is a concession until then."""
    ahead = modality in ("planned", "possible") and _named(fired.frame) in words(_SYNTAX, "conceded")
    return replace(fired, type="CONCEDE") if ahead and fired.type == fired.frame.type else fired


def _as_refused(fired: Fired, modality: Modality) -> tuple[Fired, Modality]:
    """“did not accept the plan”: no consent is a refusal; “does not let them work”: no leave restrains."""
    if modality == "denied" and is_negated(fired.trigger) and _named(fired.frame) in words(_SYNTAX, "barred_as"):
        return replace(fired, type="COERCE"), "actual"
    left_open = any(c.lower_ == "neither" for c in dependents(fired.trigger))  # “neither accepted nor refused it”
    consents = fired.type == "AGREE" and fired.trigger.lemma_ in words(_SYNTAX, "consenting") and not left_open
    if modality != "denied" or not (consents or _named(fired.frame) in words(_SYNTAX, "refused_as")):
        return fired, modality
    return replace(fired, type="REJECT"), "actual"


def _named(frame: Frame) -> str:
    return f"{frame.type}/{frame.name}"


def _in_kind(scene: Scene, fired: Fired, sentence: int) -> Fired:
    """“imposed tariffs, and Beijing hit back”: with the like of what was just done."""
    if fired.recipients or _named(fired.frame) not in words(_SYNTAX, "in_kind"):
        return fired
    type_, doers = scene.dealings.last_deed(sentence)
    others = tuple(r for r in doers if r.represents not in {a.represents for a in fired.actors})
    return replace(fired, type=type_, recipients=others) if type_ == "SANCTION" and others else fired


def _not_retold(fired: Sequence[Fired]) -> Iterator[Fired]:
    """Without what another frame already tells: absorbed clauses, and nouns that a verb's frame spent."""
    verbs = {f.trigger.i: f for f in fired}
    for one in fired:
        if is_ended(one):
            yield one
            continue
        tellers = [f for f in fired if f is not one and one.trigger.i in f.told and f.trigger.i in verbs]
        if _is_occasion(one):
            tellers = [f for f in tellers if f.type == one.type]
        if _is_agreed_on(one):
            tellers = [f for f in tellers if f.trigger.lemma_ not in words(_SYNTAX, "agreeing")]
        if any(_spends(f, one) for f in tellers) or _is_measured(one, verbs) or _is_vetoed(one, verbs):
            continue
        if _is_toll(one, verbs):
            continue
        if (is_hypothetical(one.host) and not _is_errand(one, verbs)) or _is_bidden(one.host) or _is_sought(one, verbs):
            continue
        if any(_is_topic(f, one) for f in fired if f.type == "CONSULT") or _is_its_subject(one, verbs):
            continue
        if not _is_told_aside(one) and any(_only_speaks_of(f, one) for f in fired if f is not one):
            continue
        if accusers := [f for f in fired if f.type == "ACCUSE" and _alleges(f, one)]:
            one = replace(one, said_by=accusers[0].actors[0])
        answering = [
            f for f in tellers if one.type in ("REQUEST", "AGREE") and f.type in ("REJECT", "AGREE", "CONCEDE")
        ]
        if answering and not one.recipients:
            one = replace(one, recipients=tuple(r for r in answering[0].actors if r not in one.actors))
        yield one


def _only_speaks_of(teller: Fired, one: Fired) -> bool:
    return one.trigger.i in teller.reach and teller.type in UNREAL and one.type in _SOFT


def _is_told_aside(one: Fired) -> bool:
    """“adopted a text in which Oman thanked Peru”, “review the pact, which they signed in 1951”: what went before."""
    verb = one.host
    if _is_occasion(one):
        return True
    if verb.dep_ != "relcl" or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    return not any(c.dep_ == "aux" and c.tag_ == "MD" for c in dependents(verb))


def _is_agreed_on(one: Fired) -> bool:
    """“pledged to meet again in May”: that they will meet then is told beside their pledge."""
    together = one.type == "CONSULT" and one.host.dep_ in ("xcomp", "conj") and len(one.actors) > 1
    return together and any(t.ent_type_ in ("DATE", "TIME") for t in one.host.subtree)


def _is_occasion(one: Fired) -> bool:
    """“agreed at talks in Riga to swap prisoners”, “promised in a call with Chad to help”: where it was said."""
    noun = measured(one.trigger)
    if one.type != "CONSULT" or one.trigger.pos_ != "NOUN" or noun.dep_ != "pobj" or len(one.actors) < 2:
        return False
    return noun.head.lower_ in _OCCASIONS and not any(c.lower_ == "next" for c in dependents(noun))


def _is_topic(talks: Fired, one: Fired) -> bool:
    """“renewed their talks on a troop pullback”: what is only talked about."""
    noun, preposition = one.trigger, measured(one.trigger).head
    if noun.pos_ != "NOUN" or one.host.i != noun.i or one.type not in words(_SYNTAX, "topical"):
        return False
    about = measured(noun).dep_ == "pobj" and preposition.lower_ in words(_SYNTAX, "topics")
    return about and preposition.head.i in (talks.trigger.i, talks.host.i)


def _is_its_subject(one: Fired, others: Mapping[int, Fired]) -> bool:
    """“the pact between Chile and Peru came into force”: the verb tells of the pact and of both."""
    noun = one.trigger
    if noun.dep_ not in ("nsubj", "nsubjpass") or one.host.i != noun.i or one.type not in ("AGREE", "SUPPORT"):
        return False
    above = others.get(noun.head.i)
    return above is not None and above.type in _SOFT and set(one.actors) == set(above.actors)


def _is_measured(fired: Fired, others: Mapping[int, Fired]) -> bool:
    """“a round of meetings”: where the measure tells the event, what it measures tells no second one."""
    outer = others.get(measured(fired.trigger).i)
    return outer is not None and outer is not fired and outer.type == fired.type


def _is_toll(fired: Fired, others: Mapping[int, Fired]) -> bool:
    """“bombed the town, killing nine and wounding forty”: how many the deed struck, no second one."""
    verb = fired.host
    while verb.dep_ == "conj" and verb.tag_ == "VBG":
        verb = verb.head
    if fired.type != "ASSAULT" or fired.host.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < verb.head.i:
        return False
    above = others.get(verb.head.i)
    return above is not None and above.type == "ASSAULT" and bool(above.recipients)


def _is_vetoed(fired: Fired, others: Mapping[int, Fired]) -> bool:
    """“vetoed a resolution condemning the raid”: what a text would have said that was voted down is not said."""
    text = fired.host.head
    if fired.host.dep_ not in ("acl", "relcl") or text.lemma_ not in words(_SYNTAX, "motions"):
        return False
    above = others.get(text.head.i)
    return text.dep_ == "dobj" and above is not None and above.type == "REJECT"


def _is_errand(fired: Fired, others: Mapping[int, Fired]) -> bool:
    """“flew to Quito to urge him to go”: what a visitor comes to say is said."""
    above = others.get(fired.host.head.i)
    told = fired.type in ("REQUEST", "SUPPORT") and fired.host.dep_ in ("advcl", "xcomp", "acl")
    return told and above is not None and above.type == "CONSULT"


def _is_bidden(verb: Token) -> bool:
    """“urged Rwanda to pull back”, “was asked to leave”, “demanded that Lima pay”: what others are told to do."""
    for _ in range(3):
        if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in dependents(verb)):
            break
        verb = verb.head
    above = verb.head
    if above.lemma_ not in words(_SYNTAX, "bidding") or verb.i < above.i:
        return False
    before = [c for c in dependents(above) if c.i < verb.i]
    if verb.dep_ == "ccomp":
        stated = above.lemma_ == "insist" and verb.tag_ != "VB"
        return not stated and any(c.dep_ in ("nsubj", "nsubjpass") for c in dependents(verb))
    if verb.dep_ != "xcomp" or verb.tag_ != "VB" or any(c.dep_ == "prt" for c in before):
        return False
    others = any(c.dep_ in ("dobj", "dative") or c.lower_ in ("on", "upon") for c in before)
    return others or is_passive(above)


def _is_sought(one: Fired, others: Mapping[int, Fired]) -> bool:
    """“asked the members for a summit”, “appealed for help from Oman”: what is only requested."""
    noun = measured(one.trigger)
    if noun.pos_ != "NOUN" or one.host.i != one.trigger.i or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    asking = others.get(noun.head.head.i)
    return asking is not None and asking.type == "REQUEST"


def _alleges(accusation: Fired, deed: Fired) -> bool:
    """Whether the deed stands in the accusation: “accused Iran of shelling Basra”."""
    token = deed.host
    while token.dep_ in ("pcomp", "conj", "prep", "xcomp") and token.head.i != token.i:
        token = token.head
        if token.i == accusation.trigger.i:
            return deed.host.tag_ == "VBG"
    return False


def _spends(teller: Fired, told: Fired) -> bool:
    """Whether `told` is no event beside `teller`: only an event noun with an actor of its own stays."""
    if told.trigger.tag_.startswith("VB") or (told.host.i != told.trigger.i and told.host.dep_ != "relcl"):
        return True
    if teller.frame.absorbs or teller.type in _CANCELLING:
        return True
    if told.type == teller.type or _is_its_object(teller, told):
        return True
    return told.type not in _FACTIVE or (teller.type == "REJECT" and told.type not in ("REQUEST", "AGREE", "SANCTION"))


def _is_its_object(teller: Fired, told: Fired) -> bool:
    """“lodged its protest with Beijing”: the noun by which the verb's frame is known, of the same doer."""
    noun = told.trigger
    if {noun.lemma_, noun.lower_}.isdisjoint(teller.frame.object) or not set(told.actors) <= set(teller.actors):
        return False
    return any(noun.i == t.i for t in teller.slots.get("obj", ()))


def is_hypothetical(token: Token) -> bool:
    """In an if-clause, or a mere purpose: “to discuss efforts”."""
    if token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in words(_SYNTAX, "unmaking"):
        return True
    while token.head.i != token.i:
        mark = next((c.lower_ for c in dependents(token) if c.dep_ == "mark"), "")
        if token.dep_ == "advcl":
            infinitive = token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in dependents(token))
            reached = mark == "until" and token.tag_ == "VBD"
            if (mark in words(_SYNTAX, "hypothetical") and not reached) or infinitive:
                return True
        if mark in ("before", "until", "once") and token.tag_ in ("VB", "VBP", "VBZ"):
            return True
        if token.dep_ == "acl" and token.tag_ == "VB":
            return True
        if (
            token.dep_ == "pcomp"
            and token.head.lower_ in _AIMS
            and token.head.head.lemma_ not in words(_SYNTAX, "object_control")
        ):
            return True
        if token.dep_ not in ("conj", "xcomp", "advcl", "acl", "ccomp", "pcomp", "prep", "dobj", "pobj", "relcl"):
            return False
        if token.dep_ == "relcl":
            return False
        token = token.head
    return False


def _modality(fired: Fired) -> Modality | None:
    """How real the event is; None where it is only what somebody should do."""
    if is_ended(fired):
        return "actual"
    told = reality(fired.host)
    if told is None:
        return None
    if fired.frame.modality:
        if told == "denied" and fired.frame.modality == "denied":
            return "actual"
        return fired.frame.modality if told == "actual" else told
    if fired.frame.negated_future:
        return "actual"
    return told


def reality(host: Token) -> Modality | None:
    """How real the word that carries an event makes it; None for a duty."""
    if _is_duty(host):
        return None
    return modality_of(host) if host.pos_ in _VERBAL or host.dep_ != "pobj" else _nominal_modality(host)


def _nominal_modality(noun: Token) -> Modality:
    """Of an event noun in a phrase of its own (“after talks”): what stands right on it decides."""
    if noun.head.lower_ == "without" or is_negated(noun):
        return "denied"
    if noun.head.head.pos_ == "NOUN":
        return modality_of(noun)
    planned = load("modality")["noun_modifiers"]
    lowers = {c.lower_ for c in dependents(noun) if c.dep_ in ("amod", "compound")}
    return next((m for m, listed in planned.items() if lowers & set(listed)), "actual")


def _is_duty(verb: Token) -> bool:
    """“should be free to protest”, “is not entitled to gag it”."""
    for _ in range(5):
        if any(c.dep_ == "aux" and c.lower_ in ("should", "must", "ought") for c in dependents(verb)):
            return True
        if verb.lower_ in words(_SYNTAX, "entitlements") and (verb.pos_ != "VERB" or is_passive(verb)):
            return True
        if verb.dep_ not in ("xcomp", "conj", "acomp", "pcomp", "prep") or verb.head.i == verb.i:
            return False
        verb = verb.head
    return False
