"""Admitting: what a body does to a member, by verbs (“admit”, “suspend”, “grant observer status”) and by deeds
(“the accession of”, “its exit from”)."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Modality, Reference
from comity.reading.antecedents import relative
from comity.reading.claims import BODY, Claim, claim, members_of, references
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.salience import body_spoken_of, salient_body
from comity.reading.statuses import status_of
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.timing import when_of

_ADMITTED = ("state:", "region:", "person:", "org:")
_RECENT = 6
_INVITING = frozenset({"invite", "promise", "offer"})


def read_admitting(page: Page, verb: Token) -> Iterator[Claim]:
    """What a body does to its members by this verb."""
    status = load("memberships")["body_verbs"].get(verb.lemma_.lower())
    if status is not None and (_fits(verb) or _enumerates(page, verb)):
        yield from _body_verb(page, verb, status)
    if verb.lemma_ in words("memberships", "granting"):
        yield from _granted(page, verb)
    if verb.lemma_ in load("memberships")["seating"]:
        yield from _seats(page, verb)
    if verb.lemma_ in words("memberships", "consisting"):
        yield from _consists(page, verb)
    if verb.lemma_ in words("memberships", "pausing") | words("memberships", "renouncing"):
        yield from _pauses(page, verb)


def _seats(page: Page, verb: Token) -> Iterator[Claim]:
    """“won a seat on the Security Council”, “hopes for a seat on it”: who has one belongs."""
    for seat in (t for t in (*objects(verb), *prepositional(verb, "for")) if t.lemma_ in words("memberships", "seats")):
        if any(c.lower_ in ("its", "their") for c in seat.lefts) and verb.lemma_ in ("have", "take"):
            continue  # “has its seat in Rabat”
        around = prepositional(seat, "on", "in", "at") + prepositional(verb, "on", "in", "at") + list(seat.lefts)
        bodies = references(page, around, BODY)
        members = tuple(m for m in members_of(page, subjects(verb)) if m.id.startswith("state:"))
        if members and bodies and page.kinds.get(bodies[0].id) in words("memberships", "bodies") | {"organ"}:
            told, own = load("memberships")["seating"][verb.lemma_], modality_of(verb)
            modality = own if told == "actual" else told
            yield claim(page, members, bodies[:1], "member", verb, modality, [*subjects(verb), seat], 0.7)


def _consists(page: Page, verb: Token) -> Iterator[Claim]:
    """“Today it consists of Bolivia and Peru”, “is made up of seven states: …”."""
    if verb.lemma_ == "make" and not (is_passive(verb) and any(c.lower_ == "up" for c in verb.children)):
        return
    of = prepositional(verb, "of") + [t for c in verb.children if c.dep_ == "prt" for t in prepositional(c, "of")]
    members = members_of(page, [*of, *_listed_behind(page, of)], ("state:", "org:"))
    bodies = references(page, subjects(verb), BODY)
    if members and bodies:
        yield claim(page, members, bodies[:1], "member", verb, modality_of(verb), [*subjects(verb), *of], 0.75)


def _pauses(page: Page, verb: Token) -> Iterator[Claim]:
    """“Six states suspended their participation in the Union”, “gave up its OPEC membership”: their own doing."""
    status = "withdrawn" if verb.lemma_ in words("memberships", "renouncing") else "suspended"
    if verb.lemma_ in ("give", "hand") and not any(c.lower_ in ("up", "back") for c in verb.children):
        return
    things = [t for t in objects(verb) if t.lower_ in words("memberships", "paused")]
    if not things or not any(c.tag_ == "PRP$" for c in things[0].children):
        return
    doers = subjects(verb)
    doers += with_conjuncts(c for t in doers for c in t.children if c.dep_ == "appos")
    members = members_of(page, doers, ("state:",))
    members = members or members_of(page, [c for c in things[0].children if c.tag_ == "PRP$"], ("state:",))
    within = prepositional(things[0], "in", "of") + prepositional(verb, "in") + list(things[0].lefts)
    bodies = references(page, within, BODY) or salient_body(page, verb)
    if members and bodies:
        yield claim(page, members, bodies[:1], status, verb, modality_of(verb), [*doers, *things], 0.7)


def _fits(verb: Token) -> bool:
    particles = load("memberships")["body_particles"].get(verb.lemma_)
    if particles and not any(c.lower_ in particles and _is_particle(c) for c in verb.children):
        return False
    if verb.lemma_ in words("memberships", "body_from") and not prepositional(verb, "from"):
        return False
    if verb.lemma_ in words("memberships", "body_to") and not (is_passive(verb) and prepositional(verb, "to", "onto")):
        return False
    if verb.lemma_ == "bring" and (verb.tag_ not in ("VBZ", "VBP") or _is_meeting(verb)):
        return False  # “the summit brought together …”
    if verb.lemma_ == "exclude" and verb.tag_ in ("VBZ", "VBP") and not is_passive(verb):
        return False  # “the framework excludes China” was never joined by it
    phrase = load("memberships")["body_phrases"].get(verb.lemma_)
    if phrase and not any(t.lower_ in phrase for t in prepositional(verb, "on")):
        return False
    if verb.lemma_ in words("memberships", "need_membership"):
        things = subjects(verb) if is_passive(verb) else objects(verb)
        return any(t.lower_ == "membership" and any(c.dep_ == "poss" for c in t.lefts) for t in things)
    return verb.lemma_ not in words("memberships", "need_word") or has_membership_word(verb)


def _is_meeting(verb: Token) -> bool:
    return any(t.lower_ in words("memberships", "meetings") for t in subjects(verb))


def _is_particle(child: Token) -> bool:
    """“let Rwanda in”, “which it was thrown out of”; not “took it in 2013”."""
    return child.dep_ in ("prt", "advmod", "ccomp") or (child.dep_ == "prep" and child.lower_ == "out")


def _enumerates(page: Page, verb: Token) -> bool:
    """“The pact also includes Chad, Mali and Niger”: a body with nothing but states behind the verb."""
    if verb.lemma_ == "add" and is_passive(verb):  # “was added to the G7 in 1976”
        to = references(page, prepositional(verb, "to"), BODY)
        return bool(to) and all(page.kinds.get(b.id) in words("memberships", "blocs") for b in to)
    if verb.lemma_ not in words("memberships", "enumerating") or is_passive(verb):
        return False
    if any(c.dep_ == "prep" and c.lower_ in ("in", "on", "among") for c in verb.children):
        return False
    named = [page.who(t) for t in objects(verb)]
    return bool(named) and all(r.id.startswith("state:") for who in named for r in who or (Reference("", ""),))


def has_membership_word(verb: Token) -> bool:
    invited = objects(verb) if verb.lemma_ in _INVITING else []  # “invited its fellow members Laos and Brunei”
    spoken = (t for t in verb.subtree if t.lower_ in words("memberships", "membership_words"))
    return any(t.lower_ != "members" or (t not in invited and t.head not in invited) for t in spoken)


def _body_verb(page: Page, verb: Token, status: str) -> Iterator[Claim]:
    passive = is_passive(verb)
    member_tokens = subjects(verb) if passive else objects(verb)
    if not passive:
        member_tokens += _promised(verb)
        member_tokens += _let_in(verb)
        member_tokens += with_conjuncts(c for o in member_tokens for c in o.children if c.dep_ == "appos")
    nouns = [s for s in member_tokens if s.lower_ == "membership" or (status == "suspended" and _is_part(page, s))]
    if status == "suspended":  # “Israel, whose observer status was suspended”
        nouns += [s for s in member_tokens if s.lower_ == "status" and status_of(s) is not None]
    owned = [t for s in nouns for t in s.lefts if t.dep_ == "poss"]
    body_tokens = _body_tokens(page, verb, passive) + [t for s in nouns for t in prepositional(s, "of", "in", "at")]
    bodies = references(page, body_tokens, BODY) or _body_of_pronoun(page, body_tokens)
    if not bodies and passive and verb.lemma_ in words("memberships", "bare_passives"):
        bodies = salient_body(page, verb)
    if not bodies and not passive and any(t.lower_ in words("memberships", "gathered") for t in subjects(verb)):
        bodies = salient_body(page, verb)  # “the same session took in Kiribati”
    members = members_of(page, [*owned, *member_tokens, *_listed_behind(page, member_tokens)], _ADMITTED)
    members = tuple(m for m in members if m.id not in {b.id for b in bodies}) or _again(page, member_tokens)
    if members and bodies:
        named = (_named_status(verb) if status == "member" else None) or status
        tokens = [*body_tokens, *owned, *member_tokens]
        if status == "member" and _is_asked(verb):
            yield claim(page, members, bodies, "candidate", verb, "actual", tokens, 0.7, when_of(page, verb.head))
            return
        when = (None, None) if verb.lemma_ in _INVITING else None  # the day of the invitation is not that of joining
        yield claim(page, members, bodies, named, verb, _modality(verb), tokens, 0.8, when)


def _is_part(page: Page, noun: Token) -> bool:
    """“suspended Russia's participation”: in the body itself, not in talks or a programme of its."""
    if noun.lower_ not in words("memberships", "paused"):
        return False
    return all(references(page, [t], BODY) for t in prepositional(noun, "in", "of"))


