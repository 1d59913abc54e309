"""Joining: verbs whose subject joins, leaves, applies to, hosts or belongs to an organisation."""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from comity.model import Modality, Reference
from comity.reading.bodies_joined import bodies_meant, is_of_another, one_of_two, targets_of, things
from comity.reading.claims import BODY, MEMBER, Claim, claim, members_of, references, states
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page
from comity.reading.statuses import status_of
from comity.reading.syntax import agents, companions, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.timing import When, when_of


def read_joining(page: Page, verb: Token) -> Iterator[Claim]:
    """What a verb such as “join”, “withdraw from”, “apply to” or “host” says of its subject."""
    rule = load("memberships")["member_verbs"].get(verb.lemma_.lower())
    if rule is None or not _has_particle(verb, rule):
        return
    led = rule["status"] == "withdrawn" and "prepositions" in rule and not rule.keys() & {"object_member", "object"}
    if rule["status"] == "member" and is_negated(verb) and _is_bare(verb):
        return  # “Uribe would not join”: what, is not told
    if led and things(verb) and not _is_state_taken(page, verb, rule):
        return  # “withdraw troops from Badme” takes things out, not oneself
    if "object_body" in rule:  # “adopted the euro in 2001”
        yield from _by_its_sign(page, verb, rule)
        return
    if rule["status"] == "member" and _is_as_another(verb):
        return  # “sits in on the Movement as an observer”
    if "object" in rule and not any(t.lower_ == rule["object"] for t in objects(verb)):
        return
    held = [t for t in subjects(verb) if t.lemma_.lower() not in words("memberships", "sent")]
    held = held or _told_of_two(verb)
    targets, doers = targets_of(verb, rule), [*held, *_alike(page, verb, rule)]
    if not held and subjects(verb):
        return  # “gave the diplomats three days to leave”
    if rule["status"] == "withdrawn" and not targets and _is_person(page, doers):
        return  # “the president of OPEC leaves with him”
    if is_passive(verb) and "prepositions" not in rule:
        targets, doers = doers, agents(verb)
    if rule["status"] == "chair" and _is_person(page, doers):
        return  # the office of the person: see elevations.py
    members = _members(page, verb, doers, rule) or members_of(page, _owners(verb))
    order = next((t for t in targets if t.lower_ in ("former", "latter")), None)
    bodies = one_of_two(page, order) if order is not None else references(page, targets, BODY)
    if targets and targets[0].lower_ == "it" and is_of_another(page, targets[0]):
        return
    bodies = bodies or bodies_meant(page, verb, targets, members, rule)
    members = _joiners(page, verb, members, bodies, rule["status"])
    members = _represented(page, members, bodies, [*doers, *targets])
    if members and bodies:
        words_, applying = [*targets, *doers], _applying(verb) if rule["status"] == "member" else None
        if applying is not None:
            yield claim(page, members, bodies, "candidate", applying, modality_of(applying), [verb, *words_], 0.85)
            return
        modality = "denied" if _is_neither(targets) else _modality(verb, rule)
        if rule["status"] == "member" and (noun := _asked_by(verb)) is not None:
            yield claim(page, members, bodies, "candidate", noun, "actual", [verb, *words_], 0.7)
            return
        if _is_turned_down(verb):
            modality = "denied"
        when = _of_meeting(page, verb, targets) if rule["status"] == "host" else _announced(page, verb)
        yield claim(page, members, bodies, rule["status"], verb, modality, words_, 0.85, when)


def _by_its_sign(page: Page, verb: Token, rule: dict[str, Any]) -> Iterator[Claim]:
    """“Estonia adopted the euro”, “introduced the common currency”: who takes its sign is in the body."""
    things = [t for t in objects(verb) if t.lower_ in rule["object_body"]]
    doers = subjects(verb) or _said_to_be(verb)
    members = tuple(m for m in members_of(page, doers) if m.id.startswith("state:"))
    if things and members:
        body = Reference(rule["object_body"][things[0].lower_], things[0].text)
        yield claim(page, members, (body,), "member", verb, modality_of(verb), [*doers, *things], 0.7)


def _told_of_two(verb: Token) -> list[Token]:
    """“The Union is co-chaired by France and Egypt”, where the parser takes “co” for a word of its own."""
    if verb.i < 2 or verb.nbor(-1).text != "-" or verb.nbor(-2).lower_ != "co":
        return []
    return subjects(verb.nbor(-2))


def _is_bare(verb: Token) -> bool:
    return not any(c.dep_ in ("prep", "dobj", "xcomp", "advcl") for c in verb.rights)


