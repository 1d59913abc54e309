"""Trails: the states that a text speaks of, in order, to tell whose “the army”, “the police” and “the country” are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page

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