def _is_asked(verb: Token) -> bool:
    """“has asked to be admitted to the bloc”: who asks is a candidate."""
    asking = verb.dep_ == "xcomp" and verb.head.lemma_ in words("memberships", "applying")
    return asking and is_passive(verb) and not objects(verb.head)


def _again(page: Page, tokens: list[Token]) -> tuple[Reference, ...]:
    """“the League took it back”: the pronoun is not the body itself but the state spoken of before."""
    if not tokens or any(t.lower_ not in ("it", "them") for t in tokens):
        return ()
    before = [m for m in page.mentions if m.start < tokens[0].i and m.form in ("name", "demonym")]
    named = [m.references[:1] for m in before[-_RECENT:] if m.references and m.references[0].id.startswith("state:")]
    return named[-1] if named else ()


def _body_tokens(page: Page, verb: Token, passive: bool) -> list[Token]:
    ways = ("from", "to", "into", "of", "in") if passive else ("from", "to", "into", "of")
    outside = [t for t in prepositional(verb, *ways) if references(page, [t], BODY)]
    for child in verb.children:  # “which it was thrown out of”
        if verb.dep_ == "relcl" and child.lower_ in ("out", "from") and not outside:
            outside = relative(verb, ("of", "from"))
    found = outside or (agents(verb) if passive else subjects(verb))
    found += relative(verb, ("from", "to"))
    for child in verb.children:  # “thrown out of the League”
        if child.dep_ in ("prep", "prt", "advmod"):
            found += prepositional(child, "of", "from")
    if not passive:  # “the new pact, the Alliance of Sahel States, groups Mali and Niger”
        found += [c for t in found if not page.who(t) for c in t.children if c.dep_ == "appos"]
    return found + [t for role in prepositional(verb, "as") for t in prepositional(role, "of", "in")]


