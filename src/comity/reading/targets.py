"""Targets: whom a deed is done to, or for, where its own clause names nobody.

“Moscow threatened countermeasures”, “They asked him to go. He refused”, “Kuwait mediated”: the words nearby tell,
the condition of a threat, the parties of the last deed, or the state that the text is about. Null where none does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.answering import answered, hosts, interlocutors
from comity.reading.arguments import noun_slots, verb_slots
from comity.reading.authors import authors
from comity.reading.complements import complements
from comity.reading.crowds import is_unnamed
from comity.reading.envoys import moved, posts
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.parties import government
from comity.reading.phrases import dependents, inner_noun
from comity.reading.requested import (
    called_to_account,
    granting,
    holders,
    is_for_the_held,
    is_owed,
    sought,
    warring,
    without_undergone,
)
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects
from comity.reading.turnout import missed, newcomers

_SYNTAX = "events/syntax"
_GROUNDS = frozenset({"because", "if", "unless", "until", "since"})
_OCCASIONS = frozenset({"after", "when", "as"})
_CONDITIONAL = frozenset({"AGREE", "REJECT", "THREATEN", "SANCTION", "ASSAULT"})
_SITES = ("in", "at", "near", "outside")
_BY_FORCE = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_FEW = 6
"""Actors beyond which nobody in particular stands against them."""


def with_target(scene: Scene, fired: Fired, sentence: int) -> Fired:
    """The event with whom it is against or for, as far as its surroundings tell."""
    carried = moved(scene.page, fired)
    if carried & {r.id for r in fired.recipients}:
        rest = tuple(r for r in fired.recipients if r.id not in carried)
        fired = replace(fired, recipients=rest or posts(scene.page, fired))
    if assembled := _assembly(scene, fired):
        fired = replace(fired, recipients=assembled, ground="assembly")
    if _is_at_a_body(fired):
        fired = replace(fired, recipients=())
    if fired.recipients and all(r.id.startswith("place:") for r in fired.recipients):
        return replace(fired, recipients=_governments(scene, fired))
    if held_by := [r for r in holders(scene, fired, sentence) if _is_other(fired, r)]:
        return replace(fired, recipients=tuple(held_by), ground="holders")
    if missions := [r for r in _before_the_mission(scene, fired) if _is_other(fired, r)]:
        return replace(fired, recipients=tuple(missions))
    fired = without_undergone(scene, fired)
    if _is_against_a_deed(fired) or is_for_the_held(fired):
        fired = replace(fired, recipients=())
    if fired.frame.reciprocal or fired.frame.noun_reciprocal or _are_named(fired):
        return fired
    for find in (
        _mediated,
        _host,
        _at_the_embassy,
        _posted,
        sought,
        warring,
        granting,
        _helped,
        _in_the_condition,
        _occasion,
        _voted,
        hosts,
        answered,
        interlocutors,
        _proposer,
        authors,
        _spoken_of,
        _struck,
        _complained_of_by,
        _accuser,
        _opposed,
        _following_suit,
        _investigated,
        _at_home,
        _people_in_need,
        _helped_too,
        called_to_account,
        newcomers,
        missed,
    ):
        if found := [r for r in find(scene, fired, sentence) if _is_other(fired, r) and r.id not in carried]:
            return replace(fired, recipients=tuple(found), ground=find.__name__.strip("_"))
    return fired


def _is_at_a_body(fired: Fired) -> bool:
    """“filed a complaint with the World Trade Organization”: against somebody else, whom the text told before."""
    if _frame(fired) != "ACCUSE/lodge-protest" or any(key in fired.slots for key in ("against", "over", "to")):
        return False
    complaints = any(t.lemma_ == "complaint" for t in fired.slots.get("obj", ()))
    return complaints and all(r.id.startswith("org:") for r in fired.recipients)


def _assembly(scene: Scene, fired: Fired) -> tuple[Reference, ...]:
    """“flew to Minsk for a summit of the Union”, “to address its council”: a visit to the body, not the place."""
    if fired.frame.mode != "visit":
        return ()
    below = (*complements(fired.host), *(c for c in dependents(fired.host) if c.dep_ == "advcl"))
    verbs = [v for v in below if v.lemma_ in words(_SYNTAX, "attending") and v.tag_ == "VB"]
    meetings = [t for key in ("for", "to") for t in fired.slots.get(key, ()) if t.lemma_ in words(_SYNTAX, "sittings")]
    heads = [t for v in verbs for t in verb_slots(v).get("obj", ())]
    meetings += [t for t in heads if t.lemma_ in words(_SYNTAX, "sittings")]
    told = [t for m in meetings for key in ("of", "adj", "poss") for t in noun_slots(m).get(key, ())]
    addressed = [t for v in verbs if v.lemma_ == "address" for t in verb_slots(v).get("obj", ())]
    return tuple({r.id: r for t in (*told, *addressed) for r in scene.page.who(t) if r.id.startswith("org:")}.values())


def _governments(scene: Scene, fired: Fired) -> tuple[Reference, ...]:
    """“threatened to close the embassy in Sofia”, “shelled Sievierodonetsk”: of seats of government the government."""
    if fired.type not in words(_SYNTAX, "against_somebody"):
        return fired.recipients
    meant = {p.id: government(scene.page, t) for t in fired.trigger.sent for p in _places(scene, t)}
    return tuple(meant.get(r.id) or r for r in fired.recipients)


def _places(scene: Scene, token: Token) -> list[Reference]:
    mention = scene.page.mention_at(token)
    return [mention.place] if mention and mention.place else []


def _are_named(fired: Fired) -> bool:
    """Whether recipients are known; of a threat on a condition no mere “troops” are."""
    if fired.type != "THREATEN":
        return bool(fired.recipients)
    named = [r for r in fired.recipients if not is_unnamed(r)]
    on_condition = any(True for _ in _grounds(fired.host))
    return any(not (on_condition and r.id.startswith("region:")) for r in named)


def _is_against_a_deed(fired: Fired) -> bool:
    """“denounced it as a mistake”, “also opposed it”: what is told before, not the last one named."""
    if _frame(fired) not in words(_SYNTAX, "deed_alone") or any(k in fired.slots for k in ("of", "for")):
        return False
    objects = [t for t in fired.slots.get("obj", ()) if t.i > fired.trigger.i]
    bare = len(objects) == 1 and objects[0].lower_ == "it"
    as_something = "as" in fired.slots or "oprd" in fired.slots
    return bare and (as_something or fired.type == "REJECT")


def _is_other(fired: Fired, reference: Reference) -> bool:
    own = {i for r in fired.actors for i in (r.id, r.represents)}
    return reference.id not in own and reference.represents not in own


def _is_known(reference: Reference) -> bool:
    """Nobody stands over against mere “prisoners”, whom a text happens to speak of."""
    return not is_unnamed(reference)


def _frame(fired: Fired) -> str:
    return f"{fired.frame.type}/{fired.frame.name}"


def _mediated(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“Kuwait mediated”: those who quarrelled or agreed just before."""
    return scene.last_circle(fired.actors, sentence) if fired.frame.mode == "third-party" else ()


