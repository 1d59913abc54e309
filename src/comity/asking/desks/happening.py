"""What happened and what changed, between whom, and what of it is news."""

from typing import Any

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.changes import changes
from comity.asking.desks.place import LATEST, Place
from comity.asking.learned import learned
from comity.asking.reading import LATELY, latest
from comity.asking.rows import ChangeRow, NewsRow, TimelineRow
from comity.asking.timeline import timeline
from comity.asking.watching import news
from comity.errors import UserError
from comity.recording.told import Partners


class Happening(Place):
    """What happened and what changed, between whom, and what of it is news."""

    def timeline(
        self,
        actor: str,
        other: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        limit: int | None = LATEST,
        beside: str | None = None,
    ) -> Answer[TimelineRow]:
        """Happenings of `actor` (with `other`), dated or by day of report, oldest first; the last `limit` of them.

        `beside` adds what others coded, by layer (`gdelt`, `icews`, `polecat`; several parted by commas).
        """
        return self._seat.answer(
            "timeline",
            lambda asked: timeline(asked, actor, other, since=since, until=until, limit=limit, beside=beside),
            asof=asof,
            every=lambda asked: timeline(asked, actor, other, since=since, until=until, beside=beside),
        )

    def partners(self, actor: str, *, last: int = LATEST, asof: str | None = None) -> Partners:
        """With which states and organisations `actor` took part in the last happenings, and how often; by ids."""
        with self._seat.ask("partners", asof=asof) as asked:
            return asked.view.partners(asked.actors.find(actor).id, last)

    def changes(
        self,
        actor: str,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        asof_since: str | None = None,
        recorded_since: str | None = None,
        reports_only: bool = False,
        first: int | None = None,
    ) -> Answer[ChangeRow]:
        """What is different about `actor` at `until` from what it was at `since`.

        With `asof_since`, what became known by texts published after that day; with `recorded_since`, what this record
        learned after that moment. One of the three has to be given, else `UserError` is raised. `first` counts the
        rows that are wanted between two days of the world; the answer tells how many it leaves out.
        """
        learning = asof_since or recorded_since
        if bool(since) == bool(learning):
            raise UserError(
                "Changes since when? Give a date in the world (since), or else one of publication (asof_since) or of "
                "recording (recorded_since)."
            )
        then: dict[str, Any] = {"asof": asof_since or asof, "recorded": recorded_since, "reports_only": reports_only}

        def find(asked: Asked, first: int | None = first) -> Answer[ChangeRow]:
            if since:
                return changes(asked, actor, since=since, until=until, first=first)
            asked.take(at=asked.view.at, asof_since=asof_since, recorded_since=recorded_since)
            with self._seat.look(asked.view.at, **then, min_confidence=asked.view.min_confidence) as earlier:
                return learned(asked, earlier, actor)

        every = None if first is None else lambda asked: find(asked, None)
        return self._seat.answer("changes", find, at=until, asof=asof, reports_only=reports_only, every=every)

    def latest(self, *, asof: str | None = None, reports: int = LATELY) -> Answer[TimelineRow]:
        """What is told in the reports published last, so many of them, the newest first."""
        return self._seat.answer("latest", lambda asked: latest(asked, reports), asof=asof)

    def news(self, actor: str, other: str | None = None, *, since: str | None = None) -> Answer[NewsRow]:
        """What reports told of `actor` (with `other`) last, and why each is news; the newest first.

        `since` keeps what the record learned after a day or moment of recording; raises `DateError` for another.
        """
        return self._seat.answer("news", lambda asked: news(asked, actor, other, since=since))

    def layers(self) -> dict[str, int]:
        """Whose coded events the record holds, and how many."""
        return dict(self.stamp().layers)