def _listed_behind(page: Page, tokens: list[Token]) -> list[Token]:
    """“Two states were admitted in 2007: Rwanda and Burundi”: the list behind the colon."""
    told = [t for t in tokens if t.lemma_ in words("memberships", "collectives") or t.pos_ == "NUM"]
    if len(tokens) != 1 or not (told or status_of(tokens[0])):
        return []
    sentence = page.sentence_of(tokens[0]).span
    colon = next((t.i for t in sentence if t.text == ":" and t.i > tokens[0].i), None)
    mention = page.covering.get(colon + 1) if colon is not None else None
    return with_conjuncts([page.doc[mention.head]]) if mention is not None else []


def _modality(verb: Token) -> Modality:
    if any(c.lower_ == "longer" and c.nbor(-1).lower_ == "no" for c in verb.lefts if c.i):
        return "denied"
    return "planned" if verb.lemma_ in _INVITING else modality_of(verb)


def _body_of_pronoun(page: Page, targets: list[Token]) -> tuple[Reference, ...]:
    return salient_body(page, targets[0]) if any(t.lower_ in ("it", "them") for t in targets) else ()


def _let_in(verb: Token) -> list[Token]:
    """“Commonwealth leaders let Rwanda in”, where the parser makes a clause of “Rwanda in”."""
    inside = [c for c in verb.children if c.dep_ == "ccomp" and c.lower_ in ("in", "back") and verb.lemma_ == "let"]
    return [t for c in inside for t in c.children if t.dep_ == "nsubj"]


