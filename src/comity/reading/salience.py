"""Salience: which organisation a text speaks of when it says “the group”, “the Forum” or “the bloc” alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import load, words
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
_APPOSED = 6
"""Words behind a name that may tell what it is: “AUKUS, the security pact”."""
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
    named = reference.name.lower().split()
    if not named or named[-1] in words("memberships", "organs") or reference.id in words("memberships", "never_left"):
        return False
    return kind in words("memberships", "bodies") or (kind is None and _is_circle(reference))


def _is_circle(reference: Reference) -> bool:
    """By its name a body of states that nobody lists: “the Mano Gulf Community”."""
    named = set(reference.name.lower().split())
    return bool(named & words("memberships", "circle_words")) and not named & words("actors", "state_organs")


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
        for mention, _ in reversed(before):
            if token.lower_ in mention.references[0].name.lower().split():
                return mention.references[:1]
    if noun is None and among is None:
        among = _that_it_joins(page, token, before) or None
    counts = Counter(m.references[0].id for m, _ in page.bodies)
    so_called = _so_called(page, noun) if noun is not None else frozenset()
    owned = _organs(page) if noun is None or noun in words("actors", "bloc_nouns") else frozenset()
    here = page.sentence_of(token).index
    topic = topic_body(page) if noun is None else ""
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    for mention, sentence in before:
        reference = mention.references[0]
        if among is not None and reference.id not in among:
            continue
        about = reference.id == topic
        if not about and (reference.id in owned or not can_be_called(page, reference.id, noun)):
            continue
        called = reference.id in so_called
        back = min(here - sentence, _CALLED_AWAY) if called else here - sentence
        score = min(counts[reference.id], _MOST) * _PER_MENTION - back * _PER_SENTENCE
        score -= _ASIDE * _is_aside(page.doc[mention.head])
        score += _CALLED * called
        if score >= best[0]:
            best = (score, (reference,))
    if noun is None and among is None and not best[1]:
        return _unlisted(page, before, here)
    circle = noun in words("actors", "bloc_nouns") or (noun is not None and noun in _within_names(best[1]))
    return _above(page, best[1]) if circle else best[1]


def _unlisted(page: Page, before: Sequence[tuple[Mention, int]], here: int) -> tuple[Reference, ...]:
    """The body of states spoken of last that nobody lists, by what its name calls it: “the Mano Gulf Community”."""
    for mention, sentence in reversed(before):
        reference = mention.references[0]
        if here - sentence <= _NEAR and page.kinds.get(reference.id) is None and _is_circle(reference):
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


def _above(page: Page, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """“the bloc” behind a commission alone: the body whose organ it is."""
    for reference in found:
        above = page.within.get(reference.id, "")
        organ = reference.name.lower().split()[-1:] and reference.name.lower().split()[-1] in words(
            "memberships", "organs"
        )
        if organ and above.startswith("org:"):
            return (Reference(above, reference.name),)
    return found


def _organs(page: Page) -> frozenset[str]:
    """Commissions, secretariats and parliaments of bodies that are named too: nobody joins or chairs those."""
    known = {m.references[0].id: m.references[0].name.lower().split()[-1] for m, _ in page.bodies}
    organs = words("memberships", "organs")
    return frozenset(id_ for id_, last in known.items() if last in organs and page.within.get(id_) in known)


def can_be_called(page: Page, id_: str, noun: str | None) -> bool:
    """Whether an organisation can be called `noun`, or can have members at all when there is none."""
    kind = page.kinds.get(id_)
    wanted = load("actors")["organisation_kinds"].get(noun) if noun else None
    if not id_.startswith("org:"):
        return False
    if noun in ("party", "movement") and kind in words("memberships", "bodies") and not _ends_so(page, id_, noun):
        return False  # “the movement” is not the United Nations
    if id_ in words("actors", "no_blocs") and noun in words("actors", "bloc_nouns"):
        return False
    if noun is not None and wanted is not None:
        return kind in wanted or noun in id_ or (kind is None and "company" in wanted and not id_[4:].isupper())
    if kind is None:
        return noun is not None and not set(id_.partition(":")[2].split("-")) & words("actors", "state_organs")
    return kind in words("memberships", "blocs" if noun is None or noun in words("actors", "bloc_nouns") else "bodies")


def _ends_so(page: Page, id_: str, noun: str) -> bool:
    """“the Movement”, of the Non-Aligned Movement."""
    called = (m.references[0].name.lower() for m, _ in page.bodies if m.references[0].id == id_)
    return any(name.endswith(noun) for name in called)


def _within_names(references: Sequence[Reference]) -> set[str]:
    """The words in front of the last of an organ's name: “the union” of the African Union Commission."""
    named = [r.name.lower().split() for r in references]
    return {w for name in named if name and name[-1] in words("memberships", "organs") for w in name[:-1]}


def _so_called(page: Page, noun: str) -> frozenset[str]:
    """“AUKUS, the security pact”, “the African Union”: bodies that the text, or their own name, calls so."""
    bodies = [m.references[0] for m, _ in page.bodies]
    called = (r.id for r in bodies if r.name.lower().endswith(noun) or noun in _within_names([r]))
    return frozenset((*called, *(m.references[0].id for m, _ in page.bodies if _is_apposed(page, m.end, noun))))


def _is_apposed(page: Page, end: int, noun: str) -> bool:
    behind = page.doc[end : end + _APPOSED]
    opens = len(behind) > 1 and behind[0].text == "," and behind[1].lower_ in ("the", "a", "an")
    return opens and any(t.lower_ == noun for t in behind)
