"""Portions on their way to a scribe, in order, while the next are prepared."""

import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from comity.recording.preparing import PATIENCE, Prepared
from comity.recording.scribe import Done, Portion, Scribe
from comity.recording.secondary import Loading
from comity.recording.ways import Added

STRETCH = 60_000
"""Statements that a scribe writes in one transaction, if they come fast."""
AHEAD = 4
"""Portions that wait for a scribe: it takes none while it commits."""


@dataclass(slots=True)
class Dictation:
    """Portions handed to a scribe one after another; what was done with them comes back once it is committed."""

    scribe: Scribe
    beside: Executor
    """The thread that hands over."""
    listening: Executor
    """The thread that waits for what was done, so that more is handed over meanwhile."""
    loading: Loading | None = None
    """How far the load has come, as was said last."""
    _handed: deque[Future[None]] = field(default_factory=deque)
    _committing: Future[Done] | None = None
    _size: int = 0
    _begun: float = 0.0

    def hand(self, portion: Portion, loading: Loading) -> list[Added]:
        """Hand a portion over when there is room; gives what has been committed meanwhile."""
        while len(self._handed) >= AHEAD:
            self._handed.popleft().result()
        if not self._size:
            self._begun = time.monotonic()
        self._handed.append(self.beside.submit(self.scribe.hand, portion, loading))
        self._size += size_of(portion.items)
        if self._size >= STRETCH or time.monotonic() - self._begun > PATIENCE:
            return self._commit()
        return []

    def end(self) -> list[Added]:
        """Commit what was handed over and wait for it."""
        added = self._commit() + self._committed()
        while self._handed:
            self._handed.popleft().result()
        return added

    def _commit(self) -> list[Added]:
        earlier = self._committed()
        if self._size:
            self.beside.submit(self.scribe.ask)
            self._committing, self._size = self.listening.submit(self.scribe.hear), 0
        return earlier

    def _committed(self) -> list[Added]:
        committing, self._committing = self._committing, None
        if committing is None:
            return []
        done = committing.result()
        self.loading = done.loading
        return done.added


def size_of(items: Sequence[Prepared]) -> int:
    """Statements in them."""
    return sum(len(item.cast.ids) for item in items)
