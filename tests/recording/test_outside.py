"""Events that others coded: kept once, seen by layer, actor, day and both clocks, and counted nowhere."""

import datetime as dt
from typing import Any

import pytest

from comity.edtf import Bounds
from comity.outside import OutsideEvent, OutsideFile, Party
from comity.recording import Record, open_record

GDELT = OutsideFile("gdelt", "20240705.export.CSV", "a" * 64, "1")
CHINA, RUSSIA = Party("state:CHN", "CHN", "CHINA"), Party("state:RUS", "RUSGOV", "RUSSIA")
NOBODY = Party(None, "COP", "POLICE")


def event(id: str, day: str, *actors: Party, **more: Any) -> OutsideEvent:
    return OutsideEvent(id, int(id), day, more.pop("known", day), "CONSULT", "meet", "043", actors, **more)


EVENTS = [
    event("1", "2024-07-03", CHINA, RUSSIA, mentions=40),
    event("2", "2024-07-04", CHINA, recipients=(NOBODY,), intensity=-2.0, place="Astana", url="https://example.org/a"),
    event("3", "2024-07-05", RUSSIA, known="2024-07-09"),
]


@pytest.fixture
def layered(record: Record) -> Record:
    with record.writer() as writer:
        done = writer.add_outside(GDELT, EVENTS)
    assert done is not None
    assert (done.taken, done.repeated) == (3, 0)
    return record


def ids(
    record: Record, *who: str, layers: tuple[str, ...] = ("gdelt",), asof: str | None = None, **more: Any
) -> list[str]:
    with record.view(asof=asof) as view:
        return [found.event.id for found in view.outside(layers, *who, **more)]


def test_what_goes_in_comes_out(layered: Record) -> None:
    with layered.view() as view:
        found = [*view.outside(["gdelt"], "state:CHN"), *view.outside(["gdelt"], "state:RUS")[1:]]
        (file,) = view.layers()
    assert [one.event for one in found] == EVENTS
    assert {(one.layer, one.source) for one in found} == {("gdelt", GDELT.source)}
    assert (file.events, file.sha256) == (3, GDELT.sha256)


def test_asked_by_actor_day_layer_and_clock(layered: Record) -> None:
    assert ids(layered, "state:CHN", "state:RUS") == ["1"]
    assert ids(layered, "state:CHN", "state:USA") == []
    assert ids(layered, "state:CHN", layers=("icews",)) == []
    assert ids(layered, "state:CHN", limit=1) == ["2"]
    assert ids(layered, "state:CHN", within=Bounds(None, dt.date(2024, 7, 3))) == ["1"]
    assert ids(layered, "state:RUS", asof="2024-07-08") == ["1"]


def test_the_same_file_and_the_same_event_are_kept_once(layered: Record) -> None:
    other = OutsideFile("gdelt", "later.CSV", "b" * 64, "1")
    with layered.writer() as writer:
        assert writer.add_outside(GDELT, EVENTS) is None
        done = writer.add_outside(other, [EVENTS[1], event("4", "2024-07-06", CHINA)])
    assert done is not None
    assert (done.taken, done.repeated) == (1, 1)
    assert ids(layered, "state:CHN") == ["1", "2", "4"]


def test_nothing_else_sees_them(record: Record) -> None:
    def tell() -> list[Any]:
        with record.view("2024-08-01") as view:
            return [view.happenings("state:CHN"), view.looked(), view.documents(), list(view.kept()), view.stock()]

    before = tell()
    with record.writer() as writer:
        writer.add_outside(GDELT, EVENTS)
    assert tell() == before


def test_a_file_that_breaks_off_leaves_nothing(record: Record) -> None:
    def broken() -> Any:
        yield EVENTS[0]
        raise OSError("gone")

    with record.writer() as writer, pytest.raises(OSError, match="gone"):
        writer.add_outside(GDELT, broken())
    with open_record(record.address) as again:
        assert ids(again, "state:CHN") == []
