"""Founding: verbs whose subject or agent founds an organisation."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.claims import Claim, claim, is_body, members_of, references
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed
from comity.reading.salience import salient_body
from comity.reading.syntax import agents, companions, is_passive, objects, prepositional, subjects, with_conjuncts
from comity.reading.timing import when_of

_COMPANY = frozenset({"along", "together"})


def read_concluding(page: Page, verb: Token) -> Iterator[Claim]:
    """“The Baghdad Pact was signed by Turkey and Iraq”, “have ratified the treaty”: parties to a body of states.

    Who signs a pact founds it; who ratifies the treaty of a bloc joins it. A signature alone binds nobody yet to a
    treaty that must be ratified.
    """
    ratifies = verb.lemma_ in words("memberships", "ratifying")
    if not ratifies and verb.lemma_ not in words("memberships", "concluding"):
        return
    passive = is_passive(verb)
    treaty, doers = (subjects(verb), agents(verb)) if passive else (objects(verb), subjects(verb))
    kinds = words("memberships", "joined_by_ratifying" if ratifies else "founded_by_signing")
    bodies = tuple(b for b in references(page, treaty, ("org:",)) if page.kinds.get(b.id) in kinds)
    members = tuple(m for m in members_of(page, doers) if m.id.startswith("state:"))
    alone = bool(bodies) and bodies[0].name.lower().split()[-1] in words("memberships", "founding_treaties")
    founds = alone and len(members) > 1 and verb.tag_ in ("VBD", "VBN")
    if bodies and members and (ratifies or founds):
        status = "member" if ratifies else "founder"
        yield claim(page, members, bodies[:1], status, verb, modality_of(verb), [*treaty, *doers], 0.7)


def read_founding(page: Page, verb: Token) -> Iterator[Claim]:
    """“The five set up the bank”, “Established in 2001 by …, the bloc …”: who founds what."""
    if verb.lemma_ not in words("memberships", "founding"):
        return
    if verb.lemma_ == "set" and not any(c.lower_ == "up" for c in verb.children):
        return
    passive = is_passive(verb)
    body_tokens = subjects(verb) if passive else objects(verb)
    founder_tokens = agents(verb) if passive else _signatories(verb) or subjects(verb)
    founder_tokens = [*founder_tokens, *_along_with([*founder_tokens, *([] if passive else [verb])])]
    bodies = tuple(b for b in _founded(page, verb, body_tokens) if not is_unnamed(b) and is_body(page, b, verb))
    founder_tokens += [c for t in founder_tokens if not page.who(t) for c in t.children if c.dep_ == "appos"]
    founders = members_of(page, founder_tokens)
    if bodies and (
        bodies[0].id.startswith("group:") or bodies[0].id not in page.kinds
    ):  # who founds a party does so for himself
        founders = references(page, founder_tokens, ("state:", "region:", "group:", "person:"))
    founders = tuple(f for f in founders if f.id not in {b.id for b in bodies} and not f.id.startswith("org:"))
    if bodies and founders:
        tokens = [*body_tokens, *founder_tokens]
        if not passive and _signatories(verb):
            when = when_of(page, verb.head.head)
            yield claim(page, founders, bodies[:1], "founder", verb, modality_of(verb), tokens, 0.7, when)
            return
        status = "member" if _is_made_of(verb) else "founder"
        yield claim(page, founders, bodies[:1], status, verb, modality_of(verb), tokens, 0.85)


def _is_made_of(verb: Token) -> bool:
    """“Together with Poland it forms the group”: in the present, who forms a body makes it up."""
    return verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in words("memberships", "forming")


def _signatories(verb: Token) -> list[Token]:
    """“Brazil and Uruguay signed the treaty that created Mercosur”: who signs founds."""
    charter = verb.head
    if verb.dep_ != "relcl" or charter.lower_ not in words("facts", "charters") or charter.dep_ != "dobj":
        return []
    return subjects(charter.head) if charter.head.lemma_ in words("facts", "signing") else []


def _along_with(tokens: Iterable[Token]) -> list[Token]:
    """“by Beijing along with Russia, Kazakhstan and …”, “which India founded with France”."""
    found: list[Token] = []
    for token in tokens:
        found += companions(token) if token.pos_ == "VERB" else ()
        for holder in (token, token.head, token.head.head):
            for child in holder.children:
                if child.lower_ in _COMPANY:
                    found += prepositional(child, "with")
                elif child.lower_ == "with" and any(k.lower_ in _COMPANY for k in child.lefts):
                    found += with_conjuncts(k for k in child.children if k.dep_ == "pobj")
    return found


def _ours(page: Page, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """“Our organisation was founded by …”: the one that the text speaks of."""
    ours = [
        t
        for t in tokens
        if any(c.lower_ == "our" for c in t.lefts) and t.lower_ in words("actors", "organisation_nouns")
    ]
    return salient_body(page, ours[0]) if ours else ()


def _founded(page: Page, verb: Token, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """The body that was founded; a dangling “Established in 2001 by …” means the body of its main clause."""
    bodies = references(page, tokens, ("org:", "group:")) or _ours(page, tokens)
    if bodies or verb.dep_ != "advcl":
        return bodies
    for token in subjects(verb.head):
        bodies = references(page, [token, *prepositional(token, "of")], ("org:", "group:"))
        if bodies:
            return bodies
    return ()
