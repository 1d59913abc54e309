"""Salience: which organisation or state a text speaks of when it says “the group”, “the Forum” or “the army” alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

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
_ASIDE = 0.6
"""What a body counts less that is told aside: “the Union, which replaced the Organisation in 2002”."""
_CROWD = 4
"""So many that “the eight” or “they” mean tell of none of them that it joined."""
_STATE_WINDOW, _LONG_WINDOW = 5, 12
_STEP_BACK, _OFTEN, _TOPIC, _TOPIC_AWAY, _LISTED = 0.6, 0.15, 0.8, 2, 0.6
_FEW, _FAR_MORE = 3, 1.5
"""Weights for “the country”: a sentence back, each mention in the text (at most eight), what the text is about."""
_OPENING = 12
"""Words of a paragraph within which a state is named that the paragraph is about."""
_ARM_WINDOW, _ARM_FAR = 25, 5
_ARM_BACK, _ARM_OFTEN, _ARM_LISTED = 0.4, 0.27, 0.7
_ARM_PARAGRAPH, _ARM_OPENING, _ARM_FILED, _ARM_TOPIC = 1.1, 1.2, 1.25, 0.3
_ARM_IN, _ARM_HERE, _POLICE_HERE, _ARM_AGAIN, _ARM_PASSED = 0.5, 0.8, 1.0, 0.25, 0.4
"""Weights for whose an army or a police is, fitted to 700 of annotated texts: each sentence back (no more than _ARM_FAR
count), each mention in the text (at most eight), one in a row; named in the paragraph, at the opening of one, where
the text was filed, what it is about; where things happen, in the sentence itself, called by an arm of it before; only
a way, a border or a neighbour: “refugees fled to Sudan”, “near the border with Thailand”."""
_WAYS = frozenset({"to", "into", "from", "near", "towards", "toward", "via", "through", "outside"})
_WITHIN = frozenset({"in", "across", "through", "throughout", "inside", "of"})


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
    return _above(page, best[1]) if noun in words("actors", "bloc_nouns") else best[1]


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


def _so_called(page: Page, noun: str) -> frozenset[str]:
    """“AUKUS, the security pact”, “the African Union”: bodies that the text, or their own name, calls so."""
    called = (m.references[0].id for m, _ in page.bodies if m.references[0].name.lower().endswith(noun))
    return frozenset((*called, *(m.references[0].id for m, _ in page.bodies if _is_apposed(page, m.end, noun))))


def _is_apposed(page: Page, end: int, noun: str) -> bool:
    behind = page.doc[end : end + _APPOSED]
    opens = len(behind) > 1 and behind[0].text == "," and behind[1].lower_ in ("the", "a", "an")
    return opens and any(t.lower_ == noun for t in behind)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A state at one place of the text."""

    token: int
    sentence: int
    state: str
    itself: bool
    """Whether the state is named and acts, not somebody for it."""
    listed: bool
    """One of several in a row: “Britain, Germany and France”."""
    located: bool
    arm: bool
    """Whether the state was called by its army, government or junta."""
    opens: bool
    """Whether it is named where a paragraph opens."""
    passed: bool


