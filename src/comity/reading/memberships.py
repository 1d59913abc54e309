"""Memberships: joining, admission, founding, status, suspension, withdrawal, chair and host."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from comity.model import Membership, Modality, Reference
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.rosters import read_rosters
from comity.reading.salience import salient_body
from comity.reading.spotting import spot_readable
from comity.reading.status_nouns import StatusNoun, read_status_noun, status_of, status_words
from comity.reading.syntax import agents, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.timing import when_of

_MEMBERS = ("state:", "region:", "org:", "person:", "group:")
_OPENING = frozenset(
    {"member", "observer", "candidate", "dialogue-partner", "associate", "partner", "withdrawn", "suspended"}
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A membership before it is dated: who, of what, as what, and the words it hangs on."""

    members: tuple[Reference, ...]
    bodies: tuple[Reference, ...]
    status: str
    anchor: Token
    modality: Modality
    edge: tuple[int, int]
    confidence: float
    frame: str


def read_memberships(page: Page) -> tuple[Membership, ...]:
    """Every membership that the page's sentences state, one statement for each member and organisation."""
    found: list[Membership] = []
    for claim in _claims(page):
        found.extend(_statements(page, claim))
    return (*found, *read_rosters(page))


@cache
def _triggers() -> frozenset[str]:
    data = load("memberships")
    return frozenset({*data["member_verbs"], *data["body_verbs"], *data["founding"], *data["deeds"]}) | status_words()


def _claims(page: Page) -> Iterator[_Claim]:
    for token in spot_readable(page, _triggers()):
        if token.pos_ in ("VERB", "AUX"):
            yield from _of_verb(page, token)
        elif token.lemma_ in load("memberships")["deeds"]:
            yield from _of_deed(page, token, load("memberships")["deeds"][token.lemma_])
        elif token.pos_ in ("NOUN", "PROPN") and (noun := status_of(token)) is not None:
            yield from _of_noun(page, token, noun)


def _of_verb(page: Page, verb: Token) -> Iterator[_Claim]:
    lemma = verb.lemma_.lower()
    data = load("memberships")
    if lemma in data["member_verbs"]:
        yield from _member_verb(page, verb, data["member_verbs"][lemma])
    if lemma in data["body_verbs"]:
        yield from _body_verb(page, verb, data["body_verbs"][lemma])
    if lemma in words("memberships", "founding"):
        yield from _founding(page, verb)


def _member_verb(page: Page, verb: Token, rule: dict[str, Any]) -> Iterator[_Claim]:
    particle = rule.get("particle")
    if particle and not any(c.lower_ == particle for c in verb.children):
        return
    things = [t for t in objects(verb) if t.lower_ != "that"]
    if rule["status"] == "withdrawn" and "prepositions" in rule and not rule.get("object_member") and things:
        return  # “withdraw troops from Badme” takes things out, not oneself
    targets, doers = _targets(verb, rule), subjects(verb)
    if is_passive(verb) and "prepositions" not in rule:
        targets, doers = doers, agents(verb)
    if rule.get("object_member"):
        doers = objects(verb)
    bodies = _references(page, targets, ("org:",)) or _body_of_pronoun(page, targets) or _hosted(page, targets)
    if not bodies:
        return
    members = _states(_references(page, doers, _MEMBERS)) or _invited(page, verb)
    modality = modality_of(verb)
    if members:
        yield _claim(page, members, bodies, rule["status"], verb, modality, [*targets, *doers], 0.85)


def _hosted(page: Page, targets: Sequence[Token]) -> tuple[Reference, ...]:
    """“to host the next summit”: the meeting is that of the body in front of it, or of the one spoken of."""
    for token in targets:
        if token.lower_ in words("memberships", "meetings"):
            named = [c for c in token.lefts if c.dep_ in ("compound", "poss", "amod", "nmod")]
            return _references(page, [*named, *prepositional(token, "of")], ("org:",)) or salient_body(page, token)
    return ()


def _body_of_pronoun(page: Page, targets: Sequence[Token]) -> tuple[Reference, ...]:
    """“will not leave it”: only a body can be joined or left, whatever else the pronoun might mean."""
    if any(t.lower_ in ("it", "them") for t in targets):
        return salient_body(page, targets[0])
    return ()


