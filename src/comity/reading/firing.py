"""Firing: which frames fire on a page's words, read on demand and kept."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.reading.fired import Attempt, Fired, Stage
from comity.reading.frames import Lexicon
from comity.reading.nominals import read_nominal
from comity.reading.noun_frames import read_noun
from comity.reading.page import Page
from comity.reading.scene import Scene
from comity.reading.verb_frames import read_adjective, read_participle, read_verb

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "csubj", "dobj", "pobj"})


@dataclass(slots=True)
class Firing:
    """The frames of one page, read on demand and kept; `attempts` holds every frame that was tried, in order."""

    page: Page
    lexicon: Lexicon
    scene: Scene
    attempts: list[Attempt] = field(default_factory=list)
    stage: Stage = field(init=False)
    _fired: dict[int, Fired | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stage = Stage(self.page, self.lexicon, self.scene, self.read, self.attempts)

    def read(self, token: Token) -> Fired | None:
        """The frame that fires on `token`, if any."""
        if token.i not in self._fired:
            self._fired[token.i] = None
            self._fired[token.i] = _read(self.stage, token)
        return self._fired[token.i]


def _read(stage: Stage, token: Token) -> Fired | None:
    if token.pos_ in _VERBAL or token.tag_.startswith("VB"):
        fired = read_verb(stage, token) or read_participle(stage, token)
        gerund = token.tag_ == "VBG" and token.dep_ in _NOMINAL
        return fired or (read_noun(stage, token) or read_nominal(stage, token) if gerund else None)
    if token.pos_ in ("NOUN", "PROPN"):
        return read_noun(stage, token) or (read_nominal(stage, token) if token.pos_ == "NOUN" else None)
    return read_adjective(stage, token)
