"""What a watch remembers in the record: visits to sources, articles that were named, what came of each."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Engine, insert, select, update

from comity.recording import schema
from comity.recording.engine import hold_lock, tell_errors
from comity.visits import Hint, Tip, Validators, Visit

_PART = 500
"""Addresses asked for in one query."""


class Ledger:
    """Remembers for a watch, each thing in a transaction of its own; every method raises `RecordError`."""

    def __init__(self, engine: Engine, address: str, clock: Callable[[], dt.datetime]) -> None:
        self._engine, self._address, self._clock = engine, address, clock

    def visits(self) -> list[Visit]:
        """The last visit to every source that was ever asked."""
        table = schema.watched
        query = select(table.c.url, table.c.due, table.c.etag, table.c.modified).where(table.c.due.is_not(None))
        with tell_errors(self._address), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.c.url)).all()
        return [Visit(url, due, Validators(etag, modified)) for url, due, etag, modified in rows]

    def waiting(self) -> list[tuple[str, Tip]]:
        """Articles that were named and not settled, each after its source, in the order in which they were noted."""
        table = schema.watched
        query = select(table.c.source, table.c.url, table.c.title, table.c.published)
        query = query.where(table.c.source.is_not(None), table.c.result.is_(None))
        with tell_errors(self._address), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.c.noted_at, table.c.url)).all()
        return [(source, Tip(url, Hint(title, published))) for source, url, title, published in rows]

    def hear(self, visit: Visit, tips: Sequence[Tip], source: str) -> list[Tip]:
        """Keep a visit and those of its tips that are new, for `source`, in one transaction; the new ones come back."""
        with tell_errors(self._address), self._engine.begin() as connection:
            hold_lock(connection)
            unique = tuple({tip.url: tip for tip in tips}.values())
            known = _known(connection, [visit.url, *(tip.url for tip in unique)])
            moment = self._clock().isoformat()
            self._keep(connection, visit, moment, known=visit.url in known)
            fresh = [tip for tip in unique if tip.url not in known and tip.url != visit.url]
            if fresh:
                connection.execute(insert(schema.watched), [_row(tip, source, moment) for tip in fresh])
        return fresh

    def settle(self, url: str, result: str) -> None:
        """Remember what came of an article; it is not fetched again."""
        with tell_errors(self._address), self._engine.begin() as connection:
            hold_lock(connection)
            moment = self._clock().isoformat()
            table = schema.watched
            connection.execute(update(table).where(table.c.url == url).values(result=result, noted_at=moment))

    def _keep(self, connection: Connection, visit: Visit, moment: str, *, known: bool) -> None:
        table, marks = schema.watched, visit.validators
        values = {"due": visit.due, "etag": marks.etag, "modified": marks.modified, "noted_at": moment}
        if known:
            connection.execute(update(table).where(table.c.url == visit.url).values(values))
        else:
            connection.execute(insert(table).values(url=visit.url, **values))


def _known(connection: Connection, urls: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(urls), _PART):
        part: Iterable[str] = urls[start : start + _PART]
        found.update(connection.scalars(select(schema.watched.c.url).where(schema.watched.c.url.in_(part))))
    return found


def _row(tip: Tip, source: str, moment: str) -> dict[str, str | None]:
    hint = tip.hint
    return {"url": tip.url, "source": source, "title": hint.title, "published": hint.published, "noted_at": moment}
