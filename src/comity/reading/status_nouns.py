"""Status nouns: “is an observer of”, “a founding member of”, “holds the presidency of”, “its members include”."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from comity.model import Modality, Reference
from comity.reading.claims import BODY, MEMBER, references, states
from comity.reading.counted import counted_behind_colon, counted_states, named_row
from comity.reading.lexicon import load, words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page
from comity.reading.salience import salient_body
from comity.reading.statuses import StatusNoun, bodies_and_words, is_land_of, is_signing, is_sought
from comity.reading.syntax import (
    attributes,
    companions,
    is_passive,
    is_verbal,
    objects,
    prepositional,
    subjects,
    with_conjuncts,
)

_TORN = 9
"""Words behind “whose members” within which the verb stands that lists them."""


@dataclass(frozen=True, slots=True)
class StatusReading:
    """Members, bodies and status that one noun ties together; `edge` is the token span it is read from."""

    members: tuple[Reference, ...]
    bodies: tuple[Reference, ...]
    status: str
    anchor: Token
    modality: Modality
    edge: tuple[int, int]


def read_status_noun(page: Page, token: Token, noun: StatusNoun) -> Iterator[StatusReading]:
    """What the noun says in its place; nothing when the body or the members are missing."""
    bodies, body_tokens = bodies_and_words(page, token)
    if not bodies and is_sought(token):
        bodies = salient_body(page, token)
    if token.lemma_ == "participant":  # of talks, unless what has them is a body
        bodies = tuple(b for b in bodies if noun.plural and page.kinds.get(b.id) in words("memberships", "blocs"))
    if token.lemma_ == "shareholder":
        bodies = tuple(b for b in bodies if page.kinds.get(b.id) in words("memberships", "bodies"))
    if is_land_of(token):
        bodies = tuple(b for b in bodies if page.kinds.get(b.id) in words("memberships", "blocs"))
    if not bodies:
        return
    status = "member" if _is_fellow(token, noun) else "founder" if is_signing(token) else noun.status
    for members, anchor, tokens, modality in _members(page, token, noun):
        if noun.status == "member" and _has_ended(anchor, token):
            status, modality = "withdrawn", "actual"
        if noun.status == "candidate":
            members = tuple(m for m in members if not m.id.startswith("person:"))
        if is_sought(token):
            status = "candidate"
        if noun.status == "member" and (over := _suspended_from(token)) is not None:
            status, modality = load("memberships")["body_verbs"][over.lemma_], modality_of(over)
        if noun.status == "member" and _is_under_suspension(token):
            status = "suspended"
        kept = tuple(m for m in states(members) if m.id not in {b.id for b in bodies})
        if kept:
            yield StatusReading(kept, bodies, status, anchor, modality, _edge(page, token, [*body_tokens, *tokens]))


def _is_under_suspension(token: Token) -> bool:
    """“the other two members under suspension”."""
    ways = words("memberships", "suspended_ways")
    return any(t.lower_ in ways and t.head.lower_ == "under" for t in token.subtree)


def _suspended_from(token: Token) -> Token | None:
    """“has suspended six of its members: Mali, Guinea …”: the verb that tells what the listed members are."""
    over = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    verb = over.head if over.dep_ in ("dobj", "nsubjpass") else None
    told = load("memberships")["body_verbs"].get(verb.lemma_) if verb is not None else None
    return verb if told in ("suspended", "withdrawn") else None


def _is_fellow(token: Token, noun: StatusNoun) -> bool:
    """“Peru and Chile, its partners in the Alliance”: they belong to it together."""
    owned = any(c.dep_ == "poss" for c in token.lefts) or bool(prepositional(token, "of"))
    return noun.status == "partner" and noun.plural and owned and bool(prepositional(token, "in"))


def _has_ended(anchor: Token, noun: Token) -> bool:
    """“ceased to be a member”, “is no longer a member”."""
    over = anchor.head if anchor.dep_ in ("xcomp", "pcomp") else anchor
    if over.lemma_ in words("memberships", "ceasing") and not is_negated(over):
        return True
    return any(t.lower_ == "longer" and t.nbor(-1).lower_ == "no" for t in anchor.doc[anchor.i : noun.i] if t.i)


def _edge(page: Page, token: Token, tokens: Iterable[Token]) -> tuple[int, int]:
    sentence = page.sentence_of(token).span
    inside = [page.reach(t) for t in (token, *tokens) if sentence.start <= t.i < sentence.end]
    return min(start for start, _ in inside), max(end for _, end in inside)


def _members(
    page: Page, token: Token, noun: StatusNoun
) -> Iterator[tuple[tuple[Reference, ...], Token, list[Token], Modality]]:
    verb = token.head
    if token.dep_ == "dobj" and token.lemma_.lower() in words("memberships", "country_nouns"):
        yield from _listed(page, token, noun)  # “supplied the NATO nations”
    elif token.dep_ in ("attr", "oprd") and verb.pos_ in ("AUX", "VERB"):
        beside = [t for t in companions(verb) if any(r.id.startswith("state:") for r in page.who(t))]
        listed = [t for s in subjects(verb) if not page.who(s) for t in counted_behind_colon(page, s)]
        yield from _give(page, [*subjects(verb), *beside, *listed], verb, _copula_modality(token, verb))
    elif token.dep_ == "ccomp" and verb.lemma_ in words("memberships", "making"):
        made = [c for c in token.lefts if c.dep_ == "nsubj"]
        yield from _give(page, made, verb, modality_of(verb))
    elif token.dep_ == "pobj" and _is_likened(token):
        yield from _give(page, subjects(token.head.head), token.head.head, "actual")
    elif token.dep_ == "pobj" and _is_given(token.head):
        if noun.status == "chair" and any(c.lower_ == "over" for c in token.head.head.children):
            return  # “took over as chair”: see chairs.py
        yield from _as_status(page, token.head.head)
    elif token.dep_ == "pobj" and (over := _one_among(token)) is not None:
        counted = objects(over) if over.lemma_ == "count" else []  # “counts Kiribati and Nauru among its members”
        yield from _give(page, counted or subjects(over), over, modality_of(over))
    elif token.lemma_ == "membership" and token.dep_ == "nsubj" and verb.lemma_ in words("memberships", "lasting"):
        yield from _give(page, [c for c in token.lefts if c.dep_ == "poss"], verb, modality_of(verb))
    elif noun.status == "chair" and token.dep_ == "pobj" and token.head.lower_ == "under":
        yield from _give(page, prepositional(token, "of") + _owners(token), token, "actual")
    elif noun.status == "chair" and (turns := _whose_turn(page, token)):
        yield from _give(page, turns, token, "actual")
    elif noun.status == "chair" and verb.lemma_ in words("memberships", "taking"):
        return  # a turn: see chairs.py
    elif token.dep_ == "dobj" and (verb.lemma_ in words("memberships", "hold") or is_sought(token)):
        yield from _give(page, subjects(verb), verb, modality_of(verb))
    elif noun.status == "candidate" and token.dep_ in ("dobj", "nsubjpass") and _is_accepted(verb):
        yield from _give(page, [c for c in token.lefts if c.dep_ == "poss"], verb, modality_of(verb))
    elif noun.plural and token.dep_ == "nsubj" and (beside := _beside(token)):
        yield from _give(page, beside, token, "actual")
    elif token.dep_ == "appos" or (token.dep_ == "compound" and page.who(token.head)):
        alike = [token.head, *token.head.conjuncts] if noun.plural else [token.head]
        yield from _give(page, alike, token, "denied" if _is_never(token) else "actual")
    elif noun.status == "member" and noun.plural and any(r.id.startswith("state:") for r in page.who(token)):
        yield page.who(token), token, [token], "actual"  # “the two NATO members”
    yield from _listed(page, token, noun)


def _beside(token: Token) -> list[Token]:
    """“Niger and Gabon, the two members under suspension, stayed away”, where both are subjects to the parser."""
    before = next((c for c in token.head.lefts if c.dep_ == "nsubj" and c.i < token.i), None)
    first = token.left_edge.i
    closed = before is not None and token.doc[first - 1].text == "," and any(c.lower_ == "the" for c in token.lefts)
    return with_conjuncts([before]) if before is not None and closed else []


def _whose_turn(page: Page, token: Token) -> list[Token]:
    """“Rwanda's chairmanship of the African Union”: the state in front, where the body stands behind."""
    behind = any(r.id.startswith(BODY) for t in prepositional(token, "of") for r in page.who(t))
    if not behind or token.lower_ not in words("memberships", "chairs"):
        return []
    owners = [t for t in _owners(token) if page.covering.get(t.i) is not page.covering.get(token.i)]
    return [t for t in owners if any(r.id.startswith("state:") for r in page.who(t))]


