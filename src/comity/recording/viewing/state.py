"""What every view has: the state that it sees, the day in the world, and what it looks at."""

import datetime as dt
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from comity.edtf import Bounds, bounds
from comity.recording.looked import Looked, Memory, look
from comity.recording.refused import Noted, last_noted, load_noted
from comity.recording.scope import Scope
from comity.recording.sight import Sight


class State:
    """One state of the record, read-only. Use it as a context manager; whatever is written meanwhile is not seen."""

    def __init__(self, sight: Sight, at: str, asof: dt.date | None, memory: Memory, *, lent: bool = False) -> None:
        self._memory, self._sight, self._lent = memory, sight, lent
        self._looked: Looked | None = None
        self.at = at
        """The day in the world, EDTF."""
        self.asof = asof
        """The last day of publication that counts, None for all."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the state; one that was lent stays with its owner."""
        if not self._lent:
            self._connection.close()

    @property
    def _connection(self) -> Connection:
        return self._sight.connection

    @property
    def _scope(self) -> Scope:
        return self._sight.scope

    @property
    def _is_judged(self) -> bool:
        return self._sight.is_judged

    @property
    def moment(self) -> Bounds:
        """`at` as its first and last day."""
        return bounds(self.at)

    @property
    def reports_only(self) -> bool:
        """Whether the register is left out."""
        return self._scope.reports_only

    @property
    def min_confidence(self) -> float:
        """The least confidence of statements that count; 0 for all."""
        return self._scope.min_confidence

    @property
    def data_version(self) -> str:
        """Names the state: number and moment of the last reading that counts."""
        return self._sight.last_reading

    def looked(self) -> Looked:
        """What the view looks at; counted once for each state of the record."""
        if self._looked is None:
            self._looked = look(self._sight, self._memory)
        return self._looked

    def last_noted(self) -> int:
        """Number of the last refusal or warning; 0 without any."""
        return last_noted(self._connection)

    def refusals(self) -> list[Noted]:
        """What could not be used and what was warned of, newest first."""
        return load_noted(self._connection)
