"""What a view sees judged by people."""

from collections.abc import Iterable

from comity.recording.judgements import Judgement, Ruling, joined
from comity.recording.rulings import load_joins, load_judgements, load_makers, load_rulings
from comity.recording.viewing.state import State


class Judged(State):
    """Judgements of one state, and what follows from them."""

    def rulings(self, statements: Iterable[str]) -> dict[str, list[Ruling]]:
        """What people judged of statements, by id, and had not taken back in this state."""
        if not self._is_judged:
            return {}
        return load_rulings(self._connection, statements, self._scope.sequence)

    def made_by(self, statements: Iterable[str]) -> dict[str, Judgement]:
        """The judgements that made some of the statements, by id."""
        return load_makers(self._connection, statements) if self._is_judged else {}

    def judgements(self) -> list[Judgement]:
        """Every judgement of this state, those taken back too, in order of time."""
        return load_judgements(self._connection, sequence=self._scope.sequence)

    def joined(self) -> dict[str, str]:
        """Actors for whom people had others stand, each with the one that stands for it."""
        if not self._is_judged:
            return {}
        return joined(load_joins(self._connection, sequence=self._scope.sequence))
