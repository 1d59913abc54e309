"""Deeds by the networks: what a sentence tells with no frame for it, and which of what frames tell is too unlikely."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from spacy.tokens import Token

from comity.model import Modality
from comity.reading.choosing.surety import surety
from comity.reading.fired import Attempt, Fired, Stage
from comity.reading.learnt.candidates import Around
from comity.reading.learnt.network import Deeds, weights_of
from comity.reading.learnt.parts import Cast, cast, deed_of
from comity.reading.learnt.proposing import frame_of
from comity.reading.learnt.slots import own
from comity.reading.learnt.tokens import TYPES, Words, is_known_model, words_of
from comity.reading.page import Page, Sentence
from comity.reading.telling import is_hypothetical, reality

_LIKELY = 0.4
"""The chance from which on a word without a frame tells a deed."""
_SURE = 0.15
"""How sure it must be besides that type and parties are right."""
_UNLIKELY = 0.1
"""The chance below which a frame's word tells no deed of its type."""
_UNSURE = 0.05
"""How sure a frame's event must be. The four bounds are set so that what is told of a whole text is about as often
right as by frames alone (decision 229)."""
_PAIRED = frozenset({"CONSULT", "COOPERATE"})

_WHOLE = 4
"""Sentences of a text that is whole enough to add to: the networks have seen no sentence alone."""

_AT_ONCE = 2_000
"""Words that the network looks at together: whole pages of news; books in parts."""

Told = tuple[Fired, Modality]


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence and what the frames made of it."""

    sentence: Sentence
    told: Sequence[Told]
    attempts: Sequence[Attempt]
    silent: bool = False
    """Whether it tells nothing, such as a question."""


@dataclass(slots=True)
class Learnt:
    """The networks at work on one page, sentence after sentence."""

    stage: Stage
    framed: Sequence[Framed]
    doubtful: bool = False
    """Whether also what is not sure enough is told, which fitting asks for."""
    _around: Around = field(init=False)

    def __post_init__(self) -> None:
        self._around = Around(self.stage.page, self.stage.scene)

    def revised(self) -> Iterator[tuple[Told, ...]]:
        """The events of each sentence: those of frames that are likely, and those that no frame tells."""
        if not is_known_model(self.stage.page.doc):
            yield from (tuple(one.told) for one in self.framed)
            return
        alone = len(self.framed) < _WHOLE
        for one, chances in zip(self.framed, self._chances(), strict=True):
            fired = [deed for deed, _ in one.told]
            self._around.enter(one.sentence)
            weighed = [(replace(deed, chance=_of(chances, one.sentence, deed)), how) for deed, how in one.told]
            likely = [told for told in weighed if alone or self._is_likely(*told)]
            taken = {at for deed, _ in likely for at in (deed.trigger.i, deed.host.i)}
            more = [] if alone or one.silent else list(self._more(one.sentence, chances, fired, taken))
            self._around.leave(one.sentence, fired)
            yield tuple(sorted([*(weighed if self.doubtful else likely), *more], key=lambda pair: pair[0].trigger.i))

    def _is_likely(self, fired: Fired, how: Modality) -> bool:
        likely = fired.chance is None or fired.chance >= _UNLIKELY
        return likely and surety(self.stage.page, fired, how) >= _UNSURE

    def _chances(self) -> Iterator[np.ndarray]:
        """How likely each word of each sentence tells a deed of each type."""
        for some in _batches(self.framed):
            words = framed_words(self.stage.page, some)
            yield from np.split(network().chances(words), words.starts[1:])

    def _more(self, sentence: Sentence, chances: np.ndarray, told: Sequence[Fired], taken: Set[int]) -> Iterator[Told]:
        """What no frame tells; a word of `taken`, by which a likely frame tells its deed, tells no second one."""
        best = chances[:, 1:].argmax(axis=1)
        for at in np.flatnonzero(chances[np.arange(len(best)), best + 1] >= _LIKELY):
            token, type_ = sentence.span[int(at)], TYPES[int(best[at])]
            if token.i in taken or any(_tells(one, token, type_) for one in told):
                continue
            deed = deed_of(self.stage, self._around, token, type_, sentence.index)
            parts = cast(deed)
            how = None if is_hypothetical(deed.host) else reality(deed.host)
            if parts is not None and how is not None:
                one = _fired(deed.host, token, own(deed.slots), type_, parts, float(chances[at, best[at] + 1]))
                if self.doubtful or surety(self.stage.page, one, how) >= _SURE:
                    yield one, how


def framed_words(page: Page, framed: Sequence[Framed]) -> Words:
    """The words of sentences as the network sees them, with what the frames made of them."""
    told = [deed for one in framed for deed, _ in one.told]
    attempts = [attempt for one in framed for attempt in one.attempts]
    return words_of(page, [one.sentence.span for one in framed], *marks(told, attempts))


def _batches(framed: Sequence[Framed]) -> Iterator[Sequence[Framed]]:
    first = words = 0
    for at, one in enumerate(framed):
        if words and words + len(one.sentence.span) > _AT_ONCE:
            yield framed[first:at]
            first, words = at, 0
        words += len(one.sentence.span)
    if framed:
        yield framed[first:]


def marks(told: Sequence[Fired], attempts: Sequence[Attempt]) -> tuple[Mapping[int, set[str]], Mapping[int, set[str]]]:
    """The types that frames told on each word, and those they were tried for."""
    fired: dict[int, set[str]] = {}
    tried: dict[int, set[str]] = {}
    for one in told:
        fired.setdefault(one.trigger.i, set()).add(one.frame.type)
    for attempt in attempts:
        tried.setdefault(attempt.trigger.i, set()).add(attempt.frame.type)
    return fired, tried


@lru_cache(maxsize=1)
def network() -> Deeds:
    """The network with its stored weights."""
    return Deeds(weights_of("deeds"))


def _of(chances: np.ndarray, sentence: Sentence, one: Fired) -> float:
    """How likely the words of an event tell a deed of its type, by the likeliest among them."""
    start, end = _reach(one)
    low, high = max(0, start - sentence.span.start), max(1, end - sentence.span.start)
    return float(chances[low:high, 1 + TYPES.index(one.type)].max(initial=0.0))


def _reach(one: Fired) -> tuple[int, int]:
    places = [t.i for t in (*one.tokens, one.trigger)]
    return min(places), max(places) + 1


def _tells(one: Fired, token: Token, type_: str) -> bool:
    """Whether a frame's event already tells a deed of this type with this word, or with the one it hangs on."""
    start, end = _reach(one)
    hangs = one.trigger.i in (token.head.i, token.i) or one.trigger.head.i == token.i or token.i in one.told
    return one.type == type_ and (hangs or start <= token.i < end)


def _fired(
    host: Token, token: Token, slots: Mapping[str, list[Token]], type_: str, parts: Cast, chance: float
) -> Fired:
    doc = token.doc
    actors, recipients = parts.actors, parts.recipients
    if type_ in _PAIRED and len(actors) > 1:
        actors, recipients = (*actors, *recipients), ()
    tokens = (token, host, *(doc[i] for i in parts.tokens))
    return Fired(
        frame_of(type_), type_, token, host, dict(slots), actors, recipients, tokens, chance=chance, cast=parts.chances
    )
