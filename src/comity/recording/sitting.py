"""Several looks at one state of the record, over one connection: what an answer of many questions rests on."""

from collections.abc import Hashable
from types import TracebackType

from comity.recording.looked import Looking
from comity.recording.sight import Sights
from comity.recording.view import View, open_view


class Sitting:
    """Views of one state; whoever writes meanwhile is not seen. Use it as a context manager, in one thread at a time.

    The same look is opened once, so that what it has found out about the state is not asked for again.
    """

    def __init__(self, looking: Looking, sights: Sights) -> None:
        self._looking, self._sights = looking, sights
        self._views: dict[Hashable, View] = {}

    def view(
        self, at: str | None = None, asof: str | None = None, *, recorded: str | None = None,
        reports_only: bool = False, min_confidence: float = 0.0,
    ) -> View:  # fmt: skip
        """A look as `Record.view` gives it; it stays open until the sitting ends."""
        wanted = (at, asof, recorded, reports_only, min_confidence)
        if wanted not in self._views:
            self._views[wanted] = open_view(self._looking, lambda: self._sights, *wanted, lent=True)
        return self._views[wanted]

    def __enter__(self) -> "Sitting":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._views.clear()
        self._sights.connection.close()
