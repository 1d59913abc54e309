"""What a view sees that stands beside the statements: votes, what others coded, and all that leaves with a record."""

from collections.abc import Iterable, Iterator

import polars as pl

from comity.edtf import Bounds
from comity.outside import LayeredEvent, LayerFile
from comity.recording.ballots import load_positions, load_votes, name_votes
from comity.recording.kept import Kept, KeptNote, load_notes, stream_kept
from comity.recording.kept_beside import KeptVotes, KeptWatch, load_watches, stream_votes
from comity.recording.outside import KeptLayer, find_outside, layer_files, stream_layers
from comity.recording.told import ALWAYS, Wanted
from comity.recording.viewing.state import State
from comity.votes import Votes


class Beside(State):
    """What is kept beside the statements, and the whole of a state as it leaves the record."""

    def votes(self) -> Votes | None:
        """Recorded votes, of the file that was taken in last; None when there is none."""
        return load_votes(self._connection, self._scope)

    @property
    def votes_version(self) -> str:
        """Names the votes that were taken in last and whether ideal points stand beside them; empty without any."""
        return name_votes(self._connection, self._scope)

    def positions(self, model: str) -> pl.DataFrame | None:
        """Ideal points that `model` estimated from these votes: `state`, `session`, `n`, `value`, `deviation`."""
        return load_positions(self._connection, self._scope, model)

    def outside(
        self, layers: Iterable[str], actor: str, *others: str, within: Bounds = ALWAYS, limit: int | None = None
    ) -> list[LayeredEvent]:
        """What others coded of an actor, with one of others where given, by time; `limit` keeps the last ones."""
        keys = self._sight.numbers((actor, *others))
        beside = tuple(key for key in keys[1:] if key is not None)
        if keys[0] is None or len(beside) < len(others):
            return []
        return find_outside(self._connection, self._scope, layers, Wanted(keys[0], beside, within, limit=limit))

    def layers(self) -> list[LayerFile]:
        """The files of events that others coded."""
        return layer_files(self._connection, self._scope)

    def kept(self) -> Iterator[Kept]:
        """Every document with its text and its statements, one after the other, as they were recorded."""
        return stream_kept(self._connection, self._scope)

    def kept_notes(self) -> list[KeptNote]:
        """What could not be used and what was warned of, as it leaves the record; none of a day that is past."""
        return load_notes(self._connection) if self.asof is None else []

    def kept_layers(self) -> Iterator[KeptLayer]:
        """The files of layers with their events, as they leave the record; none of a day that is past."""
        return stream_layers(self._connection) if self.asof is None else iter(())

    def kept_votes(self) -> Iterator[KeptVotes]:
        """The files of votes with their ideal points, as they leave the record; none of a day that is past."""
        return stream_votes(self._connection, self._scope) if self.asof is None else iter(())

    def kept_watches(self) -> list[KeptWatch]:
        """What is remembered of watched addresses, as it leaves the record; only of the record as it is now."""
        return load_watches(self._connection) if self.asof is None and self._scope.sequence is None else []
