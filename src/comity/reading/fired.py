"""Fired: a frame that fired, one that was only tried, and the stage on which the frames of a page are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from comity.model import Modality, Reference
from comity.reading.arguments import Slots
from comity.reading.choosing.options import Choice
from comity.reading.frames import Frame, Lexicon
from comity.reading.page import Page
from comity.reading.scene import Scene

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
UNREAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT", "PROTEST"})


@dataclass(frozen=True, slots=True)
class Fired:
    """A frame that fired: its trigger, the verb that carries tense and negation, and whom its slots mean."""

    frame: Frame
    type: str
    trigger: Token
    host: Token
    slots: Slots
    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...]
    tokens: tuple[Token, ...]
    """Trigger words and the heads of the arguments, for the evidence."""
    said_by: Reference | None = None
    """Who alleges it."""
    reach: frozenset[int] = frozenset()
    """Indices of all words of its object, where what is only spoken of does not happen."""
    told: frozenset[int] = frozenset()
    """Indices of words whose own events this one already tells."""
    ground: str = ""
    """What names the recipients where the clause does not: the rule that found them around it."""
    choice: Choice | None = None
    """What was weighed against what the rules propose."""
    chance: float | None = None
    """How likely its word tells a deed of its type, by what was learnt from annotated texts."""
    cast: tuple[float, float] | None = None
    """How likely its doers and those it is done to are right, where they are learnt too."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame that was tried on a word: fired (`why` is None) or the reason why it did not."""

    trigger: Token
    frame: Frame
    why: str | None
    event: Fired | None = None
    """The event that it became."""
    modality: Modality | None = None
    """How real that event is."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What frames are read with: the page, the words, the scene so far, and what fires on another word."""

    page: Page
    lexicon: Lexicon
    scene: Scene
    read: Callable[[Token], Fired | None]
    """The frame that fires on a word, for frames that look into the clause behind them."""
    attempts: list[Attempt]
    """Every frame that was tried so far, with the reason where it did not fire."""

    def reject(self, token: Token, frame: Frame, why: str) -> None:
        """Keep why a frame did not fire."""
        self.attempts.append(Attempt(token, frame, why))

    def accept(self, token: Token, frame: Frame) -> None:
        """Keep that a frame fired."""
        self.attempts.append(Attempt(token, frame, None))


def union(a: Sequence[Reference], b: Sequence[Reference]) -> tuple[Reference, ...]:
    """Both, each once, those of `b` first."""
    return tuple({r.id: r for r in (*b, *a)}.values())