def _targets(verb: Token, rule: dict[str, Any]) -> list[Token]:
    if "prepositions" not in rule:
        return objects(verb)
    found = prepositional(verb, *rule["prepositions"]) + _relative(verb, rule["prepositions"])
    if rule["status"] == "candidate":
        found += [t for m in prepositional(verb, "for") for t in (*prepositional(m, "of", "in"), *m.lefts)]
    for child in verb.children:
        if child.dep_ in ("prep", "advmod", "prt"):
            found += prepositional(child, *rule["prepositions"])
    return found


def _relative(verb: Token, prepositions: Sequence[str]) -> list[Token]:
    """“CELAC, over which Honduras presides”: the antecedent stands for the relative pronoun."""
    if verb.dep_ != "relcl":
        return []
    which = any(c.lower_ in prepositions and any(k.lower_ == "which" for k in c.children) for c in verb.children)
    return [verb.head] if which else []


def _invited(page: Page, verb: Token) -> tuple[Reference, ...]:
    """“have been invited to join”: the passive subject of the governing verb."""
    return _states(_references(page, subjects(verb.head), _MEMBERS)) if verb.dep_ == "xcomp" else ()


def _body_verb(page: Page, verb: Token, status: str) -> Iterator[_Claim]:
    if verb.lemma_ in words("memberships", "need_word") and not _has_membership_word(verb):
        return
    passive = is_passive(verb)
    member_tokens = subjects(verb) if passive else objects(verb)
    if not passive:
        member_tokens += _promised(verb)
    outside = [t for t in prepositional(verb, "from", "to", "into") if _references(page, [t], ("org:",))]
    body_tokens = outside or (agents(verb) if passive else subjects(verb))
    body_tokens += _relative(verb, ("from", "to"))
    body_tokens += [t for role in prepositional(verb, "as") for t in prepositional(role, "of", "in")]
    bodies = _references(page, body_tokens, ("org:",)) or _body_of_pronoun(page, body_tokens)
    if not bodies and passive and verb.lemma_ in words("memberships", "bare_passives"):
        bodies = salient_body(page, verb)
    members = _states(_references(page, member_tokens, ("state:", "region:", "person:", "org:")))
    members = tuple(m for m in members if m.id not in {b.id for b in bodies})
    if members and bodies:
        named = _named_status(verb) or status
        modality = "planned" if verb.lemma_ in ("invite", "promise", "offer") else modality_of(verb)
        yield _claim(page, members, bodies, named, verb, modality, [*body_tokens, *member_tokens], 0.8)


def _promised(verb: Token) -> list[Token]:
    """“promised Georgia and Ukraine membership”, which the parser reads as one noun phrase."""
    return [
        t
        for thing in objects(verb)
        if thing.lower_ in words("memberships", "membership_words")
        for t in with_conjuncts(c for c in thing.lefts if c.dep_ in ("nmod", "compound", "amod", "poss"))
    ]


def _has_membership_word(verb: Token) -> bool:
    return any(t.lower_ in words("memberships", "membership_words") for t in verb.subtree)


