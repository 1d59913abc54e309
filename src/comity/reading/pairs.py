"""Pairs: two parties and the standing tie between them, dated by the word that tells it."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from comity.model import Modality, Reference, Relation
from comity.reading import crowds
from comity.reading.lexicon import words
from comity.reading.modality import is_negated, modality_of
from comity.reading.page import Page
from comity.reading.syntax import agents, is_passive, is_verbal, objects, prepositional, subjects
from comity.reading.timing import When, when_of

POLITICAL = ("state:", "org:", "person:", "group:", "region:")
BODIES = ("org:", "group:")
_CLIMB = 3
_MUTUAL = ("at-odds", "ally", "partner", "rival")
_LASTING = ("borders", "family")
_LANDS = ("state:", "region:", "place:")


def make_relation(
    page: Page,
    pair: tuple[Reference, Reference],
    kind: str,
    anchor: Token,
    tokens: Iterable[Token],
    modality: Modality,
    confidence: float,
) -> Iterator[Relation]:
    """The relation with its evidence from the first to the last of `tokens` around `anchor`; nothing with oneself."""
    first, second = pair
    own = {first.acts_for, second.acts_for} - {None} if kind in _MUTUAL else set()
    if first.id == second.id or {first.id, second.id} & own:
        return
    if kind == "borders" and not (first.id.startswith(_LANDS) and second.id.startswith(_LANDS)):
        return  # “rebels attacked a post near the border with Niger”
    sentence = page.sentence_of(anchor).span
    inside = [page.reach(t) for t in (anchor, *tokens) if sentence.start <= t.i < sentence.end]
    low, high = min(start for start, _ in inside), max(end for _, end in inside)
    when, basis = _when(page, anchor, kind)
    yield Relation(
        document=page.document.id, evidence=(page.evidence(page.doc[low], page.doc[high - 1]),),
        from_=first, relation=kind, to=second, modality=modality, when=when, when_basis=basis,
        confidence=confidence, frame=f"relation:{anchor.lemma_.lower()}",
    )  # fmt: skip


def _when(page: Page, anchor: Token, kind: str) -> When:
    """The date of the tie; that of “have been partners since 1998” hangs on the copula.

    A noun of neighbours or kin is not dated by what is told of them: “its neighbour, Montenegro, joined in 2017”.
    """
    if kind == "party-member" and anchor.lemma_ in words("relations", "standing"):
        return None, None  # the day on which somebody campaigned for his party
    if kind in _LASTING and anchor.pos_ not in ("VERB", "AUX"):
        return None, None
    found = when_of(page, anchor)
    if found[0] is None and anchor.dep_ == "attr" and anchor.head.lemma_ == "be":
        found = when_of(page, anchor.head)
    return found


def pairs(
    page: Page,
    left: Sequence[Token],
    right: Sequence[Token],
    kind: str,
    anchor: Token,
    modality: Modality,
    confidence: float = 0.7,
    prefixes: tuple[str, ...] = POLITICAL,
) -> Iterator[Relation]:
    """A relation from everyone whom `left` means to everyone whom `right` means."""
    for one in left:
        for other in right:
            for first in _meant(page, one, prefixes):
                for second in _meant(page, other, prefixes):
                    if first.id.startswith(POLITICAL) and second.id.startswith(prefixes):
                        yield from make_relation(
                            page, (first, second), kind, anchor, (one, other), modality, confidence
                        )


def _meant(page: Page, token: Token, prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    """Whom the token means; where no place can be meant, a capital its government (“whose only ally is Beijing”)."""
    mention = page.mention_at(token)
    if mention is None:
        return ()
    government = mention.government if "place:" not in prefixes else None
    return (government,) if government is not None else mention.references


def mutual(
    page: Page, tokens: Sequence[Token], kind: str, anchor: Token, modality: Modality, confidence: float = 0.7
) -> Iterator[Relation]:
    """“Saudi Arabia and Iran, bitter rivals”: the relation of each to each."""
    found = list(dict.fromkeys(r for t in tokens for r in page.who(t) if r.id.startswith(POLITICAL)))
    for i, first in enumerate(found):
        for second in found[i + 1 :]:
            yield from make_relation(page, (first, second), kind, anchor, tokens, modality, confidence)


def as_state(reference: Reference) -> Reference:
    """The state for whom a person acts; anybody else as he is."""
    return Reference(reference.acts_for, reference.name) if reference.acts_for else reference


def known(page: Page, tokens: Iterable[Token], prefixes: tuple[str, ...] = POLITICAL) -> list[Token]:
    """The tokens, each one that means nobody by itself replaced by what it is said of.

    “Jaish, a group based in Pakistan”; “the SCO is one of several initiatives backed by China”; “seen as a bloc”.
    """
    found: list[Token] = []
    for token in tokens:
        at: list[Token] = _both(page, token, prefixes) or _named(page, token)
        for _ in range(_CLIMB):
            if any(r.id.startswith(prefixes) for t in at for r in page.who(t)):
                break
            at = [over for t in at for over in _said_of(page, t)]
        found.extend(at)
    return found


def _both(page: Page, token: Token, prefixes: tuple[str, ...]) -> list[Token]:
    """“He married Ann Roe. Both belong to the party”: the last two people named, where no more are."""
    if token.lower_ != "both" or "person:" not in prefixes or page.who(token) or any(True for _ in token.children):
        return []
    here, found = page.sentence_of(token).index, dict[str, Token]()
    for mention in reversed(page.mentions):
        head = page.doc[mention.head]
        if mention.start > token.i or mention.form == "pronoun" or len(mention.references) != 1:
            continue
        if page.sentence_of(head).index < here - 1:
            break
        if mention.references[0].id.startswith("person:"):
            found.setdefault(mention.references[0].id, head)
    return list(reversed(found.values())) if len(found) == 2 else []


def _named(page: Page, token: Token) -> list[Token]:
    """“the Renamo rebels” by their name, “its neighbour” by the other state spoken of; else the token."""
    beside = [c for c in token.children if c.dep_ == "appos" and page.who(c)]
    if token.lower_ in words("relations", "missions") and beside:
        return beside  # “the UN mission, Monusco, headed by”: not the body that sent it is led
    if any(not is_unnamed(r) for r in page.who(token)):
        return [token]
    beside += [
        t for c in token.children if c.lower_ in ("known", "called") for t in prepositional(c, "as") if page.who(t)
    ]
    if token.lower_ in words("relations", "missions") | words("relations", "inner_organs"):
        return beside or [token]  # whoever heads “the ASEAN secretariat” does not lead ASEAN
    if token.lemma_ in words("relations", "neighbours") and beside:
        return beside  # “Ethiopia's neighbour Eritrea”
    if token.lemma_ in words("relations", "neighbours") and (owners := [c for c in token.children if c.dep_ == "poss"]):
        return other_state(page, owners[0]) or [token]
    close = bool(beside) and beside[0].left_edge.i == token.i + 1  # “the opposition Labour Party”
    named = beside if close or not page.who(token) else []
    if named:
        return named  # “from his father, Heydar”
    inside = [c for c in token.children if c.dep_ in ("compound", "nmod")]
    return [c for c in inside if any(r.id.startswith(BODIES) for r in page.who(c))][:1] or [token]


def is_unnamed(reference: Reference) -> bool:
    """“rebels”, “leaders”: a group that only a plural noun tells."""
    low = reference.name.lower() in words("actors", "generic_groups")
    return reference.id.startswith("group:") and (low or crowds.is_unnamed(reference))


def is_force(reference: Reference) -> bool:
    """“the Third Army”, “the White Army”: formations that have commanders and no party members."""
    return bool({w.lower() for w in reference.name.split()[-1:]} & words("relations", "formations"))


def other_state(page: Page, owner: Token) -> list[Token]:
    """“Bolivia had sued its neighbour”: the other state that the text has just spoken of."""
    own = {as_state(r).id for r in page.who(owner)}
    here = page.sentence_of(owner).index
    for mention in reversed(page.mentions):
        head = page.doc[mention.head]
        if mention.start < owner.i and mention.form == "name" and mention.references:
            if here - page.sentence_of(head).index > 1:
                return []
            if mention.references[0].id.startswith("state:") and mention.references[0].id not in own:
                return [head]
    return []


def nearer(page: Page, noun: Token) -> Token:
    """Of whom an apposition is said: of two bodies the one right in front of its comma, whatever the parser says."""
    head, at = noun.head, noun.left_edge.i - 2
    before = page.covering.get(at) if at > head.i and noun.doc[at + 1].text == "," else None
    if before is None or before.form != "name" or not before.references:
        return head
    bodies = all(any(r.id.startswith(BODIES) for r in found) for found in (page.who(head), before.references))
    return noun.doc[before.head] if bodies else head


def _said_of(page: Page, token: Token) -> list[Token]:
    head = token.head
    if token.dep_ == "appos":
        return [nearer(page, token)]
    if token.dep_ in ("attr", "oprd") and head.pos_ in ("AUX", "VERB"):
        return subjects(head)
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.i != head.i:
        return [head.head]
    if token.dep_ == "pobj" and head.lower_ == "as":
        verb = next((a for a in head.ancestors if a.pos_ == "VERB"), None)
        return (subjects(verb) if is_passive(verb) else objects(verb)) if verb is not None else []
    return []


def noun_modality(noun: Token) -> Modality:
    """“are no allies” denies, “could become an ally” is possible."""
    if noun.dep_ in ("attr", "oprd", "dobj") and noun.head.pos_ in ("VERB", "AUX"):
        return "denied" if is_negated(noun) else modality_of(noun.head)
    return "denied" if is_negated(noun) else "actual"


def body_before(page: Page, token: Token) -> list[Token]:
    """The last body or group named in the sentence before: what “It is headed by” means, if “it” is no body."""
    here = page.sentence_of(token).index
    for mention in reversed(page.mentions):
        head = page.doc[mention.head]
        if mention.start < token.i and mention.form in ("name", "description") and mention.references:
            if here - page.sentence_of(head).index > 1:
                return []
            if mention.references[0].id.startswith(BODIES) and page.sentence_of(head).index < here:
                return [head]
    return []


def before_him(page: Page, left: Sequence[Token], right: Sequence[Token]) -> Sequence[Token]:
    """“Hosni Mubarak succeeded him”: nobody succeeds himself, so he is the last man told before."""
    own = {r.id for t in left for r in page.who(t)}
    if len(right) != 1 or right[0].lower_ not in ("him", "her", "his") or not {r.id for r in page.who(right[0])} <= own:
        return right
    first = page.sentence_of(right[0]).span.start
    first = max([first, *(t.i for t in page.doc[first : right[0].i] if t.text == ";")])
    before = [m for m in page.mentions if m.start < first and m.form == "name" and len(m.references) == 1]
    told = [m for m in before[-3:] if m.references[0].id.startswith("person:") and m.references[0].id not in own]
    return [page.doc[told[-1].head]] if told else right


def nearest_subjects(page: Page, noun: Token) -> list[Token]:
    """Known subjects of the nearest verb above the noun."""
    for ancestor in noun.ancestors:
        if is_verbal(ancestor):
            found = [t for t in known(page, subjects(ancestor) or agents(ancestor)) if page.who(t)]
            if found:
                return found
    return []


def of_kinds(page: Page, tokens: Sequence[Token], kinds: Sequence[str] | None) -> list[Token]:
    """The tokens that mean somebody of these kinds; without kinds, all."""
    return [t for t in tokens if kinds is None or any(r.id.startswith(tuple(kinds)) for r in page.who(t))]