def _host(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“flew to Asmara, his first visit in years”: the place that the visit is put beside."""
    if fired.frame.mode != "visit" or fired.trigger.dep_ != "appos":
        return ()
    found = government(scene.page, fired.trigger.head)
    return (found,) if found else [r for r in scene.page.who(fired.trigger.head) if r.id.startswith("state:")]


def _at_the_embassy(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“reopened its embassy in Tehran”: the state that lets it in."""
    for noun in fired.slots.get("obj", ()):
        if noun.lemma_ in words(_SYNTAX, "missions_abroad"):
            for preposition in (c for c in dependents(noun) if c.dep_ == "prep" and c.lower_ in ("in", "to")):
                for place in (c for c in dependents(preposition) if c.dep_ == "pobj"):
                    found = government(scene.page, place)
                    return (found,) if found else [r for r in scene.page.who(place) if r.id.startswith("state:")]
    return ()


def _before_the_mission(scene: Scene, fired: Fired) -> Sequence[Reference]:
    """“rallied outside the American consulate”, “marched past the British embassy”: the state whose mission it is."""
    if fired.type != "PROTEST" or "against" in fired.slots:
        return ()
    missions = [t for t in fired.host.subtree if t.lemma_ in words(_SYNTAX, "missions_abroad") and t.dep_ == "pobj"]
    own = (t for m in missions for key in ("adj", "poss", "of") for t in noun_slots(m).get(key, ()))
    return tuple({r.id: r for t in own for r in scene.page.who(t) if r.id.startswith("state:")}.values())


def _posted(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“keeps soldiers at a base near Agadez”, “are deployed there”: the state where the forces are."""
    if _frame(fired) not in words(_SYNTAX, "postings"):
        return ()
    nouns = [t for key in ("obj", *_SITES) for t in fired.slots.get(key, ())]
    sites = [t for key in _SITES for n in (fired.slots, *map(noun_slots, nouns)) for t in n.get(key, ())]
    if found := scene.seat(sites):
        return found
    there = any(c.lower_ == "there" and c.dep_ == "advmod" for c in dependents(fired.host))
    return scene.last_place(fired.host) if there else ()


def _helped(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“sent soldiers to help Somalia”: the object of what the deed is for."""
    if not fired.frame.purpose:
        return ()
    verbs = [t for t in fired.trigger.subtree if t.pos_ == "VERB" and t.lemma_ in fired.frame.purpose]
    return scene.parties([t for v in verbs[:1] for t in verb_slots(v).get("obj", ())])


def _in_the_condition(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“will wait if Iran lets them in”, “threatened to strike unless Israel left”: whom the ground is about."""
    if fired.type not in _CONDITIONAL:
        return ()
    for clause in _grounds(fired.host):
        if found := scene.parties(surface_subjects(clause), owners=False):
            return found
    return ()


def _grounds(host: Token) -> Iterator[Token]:
    verbs = [host, *(c for c in dependents(host) if c.dep_ in ("xcomp", "acomp", "ccomp")), *complements(host)]
    for verb in dict.fromkeys(verbs):
        for clause in dependents(verb):
            if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _GROUNDS for c in dependents(clause)):
                yield clause


def _occasion(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“walked out when Ankara scorned its deal”, “recalled its envoy after Togo closed the port”: who gave occasion."""
    if fired.type not in words(_SYNTAX, "upon_occasion"):
        return ()
    for clause in (c for c in dependents(fired.host) if c.dep_ == "advcl" and c.i > fired.host.i):
        opened = {c.lower_ for c in dependents(clause) if c.dep_ in ("mark", "advmod") and c.i < clause.i}
        if opened & _OCCASIONS and (found := scene.parties(surface_subjects(clause), owners=False)):
            return [r for r in found if r.represents.startswith(("state:", "org:"))]
    return ()


def _voted(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“Ecuador voted against it”, “vetoed a rebuke in the Council”: the body that votes."""
    if fired.type == "REJECT" and (inside := scene.parties(fired.slots.get("in", ()), owners=False)):
        return [r for r in inside if r.id.startswith("org:")]
    against = fired.type == "REJECT" and fired.trigger.lemma_ == "vote" and scene.body
    return (scene.body,) if against and scene.body else ()


def _proposer(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“He offered to mediate, an offer that Delhi rejected”, “Peru's plan … He rejected the plan”: whose it is."""
    backs = _frame(fired) in words(_SYNTAX, "backing")
    if fired.type != "REJECT" and not backs:
        return ()
    for noun in fired.slots.get("obj", ()):
        if not backs and fired.trigger.dep_ == "relcl" and noun.i < fired.trigger.i:
            verbs = (a for a in noun.ancestors if a.pos_ == "VERB")
            return scene.parties((s for v in verbs for s in surface_subjects(v)), owners=False)
        if noun.lemma_ in words(_SYNTAX, "proposals"):
            return scene.dealings.proposers(sentence)
    return ()


def _spoken_of(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“refuses to let weapons for Ukraine pass”, “may ban Iranian oil”: the one party in what is done."""
    if fired.type not in words(_SYNTAX, "against_somebody"):
        return ()
    told = [t for t in fired.slots.get("obj", ()) if t.i > fired.trigger.i]  # not “the raid, which it deplored at …”
    heads = [*told, *(complements(fired.trigger) if fired.frame.absorbs else ())]
    found: dict[str, Reference] = {}
    for token in (t for h in heads for t in h.subtree if t.i > fired.trigger.i):
        if token.dep_ == "pobj" and token.head.lower_ in words(_SYNTAX, "locatives"):
            continue
        for reference in scene.page.who(token) if token.lower_ not in ("it", "them") else ():
            if reference.represents.startswith(("state:", "org:", "group:")) and _is_other(fired, reference):
                found.setdefault(reference.represents, reference)
    return list(found.values()) if len(found) == 1 else ()


def _struck(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“Gangs burned down police stations”, “rebels ambushed a patrol”: the state of the scene, whose they are."""
    if fired.type not in _BY_FORCE or not all(r.represents.startswith("group:") for r in fired.actors):
        return ()
    hit = [inner_noun(t) for key in ("obj", "at", "into") for t in fired.slots.get(key, ())]
    hit += [t for noun in hit for key in ("of", "adj") for t in noun_slots(noun).get(key, ())]
    if not any(t.lemma_ in words(_SYNTAX, "of_the_public") for t in hit):
        return ()
    if seat := scene.seat(fired.slots.get("in", ())):
        return seat
    alone = scene.state(fired.trigger) if len(scene.trail.counts) == 1 else None
    state = scene.home(set(), sentence) or alone
    return (state,) if state else _teller(scene, fired)


def _teller(scene: Scene, fired: Fired) -> Sequence[Reference]:
    """“Rebels shelled a camp, the ministry in Colombo said”: the one state that tells of it."""
    told = fired.host.dep_ == "ccomp" and fired.host.head.pos_ == "VERB"
    tellers = scene.parties(surface_subjects(fired.host.head), owners=False) if told else ()
    return tellers if len(tellers) == 1 and tellers[0].represents.startswith("state:") else ()


def _people_in_need(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“Turkey donated a million dollars”: the one people that the text is about, unless it fights somebody."""
    people = scene.people if _helps(scene, fired) and not fired.slots.get("to") else None
    return (people,) if people else ()


def _helped_too(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“Vietnam sent teams to Laos. Thailand donated tents”: whom others have just helped."""
    helped = scene.dealings.last_against("AID", sentence) if _helps(scene, fired) and not fired.slots.get("to") else ()
    return [r for r in helped if r.id.startswith("state:")]


def _helps(scene: Scene, fired: Fired) -> bool:
    """Whether help is given, or promised: “pledged tents”, “promised 100 million”."""
    if _frame(fired) not in words(_SYNTAX, "promises_of_help"):
        return fired.type == "AID"
    given = [inner_noun(t).lemma_.lower() for t in fired.slots.get("obj", ())]
    return any(lemma in scene.lexicon.classes["AID"] or lemma in words(_SYNTAX, "sums") for lemma in given)


def _opposed(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“It expelled the envoy and suspended trade”, “They asked him to go. He refused”: against the same."""
    listed = fired.type in words(_SYNTAX, "against_somebody") or _frame(fired) in words(_SYNTAX, "answers")
    if len(fired.actors) > _FEW:
        return ()
    if _frame(fired) in words(_SYNTAX, "complaints"):
        if fired.type == "REQUEST" and not is_owed(fired):
            return ()
        return scene.dealings.wrongdoers(fired.actors, sentence) or scene.dealings.opponents(
            fired.actors, sentence, reach=0
        )
    if not listed:
        return ()
    found = scene.dealings.opponents(fired.actors, sentence, reach=2 if fired.type == "REJECT" else 1)
    counterpart = scene.counterpart({r.represents for r in fired.actors}) if not found else None
    return (counterpart,) if counterpart else [r for r in found if _is_known(r)]


def _complained_of_by(scene: Scene, fired: Fired, _: int) -> Sequence[Reference]:
    """“Taipei charged that Tegucigalpa had asked for billions”: the side that tells what another wanted of it."""
    if fired.type not in ("REQUEST", "REJECT", "THREATEN", "SANCTION"):
        return ()
    clause = next((v for v in (fired.host, *fired.host.ancestors) if v.dep_ == "ccomp"), None)
    abroad = all(r.represents.startswith("state:") for r in fired.actors)
    if clause is None or clause.head.pos_ != "VERB" or not abroad:
        return ()
    tellers = scene.parties(surface_subjects(clause.head), owners=False)
    return tellers if len(tellers) == 1 and tellers[0].represents.startswith("state:") else ()


def _accuser(_: Scene, fired: Fired, __: int) -> Sequence[Reference]:
    """“Kyiv accused Moscow of sending tanks”: the side that complains of it."""
    if fired.said_by is None or fired.type not in ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "REJECT"):
        return ()
    return (fired.said_by,) if fired.said_by.represents.startswith("state:") else ()


def _following_suit(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“The Union suspended Sudan. Washington froze its aid”: the one whom others have just punished."""
    punished = scene.dealings.last_against("SANCTION", sentence) if fired.type == "SANCTION" else ()
    return punished if all(r.id.startswith("state:") for r in punished) else ()


def _investigated(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“Lithuania opened an investigation”: of who has just used force, or of the state that the text is about."""
    if _frame(fired) not in words(_SYNTAX, "inquiries") or any(k in fired.slots for k in ("into", "on", "against")):
        return ()
    state = scene.home({r.represents for r in fired.actors}, sentence)
    return scene.dealings.enforcers(sentence) or ((state,) if state else ())


def _at_home(scene: Scene, fired: Fired, sentence: int) -> Sequence[Reference]:
    """“has given three million dollars”, “froze its aid”: the state that the text is about."""
    promised = fired.type != "AID" and _helps(scene, fired)
    if fired.slots.get("to") or not (promised or _frame(fired) in words(_SYNTAX, "to_the_state_spoken_of")):
        return ()
    state = scene.home({r.represents for r in fired.actors}, sentence)
    return (state,) if state else ()
