"""What happened between actors, was planned or was denied, oldest first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from comity.asking.answer import ONLY, Answer
from comity.asking.asked import Asked
from comity.asking.beside import layer_rows
from comity.asking.rows import TimelineRow
from comity.edtf import Bounds, bounds
from comity.errors import DateError, UserError
from comity.recording.scenes import Scene
from comity.recording.summaries import ToldHappening
from comity.written_dates import parse_date


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days a timeline covers, both ends included."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    @classmethod
    def between(cls, since: str | None, until: str | None) -> "Stretch":
        """From the first day of `since` to the last day of `until`; raises `DateError`."""
        opens, closes = (bounds(parse_date(day)) if day else Bounds(None, None) for day in (since, until))
        check_order(opens, closes, since, until)
        return cls(opens.earliest or dt.date.min, closes.latest or dt.date.max)

    @property
    def span(self) -> Bounds:
        """The stretch as bounds, an open end as None."""
        first = None if self.first == dt.date.min else self.first
        return Bounds(first, None if self.last == dt.date.max else self.last)

    def meets(self, span: Bounds) -> bool:
        """Whether some day of `span` lies in the stretch."""
        return (span.earliest or dt.date.min) <= self.last and (span.latest or dt.date.max) >= self.first


def check_order(opens: Bounds, closes: Bounds, since: str | None, until: str | None) -> None:
    """Raise `DateError` when a stretch ends before it begins: nothing can lie in it, and silence would mislead."""
    if opens.earliest and closes.latest and closes.latest < opens.earliest:
        raise DateError(f"{since or 'The beginning'} is after {until or 'the day that is asked about'}; swap the two.")


def timeline(
    asked: Asked,
    actor: str,
    other: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    beside: str | None = None,
) -> Answer[TimelineRow]:
    """Happenings of an actor (with another) or at a place, of more than `limit` the last ones.

    What no text dates stands at the day of its first report. `beside` names layers of events that others coded,
    parted by commas; of each the last `limit` rows come, too. Raises `UserError` for a layer that is not there.
    """
    ids = [asked.actor("actor", actor)] + ([asked.actor("other", other)] if other else [])
    if ids[1:] == ids[:1]:
        raise UserError(f"“{actor}” and “{other}” are one; name two to see what is between them.")
    asked.take(since=since, until=until)
    stretch = Stretch.between(since, until)
    told = asked.view.happenings(*ids, within=stretch.span, limit=limit)
    if not other and ids[0].startswith("place:"):
        there = [happening for happening in asked.view.happenings_at(ids[0], stretch.span) if happening not in told]
        told = sorted([*told, *there], key=lambda h: (h.date or h.backing.reported or "", h.id))[-(limit or 0) :]
    rows = happening_rows(asked, told)
    if limit is not None and len(told) == limit:
        asked.notes.append(
            f"{ONLY}last {limit} happenings are shown; data files hold all, an earlier “until” shows earlier ones."
        )
    if any(row.date is None for row in rows):
        asked.notes.append("Happenings that no text dates stand at the day of their first report.")
    if beside:
        rows = sorted([*rows, *layer_rows(asked, beside, ids, stretch.span, limit)], key=_place)
    return asked.answer(TimelineRow, rows)


def _place(row: TimelineRow) -> tuple[str, bool]:
    return row.date or row.reported or "", row.layer is not None


def happening_rows(asked: Asked, told: Sequence[ToldHappening]) -> list[TimelineRow]:
    """A row for each happening, in their order; a plan that came about is part of the row of what it became."""
    plans = asked.view.plans(told)
    joined = {plan.id for found in plans.values() for plan in found}
    shown = [happening for happening in told if happening.id not in joined]
    scenes = asked.view.scenes(happening.head for happening in shown)
    return [_row(one, scenes[one.head], plans.get(one.id, ())) for one in shown if one.head in scenes]


def _row(happening: ToldHappening, scene: Scene, plans: Sequence[ToldHappening]) -> TimelineRow:
    backing = happening.backing
    return TimelineRow(
        happening=happening.id,
        date=happening.date,
        reported=backing.reported,
        type=happening.type,
        mode=happening.mode,
        what=scene.words,
        actors=scene.actors,
        recipients=scene.recipients,
        where=scene.where,
        modality=happening.modality,
        outcome=happening.outcome,
        sources=backing.sources,
        said_by=backing.said_by,
        publishers=backing.publishers,
        statements=backing.statements,
        planned=next((plan.date for plan in plans if plan.date), None),
        planned_statements=tuple(dict.fromkeys(id for plan in plans for id in plan.backing.statements)),
    )
