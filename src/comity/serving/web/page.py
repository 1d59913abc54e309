"""A page before it is written: what it shows, the answers it shows, and what its downloads hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import chain
from typing import Any

from comity.asking.answer import Answer
from comity.exchanging.citations import Source
from comity.sureness import is_unsure


@dataclass(frozen=True, slots=True)
class Page:
    """What a template gets. `summary` is one sentence that says what is seen; it describes the page to machines too."""

    template: str
    title: str
    summary: str
    answers: Mapping[str, Answer[Any]] = field(default_factory=dict)
    main: str | None = None
    """The answer that downloads hold; without one they hold the statements behind all answers."""
    more: Mapping[str, Any] = field(default_factory=dict)
    moved_by: tuple[str, ...] = ("at", "asof")
    """Which clocks the page listens to; all of the record listen to `recorded`, which is added for them."""
    of_record: bool = True
    """Whether it shows the record; pages of the server, as of its readings, hear no clock and are nothing to cite."""
    hears_moments: bool = True
    """Whether it can show what the record held at an earlier moment of recording."""
    selects: bool = True
    """Whether statements are selected for it, so that a least confidence can be asked for."""
    itself: bool = True
    """Whether the page is cited beside the texts behind it; the page of a text stands for the text."""
    forms: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """Forms of downloads that the page writes itself, in place of or beside the usual ones."""
    saved: str = ""
    """What the forms that it writes itself hold, in words: “All 12 measures”."""
    texts: tuple[Source, ...] = ()
    """Texts behind it that no statement of an answer names."""
    passing: bool = False
    """Whether a part of it is still being computed, so that nobody may keep it."""
    partial: bool = False
    """Whether its answers hold what it shows and not all that there is; downloads hold all."""
    status: int = 200
    """202 while what it shows is still being computed."""

    @property
    def waits(self) -> bool:
        """Whether something it shows is still being computed, so that it is worth looking again."""
        return self.status == HTTPStatus.ACCEPTED or (self.passing and bool(self.answers))

    @property
    def doubts(self) -> bool:
        """Whether something that it shows is marked as unsure."""
        rows = chain.from_iterable(answer.rows for answer in self.answers.values())
        return any(is_unsure(one.confidence) for row in rows for one in _rated(row))

    @property
    def statements(self) -> tuple[str, ...]:
        """Every statement that the page rests on, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(answer.statements for answer in self.answers.values())))

    @property
    def first(self) -> Answer[Any] | None:
        """An answer to take coverage and data version from; one without rows, which counts as false, tells them too."""
        found = self.answers.get(self.main or "")
        return found if found is not None else next(iter(self.answers.values()), None)


def _rated(row: Any) -> Iterator[Any]:
    """What of a row has a confidence: itself, the sides of a dispute, the statements of a document."""
    if hasattr(row, "confidence"):
        yield row
    yield from getattr(row, "sides", ())
    yield from getattr(row, "read", ())