def _is_given(way: Token) -> bool:
    """“admitted as an observer”, “promoted to full member”."""
    raised = way.lower_ == "to" and way.head.lemma_ in words("memberships", "raising")
    return raised or way.lower_ == "as"


def _is_likened(token: Token) -> bool:
    """“Like other members of the Union, Hungary …”, “unlike its fellow members”: who is likened is one of them."""
    others = any(c.lower_ in ("other", "fellow", "most") for c in token.lefts)
    like = token.head.lower_ in ("like", "unlike") and token.head.head.pos_ in ("VERB", "AUX")
    return others and like and token.tag_ in ("NNS", "NNPS")


def _is_accepted(verb: Token) -> bool:
    """“accepted Bosnia's candidacy”."""
    return verb.lemma_ in words("memberships", "accepting")


def _owners(token: Token) -> list[Token]:
    return [c for c in token.lefts if c.dep_ in ("poss", "amod", "compound")]


def _one_among(token: Token) -> Token | None:
    """“are among its observers”, “is one of the founding members”: the verb of which that is said."""
    if token.head.lower_ in ("among", "amongst"):
        verb = token.head.head
    elif token.head.lower_ == "of" and token.head.head.lower_ in ("one", "part", "two", "three"):
        verb = token.head.head.head
    else:
        return None
    return verb if verb.lemma_ in ("be", "rank", "count", "become", "remain") else None


