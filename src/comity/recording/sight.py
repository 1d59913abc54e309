"""What a view reads by: a connection that sees one state of the record, and what of it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from comity.recording import schema
from comity.recording.gathering import actor_keys
from comity.recording.rulings import is_judged
from comity.recording.scope import FAR, Scope

_WAITING = select(schema.unresolved.c.document).limit(1)
_LAST = (
    select(schema.reading.c.sequence, schema.reading.c.recorded_at).order_by(schema.reading.c.sequence.desc()).limit(1)
)


@dataclass(frozen=True)
class Sight:
    """One state of the record as one view sees it."""

    connection: Connection
    scope: Scope

    @cached_property
    def is_derived(self) -> bool:
        """Whether stored spells and happenings are what this view would resolve to."""
        return self.scope.whole and self.is_resolved

    @cached_property
    def is_resolved(self) -> bool:
        """Whether it sees no reading that waits to be resolved, none that was superseded since, and the unsure too.

        Of another day than today, what had been settled by then is as it is kept.
        """
        if self.scope.sequence is not None or self.scope.min_confidence:
            return False
        return self.connection.scalar(_WAITING) is None

    @cached_property
    def is_judged(self) -> bool:
        """Whether people judged anything at all."""
        return is_judged(self.connection)

    def number(self, actor: str) -> int | None:
        """The number of an actor of the record."""
        return self.numbers([actor])[0]

    def numbers(self, actors: Iterable[str]) -> list[int | None]:
        """The numbers of actors, in their order, None of those that the record does not hold; each looked up once."""
        wanted = list(actors)
        if new := set(wanted) - self._numbers.keys():
            found = actor_keys(self.connection, new)
            self._numbers.update((id, found.get(id)) for id in new)
        return [self._numbers[id] for id in wanted]

    @cached_property
    def _numbers(self) -> dict[str, int | None]:
        return {}

    @property
    def documents(self) -> ColumnElement[bool]:
        """Condition on `document`: it counts and had been recorded."""
        if self.scope.sequence is None:
            return self.scope.documents
        reading = schema.reading.c
        read = select(reading.document).where(reading.sequence <= self.scope.sequence)
        return and_(self.scope.documents, schema.document.c.key.in_(read))

    def standing(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Columns of the statements that count, joined with their documents."""
        joined = select(*columns).join(schema.document, schema.document.c.key == schema.statement.c.document)
        return joined.where(self.scope.statements, self.scope.documents)

    def telling(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Columns of the statements that count; their documents are looked at only where not all of them do."""
        if self.scope.known < FAR or self.scope.reports_only:
            return self.standing(*columns)
        return select(*columns).where(self.scope.statements)

    @cached_property
    def last_reading(self) -> str:
        """Names the state: number and moment of the last reading that counts."""
        query = _LAST
        if self.scope.sequence is not None:
            query = query.where(schema.reading.c.sequence <= self.scope.sequence)
        last = self.connection.execute(query).first()
        return f"{last.sequence}@{last.recorded_at[:19]}Z" if last else "empty"


class Sights:
    """What is seen over one connection, each scope of it once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sights: dict[Scope, Sight] = {}

    def of(self, scope: Scope) -> Sight:
        """The sight of a scope."""
        if scope not in self._sights:
            self._sights[scope] = Sight(self.connection, scope)
        return self._sights[scope]
