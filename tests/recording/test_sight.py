"""What a view reads by: each actor is looked up once, and what does not count is left out of scenes."""

from sqlalchemy import event

from comity.recording import Record
from comity.recording.engine import connect_for_reading, opened
from comity.recording.scenes import load_scenes
from comity.recording.scope import Scope
from comity.recording.sight import Sight


def test_each_actor_is_looked_up_once(record: Record) -> None:
    asked: list[str] = []
    with opened(connect_for_reading(record.address)) as engine, engine.connect() as connection:
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        sight = Sight(connection, Scope())
        first = sight.numbers(["org:SCO", "nobody", "state:IRN"])
        assert sight.numbers(["state:IRN", "nobody", "org:SCO"]) == first[::-1]
        assert first[1] is sight.number("nobody") is None
        assert None not in (first[0], first[2])
    assert sum("FROM actor" in question for question in asked) == 1


def test_scenes_of_texts_that_do_not_count_are_left_out(record: Record) -> None:
    with record.view("2023-01-01") as view:
        ids = [happening.head for happening in view.happenings()]
    with opened(connect_for_reading(record.address)) as engine, engine.connect() as connection:
        assert load_scenes(connection, ids, Scope()).keys() == set(ids) != set()
        assert load_scenes(connection, ids, Scope(known="1900-01-01")) == {}
