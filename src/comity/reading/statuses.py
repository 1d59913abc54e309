"""Statuses: the nouns that word one, such as “observer” or “chair”, and the body in which somebody has it."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.claims import BODY, references
from comity.reading.hosting import meeting_hosted
from comity.reading.lexicon import load, words
from comity.reading.page import Page
from comity.reading.salience import salient_body
from comity.reading.syntax import agents, objects, prepositional, subjects, with_conjuncts


@dataclass(frozen=True, slots=True)
class StatusNoun:
    """What a noun says of belonging, and whether it stands for several members at once."""

    status: str
    plural: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return dict(load("memberships")["statuses"])


def status_words() -> frozenset[str]:
    """The last words of all status nouns."""
    return frozenset(phrase.split()[-1] for phrase in _table()) | words("memberships", "country_nouns")


def status_of(token: Token) -> StatusNoun | None:
    """The status that a noun words together with its modifiers, or None."""
    lemma = token.lemma_.lower()
    if token.tag_ == "NNPS" and lemma.endswith("s"):
        lemma = lemma[:-1]  # the lemmatiser leaves “Associate Members” as it stands
    before = [c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")]
    table = _table()
    for word in reversed(before):
        if f"{word} {lemma}" in table:
            return StatusNoun(table[f"{word} {lemma}"], token.tag_ in ("NNS", "NNPS"))
    if lemma in table:
        return StatusNoun(table[lemma], token.tag_ in ("NNS", "NNPS"))
    if lemma == "status":  # “dialogue partner status”
        inner = next((c for c in token.lefts if c.dep_ == "compound" and c.lemma_.lower() in table), None)
        return status_of(inner) if inner is not None else None
    listed = token.tag_ == "NNS" and lemma in words("memberships", "country_nouns")
    return StatusNoun("member", True) if listed and (before or is_land_of(token)) else None


def is_land_of(token: Token) -> bool:
    """“the eight countries of the union”: what belongs to the body behind “of”, where that is one of states."""
    return token.lemma_.lower() in words("memberships", "country_nouns") and any(c.lower_ == "of" for c in token.rights)


def bodies_of(page: Page, token: Token) -> tuple[Reference, ...]:
    """The organisation whose member, observer or chair the noun names."""
    return bodies_and_words(page, token)[0]


def bodies_and_words(page: Page, token: Token) -> tuple[tuple[Reference, ...], list[Token]]:
    """The organisation: behind of/to/in/at, in front as compound or possessive, or the antecedent of “of which”."""
    if token.lemma_.lower() == "party" and not prepositional(token, "to"):
        return (), []  # “a party to the treaty” is a member, “the Islamist party” is not
    behind = prepositional(token, "of", "to", "in", "at", "with", "for")
    if is_sought(token):  # “sought membership in the Union”, where the parser hangs “in” on the verb
        behind += prepositional(token.head, "of", "in", "at", "with")
    sought = [t for t in behind if t.lower_ in words("memberships", "membership_words")]
    behind += [t for s in sought for t in (*prepositional(s, "of", "in"), *s.lefts)]  # “a candidate for membership of”
    if token.lemma_.lower() in ("host", "hostess"):
        return meeting_hosted(page, token, behind)
    front = [c for c in token.lefts if c.dep_ in ("compound", "poss", "nmod", "amod")]
    for tokens in (behind, front, _which(token), _around(page, token)):
        found = references(page, tokens, BODY)
        if found:
            return found, [t for t in tokens if page.who(t)]
    strong = token.lemma_.lower() in words("memberships", "strong") or _is_strong(token) or is_signing(token)
    if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.lemma_ in words("memberships", "sending"):
        return (), []  # “sent a delegation as an observer”: to whatever meets there
    chairing = token.lower_ in words("memberships", "chairs")
    named = [t for t in behind if t.pos_ == "PROPN" and page.who(t)]
    if chairing:  # “under the chairmanship of Sri Lanka”
        named = [t for t in named if not all(r.represents.startswith("state:") for r in page.who(t))]
    if not strong or named or _is_elsewhere(token):
        return (), []
    called = words("actors", "bloc_nouns") | words("actors", "organisation_nouns")
    owner = next((c for c in front if c.dep_ == "poss" and c.lower_ in called), None)
    if owner is not None:  # “the alliance's newest member”: of one that can be called so
        return salient_body(page, owner, owner.lower_), []
    found = salient_body(page, token)
    if token.lemma_.lower() == "observer" and found and found[0].id in words("memberships", "without_observers"):
        others = {m.references[0].id for m, _ in page.bodies} - words("memberships", "without_observers")
        return salient_body(page, token, among=others), []
    return found, []


def is_sought(token: Token) -> bool:
    """“sought full membership”, “requests observer status”: who asks for it is a candidate."""
    seeks = token.dep_ == "dobj" and token.head.lemma_ in words("memberships", "seeking")
    return seeks and token.lemma_.lower() in ("membership", "status")


def is_signing(token: Token) -> bool:
    """“The signatories are Ghana and Togo”: those who found it."""
    return token.lower_ == "signatories" and token.dep_ == "nsubj" and token.head.lemma_ == "be"


def _is_elsewhere(token: Token) -> bool:
    """“a member of the bench”, “of his staff”: of what no body is called."""
    bodies = words("actors", "organisation_nouns") | words("actors", "bloc_nouns")
    bodies |= words("memberships", "membership_words")
    return any(t.pos_ == "NOUN" and t.tag_ == "NN" and t.lower_ not in bodies for t in prepositional(token, "of"))


def _is_strong(token: Token) -> bool:
    """“a dialogue partner” can only be one of the body spoken of; “a partner” can be anybody's."""
    noun = status_of(token)
    return noun is not None and noun.status in ("dialogue-partner", "candidate", "associate")


def _which(token: Token) -> list[Token]:
    """“the Court, of which South Africa is a member”: the antecedent of the relative clause."""
    verb = token.head
    if verb.dep_ == "relcl" and any(t.lower_ == "which" for t in verb.subtree):
        return [verb.head]
    return []


def _around(page: Page, token: Token) -> list[Token]:
    """The organisation as the subject or agent of the verb that takes or gives the status."""
    verb = token.head
    while verb.dep_ in ("prep", "pobj", "conj") and verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return []
    to = prepositional(verb, "to", "into") if verb.lemma_ in load("memberships")["body_verbs"] else []
    if found := [t for t in to if any(r.id.startswith(BODY) for r in page.who(t))]:
        return found  # “was admitted to the G20 under India's presidency”
    candidates = [*subjects(verb), *objects(verb), *agents(verb)]
    found = [t for t in candidates if any(r.id.startswith(BODY) for r in page.who(t))]
    if found:
        return found
    return [t for c in candidates for t in with_conjuncts(k for k in c.children if k.dep_ == "poss")]