def read_being(page: Page, verb: Token) -> Iterator[Claim]:
    """“Norway is not in the European Union”, “Ireland remains outside NATO”."""
    ways = words("memberships", "being" if verb.lemma_ == "be" else "without")
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in ways:
            continue
        around = [t for t in child.children if t.dep_ == "pobj"]
        bodies = references(page, around, BODY)
        members = references(page, _who_are(page, verb), ("state:",))
        outside = child.lower_ in words("memberships", "without")
        kinds = words("memberships", "bodies" if outside else "blocs")
        if members and bodies and all(page.kinds.get(b.id) in kinds for b in bodies):
            out = outside or is_negated(verb)
            modality: Modality = "denied" if out else modality_of(verb)
            yield claim(page, members, bodies, "member", verb, modality, [*subjects(verb), *around], 0.7)
    yield from _being_part(page, verb)


def _who_are(page: Page, verb: Token) -> list[Token]:
    """“Iceland and Norway, allies which are outside the Union”: those whom the noun of the clause stands beside."""
    told = subjects(verb)
    if not told and verb.dep_ == "relcl":
        told = [verb.head]
    return [a for t in told for a in (with_conjuncts([t.head]) if t.dep_ == "appos" and t.tag_ == "NNS" else [t])]


def _being_part(page: Page, verb: Token) -> Iterator[Claim]:
    """“Norway is outside the Union, but part of the Schengen area”."""
    for noun in (c for c in verb.children if c.lower_ == "part" and c.dep_ in ("attr", "conj")):
        around = prepositional(noun, "of")
        bodies = references(page, around, BODY)
        members = references(page, subjects(verb), ("state:",))
        if members and bodies and all(page.kinds.get(b.id) in words("memberships", "blocs") for b in bodies):
            negated = is_negated(noun) or (noun.dep_ == "attr" and is_negated(verb))
            modality: Modality = "denied" if negated else modality_of(verb)
            yield claim(page, members, bodies, "member", noun, modality, [*subjects(verb), *around], 0.7)


def _is_state_taken(page: Page, verb: Token, rule: dict[str, Any]) -> bool:
    """“pulled Mali out of the group”, not “pulled its troops out”."""
    taken = (r for t in objects(verb) if t.pos_ == "PROPN" for r in page.who(t))
    return "state_object" in rule and any(r.id.startswith("state:") for r in taken)


def _is_as_another(verb: Token) -> bool:
    """What a verb of sitting or taking part says is left to the status behind “as”."""
    return verb.lemma_ == "sit" and any(status_of(t) for t in prepositional(verb, "as"))


def _alike(page: Page, verb: Token, rule: dict[str, Any]) -> list[Token]:
    """“Like Sweden, Austria joined the Union in 1995”, “joined it together with Finland”: both did."""
    if rule["status"] not in ("member", "withdrawn", "candidate"):
        return []
    asking = _applying(verb)
    beside = [t for v in (verb, *([asking] if asking is not None else ())) for t in companions(v)]
    return [t for t in beside if any(r.id.startswith("state:") for r in page.who(t))]


def _applying(verb: Token) -> Token | None:
    """“applied to join the Union”: who applies is a candidate."""
    above = verb.head
    infinitive = verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl")
    asks = infinitive and above.lemma_ in words("memberships", "applying") and not objects(above)
    return above if asks else None


def _asked_by(verb: Token) -> Token | None:
    """“Finland's application to join”: who applies is a candidate."""
    noun = verb.head
    asked = verb.dep_ == "acl" or (verb.dep_ == "relcl" and verb.tag_ == "VB")
    return noun if asked and noun.lemma_ in words("memberships", "asking") else None


def _is_turned_down(verb: Token) -> bool:
    """“declined the invitation to join”."""
    noun = verb.head
    if verb.dep_ not in ("acl", "xcomp", "advcl") or noun.dep_ != "dobj" or is_passive(noun.head):
        return False
    down = noun.head.lemma_ == "turn" and any(c.lower_ == "down" for c in noun.head.children)
    return noun.lemma_ in words("memberships", "offering") and (
        down or noun.head.lemma_ in words("memberships", "turning_down")
    )


def _is_neither(targets: Sequence[Token]) -> bool:
    """“belongs to neither the Union nor the alliance”."""
    return any(c.lower_ == "neither" for t in targets for c in (*t.children, *t.head.children))


def _is_person(page: Page, doers: Sequence[Token]) -> bool:
    """Somebody named, not “the Prime Minister of Tonga”, who stands for the state."""
    return any(
        r.id.startswith("person:")
        for t in doers
        for r in page.who(t)
        if t.pos_ in ("PROPN", "PRON") and t.i in page.heads and page.heads[t.i].form in ("name", "pronoun")
    )


def _has_particle(verb: Token, rule: dict[str, Any]) -> bool:
    particle = rule.get("particle")
    loose = verb.lemma_ != "come"  # “came in 2013” is not “came in in 2013”
    return not particle or any(c.lower_ == particle and (loose or c.dep_ != "prep") for c in verb.children)