@dataclass(slots=True)
class Trail:
    """The states that a text speaks of, in order, to tell whose “the army” and “the government” are."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, Reference] = field(default_factory=dict)
    spoken: list[_Spoken] = field(default_factory=list)
    seat: str = ""
    """The state where the text was filed, if it is also spoken of."""
    topic: str = ""
    """The one state that the text names far more often than any other."""
    regimes: dict[str, set[str]] = field(default_factory=dict)
    """The states that “the junta” and the like were of so far, by the noun."""

    @classmethod
    def counted(cls, page: Page) -> "Trail":
        """An empty trail that knows how often the page names each state; what its title names counts three times."""
        trail = cls()
        title = page.document.title or ""
        for mention in page.mentions:
            if mention.form in ("pronoun", "description") or seats_courts(page.doc[mention.head]):
                continue
            for reference in (*mention.references, *((mention.government,) if mention.government else ())):
                if reference.represents.startswith("state:"):
                    trail.counts[reference.represents] += 3 if reference.name and reference.name in title else 1
        trail.topic = _topic(trail.counts)
        return trail

    def settle(self, page: Page, seat: str) -> None:
        """Take the state from where a text was sent for its topic where the first sentence tells what happens there."""
        self.seat = seat
        lead = next(page.readable_sentences(), None)
        if self.topic or not seat or lead is None:
            return
        heads = [page.doc[m.head] for m in page.mentions if lead.start <= m.head < lead.span.end and _means(m, seat)]
        self.topic = seat if heads and not any(map(_heads_subject, heads)) else ""

    def note(self, page: Page, head: int, references: Iterable[Reference]) -> None:
        """Remember the states behind one mention."""
        token = page.doc[head]
        if seats_courts(token):
            return
        located = _is_within(token)
        states = [r for r in references if r.represents.startswith("state:")] or (_lands(page, references) * located)
        if not states:
            return
        sentence = page.sentence_of(token).index
        subject = len(states) == 1 and _heads_subject(token)
        acts = subject and states[0].id.startswith("state:")
        arm = token.lower_ in words("actors", "arm_nouns") | words("actors", "ministry_nouns")
        if token.lower_ in words("actors", "regimes"):
            self.regimes.setdefault(token.lower_, set()).update(r.represents for r in states)
        for reference in states:
            if reference.represents not in self.names:
                self.names[reference.represents] = Reference(reference.represents, reference.name)
            where = (_is_listed(token), located, arm, _opens(page, head, sentence), _is_passed(token))
            self.spoken.append(_Spoken(head, sentence, reference.represents, acts, *where))

    def likeliest(
        self,
        page: Page,
        token: Token,
        without: Collection[str] = (),
        *,
        arm: bool = True,
        among: Callable[[str], bool] | None = None,
    ) -> Reference | None:
        """The state that an unnamed army or government at `token` is most likely of; `without` are its opponents.

        Not for an `arm` but for “the country” itself, the last one named counts before one that acts. `among` tells
        which states can be meant at all; those may have been spoken of longer ago.
        """
        same = self.regimes.get(token.lower_, set())
        if len(same) == 1 and not same & set(without):
            return self.names.get(next(iter(same)))
        if arm:
            return self._whose_arm(page, token, without)
        here = page.sentence_of(token).index
        led = self._is_led(page, here)
        best: tuple[float, str] | None = None
        for seen in reversed(self.spoken):
            back = here - seen.sentence
            topical = not led and seen.state == self.topic
            if back > _LONG_WINDOW:
                break
            if back > _STATE_WINDOW and among is None and not topical:
                continue
            if (
                seen.state in without
                or (among is not None and not among(seen.state))
                or (seen.token >= token.i and not (back == 0 and seen.located))
            ):
                continue
            away = min(back, _TOPIC_AWAY) if topical else back
            score = _OFTEN * min(self.counts[seen.state], 8) - _STEP_BACK * away
            score += _TOPIC * topical - _LISTED * seen.listed
            if best is None or score > best[0]:
                best = (score, seen.state)
        return self.names.get(best[1]) if best else None

    def _whose_arm(self, page: Page, token: Token, without: Collection[str]) -> Reference | None:
        """The state whose “the army” or “police” it is, by where and how often the text speaks of each."""
        sentence = page.sentence_of(token)
        best: tuple[float, str] | None = None
        for seen in reversed(self.spoken):
            back = sentence.index - seen.sentence
            if back > _ARM_WINDOW:
                break
            if seen.state in without or (seen.token >= token.i and not (back == 0 and seen.located)):
                continue
            score = _ARM_OFTEN * min(self.counts[seen.state], 8) - _ARM_BACK * min(back, _ARM_FAR)
            score += _ARM_FILED * (seen.state == self.seat) + _ARM_TOPIC * (seen.state == self.topic)
            score += _ARM_OPENING * seen.opens + _ARM_AGAIN * seen.arm
            score -= _ARM_LISTED * seen.listed + _ARM_PASSED * seen.passed
            if page.sentences[seen.sentence].passage.start == sentence.passage.start:
                score += _ARM_PARAGRAPH
            if seen.located:
                near = _ARM_HERE + _POLICE_HERE * (token.lower_ == "police")
                score += _ARM_IN + near * (back == 0)
            if best is None or score > best[0]:
                best = (score, seen.state)
        return self.names.get(best[1]) if best else None

    def _is_led(self, page: Page, sentence: int) -> bool:
        """Whether the sentence before, in the same paragraph, has one state for its subject."""
        if not sentence or page.sentences[sentence - 1].passage.start != page.sentences[sentence].passage.start:
            return False
        told = (seen for seen in self.spoken if seen.sentence == sentence - 1)
        return any(seen.itself and not seen.listed for seen in told)


def _opens(page: Page, head: int, sentence: int) -> bool:
    """Whether a paragraph opens with what is named there; not with what another is called by (“an Iraqi host”)."""
    token, here = page.doc[head], page.sentences[sentence]
    if (token.dep_ in ("amod", "compound", "nmod", "poss") and not _heads_subject(token)) or token.dep_ == "dobj":
        return False
    first = sentence == 0 or page.sentences[sentence - 1].passage.start != here.passage.start
    return first and head < here.start + _OPENING


def _means(mention: Mention, state: str) -> bool:
    around = (*mention.references, *((mention.government,) if mention.government else ()))
    return any(r.represents == state for r in around)


def seats_courts(token: Token) -> bool:
    """“in The Hague”: the seat of courts of many states tells nothing of its own state there."""
    return token.lower_ in words("actors", "court_seats") and token.dep_ == "pobj"


def _topic(counts: Counter[str]) -> str:
    first, second = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= max(_FEW, _FAR_MORE * second[1]) else ""


def _is_listed(token: Token) -> bool:
    return token.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)


def _is_passed(token: Token) -> bool:
    """Whether the state is only where somebody goes or comes from, or across whose border something lies."""
    if token.dep_ != "pobj":
        return False
    over = token.head.head
    borders = over.lemma_.lower() in words("actors", "border_nouns") | words("actors", "neighbours")
    return borders or (token.head.lower_ in _WAYS and over.lemma_ in words("actors", "motion_verbs"))


def _is_within(token: Token) -> bool:
    """“in Iceland”, “in the Icelandic capital”, “at Nadi airport”: where something happens."""
    if token.dep_ in ("amod", "compound", "nmod", "poss") and token.head.lower_ in words("actors", "settings"):
        token = token.head
        return token.dep_ == "pobj" and token.head.lower_ in (*_WITHIN, "at")
    return token.dep_ == "pobj" and token.head.lower_ in _WITHIN


def _lands(page: Page, references: Iterable[Reference]) -> list[Reference]:
    """The states that places and regions lie in, as far as the register tells."""
    inside = ((page.within.get(r.id, ""), r.name) for r in references if r.id.startswith(("place:", "region:")))
    return [Reference(state, name) for state, name in inside if state.startswith("state:")]


def _heads_subject(token: Token) -> bool:
    while token.dep_ in ("conj", "poss", "compound", "nmod", "amod") and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")
