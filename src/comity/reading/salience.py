"""Salience: which organisation a text speaks of when it says “the group”, “the Forum” or “the bloc” alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.calling import (
    above,
    can_be_called,
    head_of,
    is_body_by_name,
    is_circle,
    is_organ,
    named_with,
    owner_by_noun,
    so_called,
)
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page
from comity.reading.syntax import subjects

_MOST = 6
_NEAR = 3
"""Sentences back that a body must be named for a verb without an object to mean it."""
_PER_MENTION, _PER_SENTENCE = 0.5, 0.25
_CALLED, _CALLED_AWAY = 1.5, 4
"""What a body counts more that the text or its name calls so (“the union” is the African Union); how far it reaches."""
_TITLED = 2
"""What a body counts more in the text whose title names it."""
_ABOUT = 1
"""What the body that the text is about counts more."""
_HERE = 1
"""What a body counts more that the same sentence names."""
_BACKDROP = 1.5
"""What a body of the whole world counts less for “a member” alone: most texts name it for other reasons."""
_FEW = 3
"""So often, at the least, a text names the body that it is about."""
_ASIDE = 0.6
"""What a body counts less that is told aside: “the Union, which replaced the Organisation in 2002”."""
_CROWD = 4
"""So many that “the eight” or “they” mean tell of none of them that it joined."""


def body_spoken_of(page: Page, token: Token) -> tuple[Reference, ...]:
    """The salient body, if it was named in the sentence of `token` or the few before it."""
    found = salient_body(page, token)
    here = page.sentence_of(token).index
    near = page.sentences[max(0, here - _NEAR)].span.start
    named = {r.id for m in page.mentions if near <= m.start < token.i for r in m.references}
    above = {page.within.get(id_) for id_ in named}
    return tuple(r for r in found if r.id in named | above or r.id == topic_body(page))


def topic_body(page: Page) -> str:
    """The body of states that the whole text is about: named far most, or in the title; empty where none is."""
    counts = Counter(m.references[0].id for m, _ in page.bodies if _may_have_members(page, m.references[0]))
    weighed = {id_: count + _TITLED * _is_in_title(page, id_) for id_, count in counts.most_common(_MOST)}
    first, second = (*sorted(weighed.items(), key=lambda item: -item[1])[:2], ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= _FEW and first[1] > second[1] else ""


def _may_have_members(page: Page, reference: Reference) -> bool:
    kind = page.kinds.get(reference.id)
    if not reference.name or reference.id in words("memberships", "never_left") or is_organ(page, reference):
        return False
    if head_of(reference.name) in words("memberships", "organs"):
        return False
    return kind in words("memberships", "bodies") or (kind is None and is_circle(reference))


def _is_in_title(page: Page, id_: str) -> bool:
    title = (page.document.title or "").lower()
    names = {page.doc[m.start : m.end].text.lower() for m, _ in page.bodies if m.references[0].id == id_}
    return bool(title) and any(name in title for name in names)


def salient_body(
    page: Page, token: Token, noun: str | None = None, *, among: Collection[str] | None = None
) -> tuple[Reference, ...]:
    """The organisation named before `token` that is named most and nearest, of a kind that `noun` can call.

    A noun written with a capital (“the Forum”) means the last body whose own name holds that word.
    """
    before = page.bodies[: bisect_left(page.bodies, token.i, key=lambda body: body[0].start)]
    if noun is not None and token.text[:1].isupper() and not token.is_sent_start:
        meant = frozenset(named_with(page, noun))
        for mention, _ in reversed(before):
            if mention.references[0].id in meant:
                return (owner_by_noun(page, mention.references[0], noun),)
    if noun is None and among is None:
        among = _that_it_joins(page, token, before) or None
    counts = Counter(m.references[0].id for m, _ in page.bodies)
    called = so_called(page, noun) if noun is not None else frozenset()
    topic = topic_body(page)
    unfit = _unfit(page, token, noun, counts, topic)
    ahead = noun is None and token.pos_ != "PRON" and not _is_told_here(page, token, before, topic)
    here = page.sentence_of(token).index
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    for mention, sentence in before:
        if mention.references[0].id in unfit and not (noun is None and mention.references[0].id == topic):
            continue
        reference = owner_by_noun(page, mention.references[0], noun)
        if among is not None and reference.id not in among:
            continue
        about = reference.id == topic
        if not (about and noun is None) and (not can_be_called(page, reference.id, noun)):
            continue
        so = reference.id in called
        back = min(here - sentence, _CALLED_AWAY) if so or (about and ahead) else here - sentence
        score = min(counts[reference.id], _MOST) * _PER_MENTION - back * _PER_SENTENCE
        score += _CALLED * so - _ASIDE * _is_aside(page.doc[mention.head])
        score += _ABOUT * (about and (ahead or noun is not None)) + _HERE * (not back and (so or noun is None))
        score -= _BACKDROP * (noun is None and not about and reference.id in words("actors", "no_blocs"))
        if score >= best[0]:
            best = (score, (reference,))
    if noun is None and among is None and not best[1]:
        return _unlisted(page, before, here)
    return best[1]


def _is_told_here(page: Page, token: Token, before: Sequence[tuple[Mention, int]], topic: str) -> bool:
    """Whether the paragraph speaks of another body of states than the one that the text is about."""
    start = max((p.start for p in page.passages if p.start <= token.idx), default=0)
    blocs = words("memberships", "blocs")
    for mention, _ in reversed(before):
        if page.doc[mention.start].idx < start:
            return False
        id_, head = mention.references[0].id, page.doc[mention.head]
        if head.dep_ in ("compound", "nmod", "amod") or _is_aside(head):
            continue  # “agreed by Commonwealth ministers”, “allies that were outside the Union”
        if id_ != topic and page.kinds.get(id_) in blocs and id_ not in words("actors", "no_blocs"):
            return True
    return False


def _unfit(page: Page, token: Token, noun: str | None, counts: Mapping[str, int], topic: str) -> frozenset[str]:
    """The bodies of the page that nobody calls so: organs of others, and what has no such word in its name; “the
    council” is that of the body the text is about where no other one is named."""
    if noun in words("actors", "called_by_name"):
        fit = named_with(page, noun) | so_called(page, noun)
        if not fit and noun in words("memberships", "organs") | words("memberships", "councils"):
            return frozenset() if token.text[:1].isupper() else frozenset(counts.keys() - {topic})
        return frozenset(counts.keys() - fit)
    if noun is not None and noun not in words("actors", "circles_of_states") | words("actors", "bloc_nouns"):
        return frozenset()
    found: set[str] = set()
    for mention, _ in page.bodies:
        reference = mention.references[0]
        over = counts.get(above(page, reference), 0)
        rare = noun != "body" or counts[reference.id] <= over
        if (over and rare and is_organ(page, reference, noun)) or not (
            noun is None or page.kinds.get(reference.id) or is_body_by_name(reference)
        ):
            found.add(reference.id)
    return frozenset(found)


def _unlisted(page: Page, before: Sequence[tuple[Mention, int]], here: int) -> tuple[Reference, ...]:
    """The body of states spoken of last that nobody lists, by what its name calls it: “the Mano Gulf Community”."""
    for mention, sentence in reversed(before):
        reference = mention.references[0]
        if here - sentence <= _NEAR and page.kinds.get(reference.id) is None and is_circle(reference):
            return (reference,)
    return ()


def _that_it_joins(page: Page, token: Token, bodies: Iterable[tuple[Mention, int]]) -> set[str]:
    """“Mercosur will admit Caracas. … Venezuela is to be a full member”: bodies that a state here was told to join."""
    here = page.sentence_of(token)
    held = [token.head] if token.dep_ == "appos" else subjects(token.head) if token.dep_ == "attr" else list(here.span)
    members = _states_of(page, held)
    if not members:
        return set()
    told = ((m.references[0].id, page.sentences[at].span) for m, at in bodies if at < here.index)
    joining = words("memberships", "joining")
    return {id_ for id_, at in told if any(t.lemma_ in joining and members & _states_of(page, t.subtree) for t in at)}


def _states_of(page: Page, tokens: Iterable[Token]) -> set[str]:
    """The states that the tokens name, by themselves or by their capitals."""
    inside = [m for t in tokens if (m := page.heads.get(t.i)) is not None]
    around = (
        r
        for m in inside
        if len(m.references) < _CROWD
        for r in (*m.references, *((m.government,) if m.government else ()))
    )
    return {r.id for r in around if r.id.startswith("state:")}


def _is_aside(token: Token) -> bool:
    """Whether the token is an object or modifier within a relative clause or an apposition."""
    over = next((t for t in (token, *token.ancestors) if t.dep_ in ("relcl", "acl") or t.pos_ == "VERB"), None)
    return over is not None and over.dep_ in ("relcl", "acl") and token.i > over.i
