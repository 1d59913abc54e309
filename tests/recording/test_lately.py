"""What was told of an actor last: found in one question, the same as when each part is asked for by itself."""

import pytest
from tests.conftest import Bookshelf

from comity.recording import Record
from comity.recording.engine import connect_for_reading, opened
from comity.recording.lately import lately_told
from comity.recording.scope import Scope
from comity.recording.sight import Sight

ACTORS = ("org:SCO", "state:CHN", "state:KAZ", "person:xi-jinping", "person:nobody")
SINCE_EVER = "0001-01-01"


@pytest.mark.parametrize("limit", [1, 3, 200])
@pytest.mark.parametrize("with_register", [False, True])
def test_the_last_statements_are_those_of_every_part(
    record: Record, bookshelf: Bookshelf, limit: int, with_register: bool
) -> None:
    if with_register:
        with record.writer() as writer:
            writer.add_register(bookshelf)  # type: ignore[arg-type]
    with opened(connect_for_reading(record.address)) as engine, engine.connect() as connection:
        for actor in ACTORS:
            sight = Sight(connection, Scope())
            quick = lately_told(sight, (actor,), since=None, limit=limit)
            assert quick == lately_told(sight, (actor,), since=SINCE_EVER, limit=limit)
            assert bool(quick) == (actor != "person:nobody")
            assert not any(told.document.register for told in quick)


def test_spells_of_pairs_are_those_of_each(record: Record) -> None:
    with record.view() as view:
        pairs = {(spell.holder, spell.body) for spell in view.spells("membership")} | {("state:CHN", "org:nothing")}
        found = view.spells_of("membership", pairs)
        assert found == {(holder, body): view.spells("membership", holder=holder, body=body) for holder, body in pairs}
        assert sum(map(bool, found.values())) > 3
