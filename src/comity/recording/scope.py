"""Which statements count: those known by a day, recorded by a moment, sure enough, with or without the register."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from comity.recording import schema
from comity.recording.claims import ACCEPT

FAR = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the record that a view sees. The default is everything that stands now."""

    known: str = FAR
    """Last day of publication that counts (of recording, for texts without a date)."""
    sequence: int | None = None
    """Last reading that counts, None for the newest."""
    reports_only: bool = False
    moment: str | None = None
    """The moment that `sequence` was the last reading of."""
    min_confidence: float = 0.0
    """The least confidence of statements that count; what a person accepted counts however sure its reading was."""

    @property
    def whole(self) -> bool:
        """Whether it sees all that stands now, so that what was derived when writing can be used."""
        return self.known >= FAR and self.sequence is None and not (self.reports_only or self.min_confidence)

    @property
    def documents(self) -> ColumnElement[bool]:
        """Condition on `document`."""
        conditions = [~schema.document.c.register] if self.reports_only else []
        if self.known < FAR:
            conditions.append(schema.document.c.known <= self.known)
        return and_(true(), *conditions)

    @property
    def statements(self) -> ColumnElement[bool]:
        """Condition on `statement`; goes together with `documents`."""
        return and_(self.standing, self._sure) if self.min_confidence else self.standing

    @property
    def standing(self) -> ColumnElement[bool]:
        """The same, however sure."""
        table = schema.statement.c
        if self.sequence is None:
            return table.superseded.is_(None)
        still = or_(table.superseded.is_(None), table.superseded > self.sequence)
        return and_(table.reading <= self.sequence, still)

    @property
    def _sure(self) -> ColumnElement[bool]:
        table = schema.statement.c
        return or_(table.confidence >= self.min_confidence, table.key.in_(self.accepted))

    @property
    def accepted(self) -> Select[tuple[int]]:
        """Numbers of the statements that people accepted."""
        table = schema.ruling.c
        return select(table.statement).where(table.verdict == ACCEPT, self.rulings)

    @property
    def rulings(self) -> ColumnElement[bool]:
        """Condition on `ruling`: what people had judged, and had not taken back."""
        table = schema.ruling.c
        if self.sequence is None:
            return table.superseded.is_(None)
        return and_(table.reading <= self.sequence, or_(table.superseded.is_(None), table.superseded > self.sequence))


def scope_of(
    asof: dt.date | None, sequence: int | None, reports_only: bool, moment: str | None = None,
    min_confidence: float = 0.0,
) -> Scope:  # fmt: skip
    """The scope of a view; `asof` None is everything known."""
    return Scope(asof.isoformat() if asof else FAR, sequence, reports_only, moment, min_confidence)