def _promised(verb: Token) -> list[Token]:
    """“promised Georgia and Ukraine membership”, which the parser reads as one noun phrase."""
    return [
        t
        for thing in objects(verb)
        if thing.lower_ in words("memberships", "membership_words")
        for t in with_conjuncts(c for c in thing.lefts if c.dep_ in ("nmod", "compound", "amod", "poss"))
    ]


def _granted(page: Page, verb: Token) -> Iterator[Claim]:
    """“was granted candidate status by the EU”, “gave Nepal the status of a partner”, “has observer status”."""
    for thing in objects(verb):
        noun = status_of(thing) if thing.lower_ == "status" else None
        noun = noun or next((s for t in prepositional(thing, "of", "as") if (s := status_of(t))), None)
        if noun is None or noun.status == "chair":
            continue
        winning = verb.lemma_ in words("memberships", "winning") or is_passive(verb)
        takers = subjects(verb) if winning else [t for t in objects(verb) if t.i != thing.i] + _promised(verb)
        givers = [*agents(verb), *prepositional(thing, "by", "in", "at", "of", "with", "from"), *thing.lefts]
        givers += prepositional(verb, "in", "at", "from", "with") + ([] if winning else subjects(verb))
        inside = [t for s in prepositional(thing, "of", "as") for t in prepositional(s, "in", "at", "of", "with")]
        bodies = references(page, [*givers, *inside, *(c for t in inside for c in t.lefts)], BODY)
        bodies = bodies or (() if inside else salient_body(page, verb))
        members = tuple(m for m in members_of(page, takers, _ADMITTED) if m.id not in {b.id for b in bodies})
        if members and bodies:
            modality = "denied" if verb.lemma_ in words("memberships", "losing") else modality_of(verb)
            yield claim(page, members, bodies[:1], noun.status, verb, modality, [thing, *takers], 0.8)