def _copula_modality(token: Token, verb: Token) -> Modality:
    return "denied" if is_negated(token) else modality_of(verb)


def _as_status(page: Page, verb: Token) -> Iterator[tuple[tuple[Reference, ...], Token, list[Token], Modality]]:
    if verb.pos_ not in ("VERB", "AUX"):
        return
    led = any(page.who(t) for t in objects(verb))  # “takes part as an observer”
    by_subject = is_passive(verb) or not led or verb.lemma_ in ("succeed", "follow", "replace", "join")
    tokens = subjects(verb) if by_subject else objects(verb)
    yield from _give(page, tokens, verb, modality_of(verb))


def _listed(
    page: Page, token: Token, noun: StatusNoun
) -> Iterator[tuple[tuple[Reference, ...], Token, list[Token], Modality]]:
    """“members such as A and B”, “its members include A and B”, “the members: A, B and C”."""
    if not noun.plural:
        after = [c for c in token.children if c.dep_ == "appos" and page.who(c)] or _behind_colon(page, token)
        after = after or (_behind_body(page, token) if noun.status == "chair" else [])
        if not after and token.dep_ == "nsubj" and token.head.lemma_ == "be":
            said = attributes(token.head)  # “its current chair is Burundi”, “is the Nigerian president, Babangida”
            after = [t for t in said if page.who(t)] or [c for t in said for c in t.children if c.dep_ == "appos"]
        yield from _give(page, with_conjuncts(after), token, "actual")
        return
    tokens = prepositional(token, "including", "like", "as", "among") + _after_colon(page, token)
    tokens += _among_them(token) + _singled_out(page, token)
    for child in token.children:
        if child.lower_ in ("such", "including"):
            tokens += prepositional(child, "as") + with_conjuncts(
                k for k in child.children if k.dep_ in ("pobj", "dobj")
            )
        elif child.dep_ == "appos" and not _is_one_of_a_list(page, token):
            tokens += with_conjuncts([child])
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ in ("include", "be", "comprise"):
        tokens += objects(verb) + with_conjuncts(c for c in verb.children if c.dep_ == "attr")
    elif not tokens:
        tokens += counted_states(page, token) or named_row(page, token) or _behind_are(page, token)
    yield from _give(page, tokens, token, "actual")