def _modality(verb: Token, rule: dict[str, Any]) -> Modality:
    """Who intends to stay belongs; who is leaving has not left."""
    if rule.get("holds"):
        return "denied" if is_negated(verb) else "actual"
    modality = modality_of(verb)
    if modality == "actual" and rule["status"] == "withdrawn" and _is_under_way(verb):
        return "planned"
    return modality


def _is_under_way(verb: Token) -> bool:
    """“is pulling out”, unless it takes effect at once."""
    going = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    return going and not _at_once(verb)


def _at_once(verb: Token) -> bool:
    return any(t.lower_ in words("memberships", "at_once") for t in verb.subtree)


def _announced(page: Page, verb: Token) -> When | None:
    """“announced on Sunday that they were leaving with immediate effect”: on Sunday."""
    return when_of(page, verb, frame=True) if _at_once(verb) else None


def _of_meeting(page: Page, verb: Token, targets: Sequence[Token]) -> When | None:
    """“to host the 2024 meeting”, “the next meeting, in 2025”: the date of what is hosted, if the verb has none."""
    if when_of(page, verb)[0] is not None:
        return None
    return next((when for t in targets if (when := when_of(page, t))[0] is not None), None)


def _members(page: Page, verb: Token, doers: Sequence[Token], rule: dict[str, Any]) -> tuple[Reference, ...]:
    if rule.get("object_member") or (rule.get("state_object") and objects(verb)):
        taken = references(page, objects(verb), ("state:",))
        led = tuple(r for r in states(references(page, subjects(verb), MEMBER)) if r.id.startswith("state:"))
        named = any(page.who(t) and page.heads[t.i].form == "name" for t in objects(verb) if t.i in page.heads)
        return taken if named else led or taken  # “took the country out”: the taker's own
    found = members_of(page, doers)
    found = found or members_of(page, _said_to_be(verb))
    alone = verb.dep_ == "xcomp" and not objects(verb.head)  # who invites others to join does not join
    return found or (members_of(page, subjects(verb.head)) if alone else ())


def _said_to_be(verb: Token) -> list[Token]:
    """“became the first country to leave it”, “Burundi, the second member to quit”: of whom that is said."""
    noun = verb.head
    if verb.dep_ == "xcomp" and noun.pos_ == "ADJ" and noun.dep_ == "acomp":
        return subjects(noun.head)  # “is due to join”, “are eager to leave”
    if verb.tag_ != "VB" or verb.dep_ not in ("relcl", "acl"):
        return []
    ordered = noun.lower_ in words("memberships", "orders")  # “were the last to join”
    if not ordered and not any(c.lower_ in words("memberships", "orders") or c.tag_ == "JJS" for c in noun.lefts):
        return []
    if noun.dep_ == "attr":
        return subjects(noun.head)
    return [noun.head] if noun.dep_ == "appos" else []


def _joiners(
    page: Page, verb: Token, members: tuple[Reference, ...], bodies: tuple[Reference, ...], status: str
) -> tuple[Reference, ...]:
    """“Jammeh announced that it would leave the court”: the pronoun means the speaker's state, and no body of states
    joins or leaves another by a pronoun."""
    pronouns = [t for t in subjects(verb) if t.pos_ == "PRON"]
    if not members or not bodies or not pronouns or status in ("chair", "host"):
        return members
    speakers = subjects(verb.head) if verb.dep_ == "ccomp" and verb.head.pos_ == "VERB" else []
    spoken = tuple(m for m in members_of(page, speakers) if m.id.startswith("state:"))
    if spoken:
        return spoken
    circles = words("memberships", "blocs")
    return tuple(m for m in members if page.kinds.get(m.id) not in circles)


def _represented(
    page: Page, members: tuple[Reference, ...], bodies: tuple[Reference, ...], tokens: Sequence[Token]
) -> tuple[Reference, ...]:
    """A leader joins a body of states for his state, and a foundation or party for himself."""
    persons = {r.acts_for for t in tokens for r in page.who(t) if r.id.startswith("person:")}
    circles = words("memberships", "bodies")
    members = tuple(m for m in members if m.id not in persons or m.id.startswith("state:"))
    if all(page.kinds.get(b.id) in circles for b in bodies):
        return members
    return tuple(m for m in members if m.id not in persons)


def _owners(verb: Token) -> list[Token]:
    """“the offer of Palau to host the next meeting”, “Chile's bid to join”."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.pos_ != "NOUN":
        return []
    owners = [*(c for c in noun.lefts if c.dep_ == "poss"), *prepositional(noun, "of", "by")]
    taken = noun.dep_ == "dobj" and noun.lemma_ in words("memberships", "offering") | words("memberships", "asking")
    return owners or (subjects(noun.head) if taken and not is_passive(noun.head) else [])