def read_deed(page: Page, noun: Token) -> Iterator[Claim]:
    """“the admission of Samoa as an associate member”, “Finland's accession to NATO”, “its exit from OPEC”."""
    status = load("memberships")["deeds"][noun.lemma_]
    if status == "candidate" and noun.dep_ == "dobj" and noun.head.lemma_ not in words("memberships", "lodging"):
        return  # “withdrew its application”
    sought = [t for t in prepositional(noun, "for") if t.lower_ in words("memberships", "membership_words")]
    if noun.lemma_ in words("memberships", "deeds_for") and not sought:
        return
    lifted = status == "suspended" and _is_lifted(noun)
    owners = [c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod")]
    behind = prepositional(noun, "of", "by")
    asking = ("state:", "region:", "org:") if status == "candidate" else ("state:", "region:")
    members = members_of(page, [*owners, *behind], asking)
    verb = noun.head if noun.head.pos_ == "VERB" else _negotiating(noun)
    if not members and verb is not None and noun.dep_ in ("dobj", "pobj") and not is_passive(verb):
        members = tuple(m for m in members_of(page, subjects(verb)) if m.id.startswith("state:"))
    holders = [noun, *behind, *([verb] if verb is not None else [])]
    body_tokens = [t for h in holders for t in prepositional(h, "to", "into", "from", "in") if t not in owners]
    if status == "candidate":  # “its application for membership of the Union”, “for NATO membership”
        body_tokens += [t for s in sought for t in (*prepositional(s, "of", "in", "at", "with"), *s.lefts)]
    notified = _notified(noun) if status == "withdrawn" else None
    if notified is not None:
        body_tokens += objects(notified)
    bodies = references(page, body_tokens, BODY)
    if not bodies and sought:
        others = {m.references[0].id for m, _ in page.bodies} - {m.id for m in members}
        bodies = salient_body(page, noun, among=others)
    if not bodies and lifted and verb is not None:
        bodies = references(page, agents(verb) if is_passive(verb) else subjects(verb), BODY)
    if not bodies and (behind or lifted) and status in ("member", "suspended"):
        bodies = salient_body(page, noun)
    if not bodies and not body_tokens and status == "withdrawn" and _is_told(noun):
        bodies = body_spoken_of(page, noun)
    if not bodies and not body_tokens and noun.dep_ == "pobj" and verb is not None:
        bodies = body_spoken_of(page, noun)
    if status == "member" and verb is not None and verb.lemma_ in words("memberships", "negotiating"):
        status = "candidate"
    if members and bodies:
        named = next((s for h in holders if (s := _named_status(h))), status)
        tokens = [*owners, *behind, *body_tokens]
        when = when_of(page, noun.head) if named == "candidate" and noun.dep_ == "dobj" else None
        if lifted and verb is not None:
            value, basis = when_of(page, verb)
            when = (f"../{value}", basis) if value and "/" not in value else (None, None)
        if (
            when is None
            and verb is not None
            and noun.dep_ == "nsubj"
            and verb.lemma_ in words("memberships", "lasting")
        ):
            when = when_of(page, verb)  # “Mali's suspension has lasted since June 2021”
        modality = _deed_modality(noun, status) if notified is None else _told_ahead(notified)
        yield claim(page, members, bodies[:1], named, noun, modality, tokens, 0.7, when)


def _negotiating(noun: Token) -> Token | None:
    """“has been negotiating about accession since June”: the verb."""
    about = noun.dep_ == "pobj" and noun.head.lower_ in ("about", "on", "for")
    return noun.head.head if about and noun.head.head.lemma_ in words("memberships", "negotiating") else None


def _notified(noun: Token) -> Token | None:
    """“notified the Commonwealth of its withdrawal”: the verb, whatever the parser hung the preposition on."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "about"):
        return None
    over = noun.head.head if noun.head.head.pos_ == "VERB" else noun.head.head.head
    return over if over.lemma_ in words("memberships", "notifying") and not is_passive(over) else None


def _told_ahead(verb: Token) -> Modality:
    """Who gives notice is still to leave."""
    modality = modality_of(verb)
    return "planned" if modality == "actual" else modality


def _is_lifted(noun: Token) -> bool:
    """“lifted Sudan's suspension”: it held until then."""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in words("memberships", "lifting")


def _is_told(noun: Token) -> bool:
    """“whose withdrawal was announced”, “its exit takes effect”; not that of troops."""
    told = words("memberships", "announcing") | {"take", "come", "become"}
    apart = {t.lemma_.lower() for t in noun.sent} & words("memberships", "elsewhere")
    return noun.dep_ in ("dobj", "nsubj", "nsubjpass") and noun.head.lemma_ in told and not apart


def _takes_effect(verb: Token) -> bool:
    """“was announced and took effect at once”: it is in force."""
    deeds = [verb, *verb.conjuncts]
    return any(
        v.tag_ in ("VBD", "VBN", "VBZ") and any(t.lower_ in words("memberships", "effects") for t in v.subtree)
        for v in deeds
        if v.lemma_ in ("take", "come", "enter", "be") and modality_of(v) == "actual"
    )


def _deed_modality(noun: Token, status: str) -> Modality:
    """An exit that is announced, ordered or signed is still to come, unless it has taken effect."""
    modality, verb = modality_of(noun), noun.head
    if modality == "actual" and status == "member" and _is_hindered(noun):
        return "possible"
    if modality == "actual" and status == "withdrawn" and _takes_effect(verb):
        return "actual"
    if modality == "actual" and status == "withdrawn" and noun.dep_ in ("dobj", "nsubjpass"):
        return "planned" if verb.lemma_ in words("memberships", "announcing") else "actual"
    return modality


def _is_hindered(noun: Token) -> bool:
    """“blocked Sweden's entry”, “a veto on its accession”: it has not come about."""
    hindering = words("memberships", "hindering")
    if noun.dep_ in ("dobj", "nsubjpass"):
        put_off = noun.head.lemma_ == "put" and any(c.lower_ == "off" for c in noun.head.children)
        return put_off or noun.head.lemma_ in hindering
    return noun.dep_ == "pobj" and noun.head.head.lemma_ in hindering


def _named_status(verb: Token) -> str | None:
    """“admitted as an observer”: the status behind “as”."""
    for token in prepositional(verb, "as", "among"):
        noun = status_of(token)
        if noun is not None:
            return noun.status
    return None
