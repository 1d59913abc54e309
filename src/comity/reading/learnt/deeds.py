"""Deeds by the networks: what a sentence tells with no frame for it, and how likely what frames tell is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

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
from comity.reading.learnt.tokens import TYPES, is_known_model, words_of
from comity.reading.page import Sentence
from comity.reading.telling import is_hypothetical, reality

_LIKELY = 0.4
"""The chance from which on a word without a frame tells a deed."""
_SURE = 0.2
"""How sure it must be besides that type and parties are right: what is added is then about as often right as what
frames tell."""
_PAIRED = frozenset({"CONSULT", "COOPERATE"})

_WHOLE = 4
"""Sentences of a text that is whole enough to add to: the networks have seen no sentence alone."""

Told = tuple[Fired, Modality]


@dataclass(slots=True)
class Learnt:
    """The networks at work on one page, sentence after sentence."""

    stage: Stage
    doubtful: bool = False
    """Whether also what is not sure enough is told, which fitting asks for."""
    _around: Around = field(init=False)
    _off: bool = field(init=False)
    _alone: bool = field(init=False)

    def __post_init__(self) -> None:
        self._around = Around(self.stage.page, self.stage.scene)
        self._off = not is_known_model(self.stage.page.doc)
        self._alone = len(tuple(islice(self.stage.page.readable_sentences(), _WHOLE))) < _WHOLE

    def revise(self, sentence: Sentence, told: Sequence[Told], attempts: Sequence[Attempt]) -> tuple[Told, ...]:
        """The events of a sentence, those of frames with their chance, and those that no frame tells."""
        if self._off:
            return tuple(told)
        self._around.enter(sentence)
        chances = self.chances(sentence, [one for one, _ in told], attempts)
        weighed = [(replace(one, chance=_of(chances, sentence, one)), how) for one, how in told]
        more = [] if self._alone else list(self._more(sentence, chances, [one for one, _ in told]))
        self._around.leave(sentence, [one for one, _ in told])
        return tuple(sorted([*weighed, *more], key=lambda pair: pair[0].trigger.i))

    def chances(self, sentence: Sentence, told: Sequence[Fired], attempts: Sequence[Attempt]) -> np.ndarray:
        """How likely each word tells a deed of each type."""
        words = words_of(self.stage.page, sentence.span, *marks(told, attempts))
        return network().chances(words)

    def _more(self, sentence: Sentence, chances: np.ndarray, told: Sequence[Fired]) -> Iterator[Told]:
        best = chances[:, 1:].argmax(axis=1)
        for at in np.flatnonzero(chances[np.arange(len(best)), best + 1] >= _LIKELY):
            token, type_ = sentence.span[int(at)], TYPES[int(best[at])]
            if any(_tells(one, token, type_) for one in told):
                continue
            deed = deed_of(self.stage, self._around, token, type_, sentence.index)
            parts = cast(deed)
            how = None if is_hypothetical(deed.host) else reality(deed.host)
            if parts is not None and how is not None:
                one = _fired(deed.host, token, own(deed.slots), type_, parts, float(chances[at, best[at] + 1]))
                if self.doubtful or surety(self.stage.page, one, how) >= _SURE:
                    yield one, how


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
        frame_of(type_), type_, token, host, dict(slots), actors, recipients, tokens, chance=chance, cast=parts.chance
    )