def _behind_are(page: Page, token: Token) -> list[Token]:
    """“whose members, besides Ecuador, are Bolivia and Peru”: the list, however the parser tore it off."""
    if not any(c.lower_ in ("whose", "its") for c in token.lefts):
        return []
    for verb in token.doc[token.i + 1 : token.i + _TORN]:
        if verb.lower_ in ("are", "were"):
            mention = page.covering.get(verb.i + 1) or page.covering.get(verb.i + 2)
            named = mention is not None and mention.form == "name"
            return with_conjuncts([page.doc[mention.head]]) if mention is not None and named else []
        if verb.pos_ == "VERB" or verb.is_sent_start:
            break
    return []


def _is_one_of_a_list(page: Page, token: Token) -> bool:
    """“suppliers such as the USSR, the NATO nations, France and Brazil”: what follows stands beside it, not in it."""
    before = page.covering.get(token.left_edge.i - 2) if token.left_edge.i > 1 else None
    parted = before is not None and token.doc[token.left_edge.i - 1].text == ","
    return parted and before is not None and before.references[0].id.startswith("state:")


def _is_never(token: Token) -> bool:
    """“Switzerland, never a member of the Union”."""
    first = token.left_edge.i
    return any(t.lower_ in ("never", "not") for t in token.doc[max(0, first - 1) : token.i])


def _singled_out(page: Page, token: Token) -> list[Token]:
    """“Of the Council's six states, Kuwait and Oman kept their envoys”: some of the members that a body has."""
    of, counted = token.head, any(c.pos_ == "NUM" for c in token.children)
    if token.dep_ != "pobj" or of.lower_ != "of" or not counted or not is_verbal(of.head) or of.i > of.head.i:
        return []
    return [t for t in subjects(of.head) if any(r.id.startswith("state:") for r in page.who(t))]


def _among_them(token: Token) -> list[Token]:
    """“Twenty-nine members voted in favour, among them Argentina and Chile”."""
    for other in token.sent:
        if other.lower_ == "among" and other.i > token.i and other.i + 2 < len(token.doc):
            names = [t for t in other.doc[other.i + 2 : other.i + 5] if t.pos_ == "PROPN"]
            between = other.doc[token.i + 1 : other.i]
            if any(t.pos_ == "NUM" or t.tag_ == "NNS" for t in between):
                return []  # “the members set up a committee of nine, among them Algeria”
            if other.nbor(1).lower_ == "them" and names:
                last = names[0]
                while last.dep_ == "compound":
                    last = last.head
                return with_conjuncts([last])
    return []


def _behind_body(page: Page, token: Token) -> list[Token]:
    """“This year's chair of the Arctic Council, Norway, met …”: the state between commas behind the body."""
    body = next((page.mention_at(t) for t in prepositional(token, "of") if page.who(t)), None)
    if body is None or body.end + 2 >= len(page.doc) or page.doc[body.end].text != ",":
        return []
    named = page.covering.get(body.end + 1)
    if named is None or named.form != "name" or not named.references[0].id.startswith("state:"):
        return []
    return [page.doc[named.head]] if page.doc[named.end : named.end + 1].text == "," else []


def _behind_colon(page: Page, token: Token) -> list[Token]:
    """“welcomed a new member in Astana: Belarus”: the name behind a colon later in the clause."""
    doc, i = token.doc, token.i + 1
    while i < len(doc) and i < token.i + 8 and not doc[i].is_sent_start:
        if doc[i].text == ":" and i + 1 in page.covering:
            return [doc[page.covering[i + 1].head]]
        i += 1
    return []


def _after_colon(page: Page, token: Token) -> list[Token]:
    """“five ASEAN countries: Brunei, Malaysia and Thailand”."""
    doc, at = token.doc, token.i + 1
    if at + 1 >= len(doc) or doc[at].text != ":":
        return []
    mention = next((page.covering[i] for i in (at + 1, at + 2) if i in page.covering), None)
    return with_conjuncts([doc[mention.head]]) if mention is not None else []


def _give(
    page: Page, tokens: Iterable[Token], anchor: Token, modality: Modality
) -> Iterator[tuple[tuple[Reference, ...], Token, list[Token], Modality]]:
    kept = [t for t in tokens if t.i != anchor.i]
    members = references(page, kept, MEMBER)
    if members:
        yield members, anchor, kept, modality