def _of_deed(page: Page, noun: Token, status: str) -> Iterator[_Claim]:
    """“the admission of Samoa as an associate member”, “Finland's accession to NATO”, “its exit from OPEC”."""
    owners = [c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod")]
    behind = prepositional(noun, "of", "by")
    members = _states(_references(page, [*owners, *behind], ("state:", "region:")))
    holders = [noun, *behind, *([noun.head] if noun.head.pos_ == "VERB" else [])]
    body_tokens = [t for h in holders for t in prepositional(h, "to", "into", "from", "in") if t not in owners]
    bodies = _references(page, body_tokens, ("org:",))
    if not bodies and behind and status in ("member", "suspended"):
        bodies = salient_body(page, noun)
    if members and bodies:
        named = next((s for h in holders if (s := _named_status(h))), status)
        yield _claim(page, members, bodies[:1], named, noun, modality_of(noun), [*owners, *behind, *body_tokens], 0.7)


def _named_status(verb: Token) -> str | None:
    """“admitted as an observer”: the status behind “as”."""
    for token in prepositional(verb, "as", "among"):
        noun = status_of(token)
        if noun is not None:
            return noun.status
    return None


def _founding(page: Page, verb: Token) -> Iterator[_Claim]:
    if verb.lemma_ == "set" and not any(c.lower_ == "up" for c in verb.children):
        return
    passive = is_passive(verb)
    body_tokens = subjects(verb) if passive else objects(verb)
    founder_tokens = agents(verb) if passive else subjects(verb)
    founder_tokens = [*founder_tokens, *_along_with(founder_tokens)]
    bodies = _founded(page, verb, body_tokens)
    founders = _states(_references(page, founder_tokens, _MEMBERS))
    founders = tuple(f for f in founders if f.id not in {b.id for b in bodies} and not f.id.startswith("org:"))
    if bodies and founders:
        yield _claim(
            page, founders, bodies[:1], "founder", verb, modality_of(verb), [*body_tokens, *founder_tokens], 0.85
        )


def _along_with(tokens: Iterable[Token]) -> list[Token]:
    """“by Beijing along with Russia, Kazakhstan and …”."""
    found: list[Token] = []
    for token in tokens:
        for holder in (token, token.head, token.head.head):
            for child in holder.children:
                if child.lower_ in ("along", "together"):
                    found += prepositional(child, "with")
    return found


def _founded(page: Page, verb: Token, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """The body that was founded; a dangling “Established in 2001 by …” means the body of its main clause."""
    bodies = _references(page, tokens, ("org:", "group:"))
    if bodies or verb.dep_ != "advcl":
        return bodies
    main = verb.head
    for token in subjects(main):
        bodies = _references(page, [token, *prepositional(token, "of")], ("org:", "group:"))
        if bodies:
            return bodies
    return ()


def _of_noun(page: Page, token: Token, noun: StatusNoun) -> Iterator[_Claim]:
    for reading in read_status_noun(page, token, noun):
        yield _Claim(
            reading.members,
            reading.bodies,
            reading.status,
            reading.anchor,
            reading.modality,
            reading.edge,
            0.8,
            f"membership:{token.lemma_.lower()}",
        )


def _claim(
    page: Page,
    members: tuple[Reference, ...],
    bodies: tuple[Reference, ...],
    status: str,
    verb: Token,
    modality: Modality,
    tokens: Iterable[Token],
    confidence: float,
) -> _Claim:
    sentence = page.sentence_of(verb).span
    inside = [page.reach(t) for t in (verb, *tokens) if sentence.start <= t.i < sentence.end]
    edge = (min(doc_left(verb.doc, start) for start, _ in inside), max(end for _, end in inside))
    return _Claim(members, bodies, status, verb, modality, edge, confidence, f"membership:{verb.lemma_.lower()}")


def doc_left(doc: Any, i: int) -> int:
    """The index of the token or of the article and modifiers right before it."""
    while i > 0 and doc[i - 1].dep_ in ("det", "compound", "amod", "poss") and doc[i - 1].head.i >= i:
        i -= 1
    return i


def _references(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    found = [r for t in tokens for r in page.who(t) if r.id.startswith(prefixes)]
    return tuple(dict.fromkeys(found))


def _states(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Membership is the state's even if the text names its leader."""
    kept = (Reference(r.acts_for, r.name) if r.acts_for else r for r in references)
    return tuple({r.id: r for r in kept}.values())


def _can_belong(member: Reference, body: Reference, status: str) -> bool:
    """States and bodies belong to bodies; people and named groups only found them; unnamed groups do neither."""
    if member.id.startswith(("state:", "region:", "org:")):
        return body.id.startswith("org:") or status == "founder"
    return status == "founder" and member.name[:1].isupper()


def _statements(page: Page, claim: _Claim) -> Iterator[Membership]:
    when, basis = when_of(page, claim.anchor)
    if when and "/" not in when and claim.status in _OPENING and claim.modality != "possible":
        when = f"{when}/.."
    doc = page.doc
    evidence = page.evidence(doc[claim.edge[0]], doc[claim.edge[1] - 1])
    for body in claim.bodies:
        for member in claim.members:
            if member.id != body.id and _can_belong(member, body, claim.status):
                yield Membership(
                    document=page.document.id, evidence=(evidence,), member=member, organisation=body,
                    status=claim.status, modality=claim.modality, when=when, when_basis=basis,
                    confidence=claim.confidence, frame=claim.frame,
                )  # fmt: skip
