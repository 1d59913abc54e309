"""Which reports tell one happening, and what became of plans."""

import datetime as dt
import random
from typing import Any

import pytest

from comity.recording.happenings import Report, resolve_happenings, window

NUMBERS = iter(range(10_000))


def report(actors: str, recipients: str = "", known: str = "2022-09-14", **more: Any) -> Report:
    number = next(NUMBERS)
    given = {"type": "CONSULT", "mode": None, "modality": "actual", "where": None, "when": None} | more
    day = dt.date.fromisoformat(known)
    opens, closes = window(given["when"], given["modality"], day)
    return Report(
        statement=f"st-{number:05}",
        key=number,
        document=f"doc-{number}",
        actors=frozenset(actors.split()),
        recipients=frozenset(recipients.split()),
        known=day,
        opens=opens,
        closes=closes,
        **given,
    )


def sizes(*reports: Report) -> list[int]:
    found = resolve_happenings(reports)
    mixed = list(reports)
    random.Random(1).shuffle(mixed)
    assert {h.id for h in resolve_happenings(mixed)} == {h.id for h in found}, "order of arrival does not matter"
    return sorted(len(happening.reports) for happening in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report("CHN RUS"), report("RUS CHN", known="2022-09-16")),
        (report("CHN RUS"), report("CHN", "RUS")),
        (report("CHN RUS", when="2022-09-15"), report("CHN RUS KAZ", when="2022-09")),
        (report("CHN RUS", mode="meet"), report("CHN RUS")),
        (report("CHN RUS", where="place:samarkand"), report("CHN RUS", where="state:UZB")),
        (report("RUS", "UKR", type="ASSAULT", when="2022"), report("RUS", "UKR", type="ASSAULT", when="2022")),
    ],
)
def test_joined(one: Report, other: Report) -> None:
    assert sizes(one, other) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report("CHN RUS"), report("CHN RUS", type="AGREE")),
        (report("CHN RUS"), report("CHN IND")),
        (report("CHN RUS"), report("CHN RUS", known="2022-12-01")),
        (report("CHN RUS", modality="planned"), report("CHN RUS")),
        (report("CHN RUS", mode="visit"), report("CHN RUS", mode="phone")),
        (report("CHN RUS", where="place:samarkand"), report("CHN RUS", where="place:astana")),
        (report("RUS", "UKR", type="ACCUSE"), report("UKR", "RUS", type="ACCUSE")),
        (report("CHN"), report("CHN")),
        (report("CHN RUS", when="2022"), report("CHN RUS", when="2022-09-15")),
    ],
)
def test_kept_apart(one: Report, other: Report) -> None:
    assert sizes(one, other) == [1, 1]


def test_one_text_tells_two_things_as_two() -> None:
    first = report("CHN RUS")
    second = Report(**{**{n: getattr(first, n) for n in Report.__slots__}, "statement": "st-x", "key": 99_999})
    assert sizes(first, second) == [1, 1]


def test_a_plan_is_linked_with_what_became_of_it() -> None:
    plan = report("CHN RUS", modality="planned", known="2022-09-10")
    done = report("CHN RUS", known="2022-09-16")
    missed_plan = report("IND SCO", modality="planned", known="2024-07-01")
    missed = report("IND", "SCO", modality="denied", known="2024-07-04")
    open_plan = report("FRA DEU", modality="planned", known="2024-07-01")
    outcomes = {h.head.statement: h.outcome for h in resolve_happenings([plan, done, missed_plan, missed, open_plan])}
    assert outcomes == {
        plan.statement: "fulfilled",
        done.statement: "as-planned",
        missed_plan.statement: "missed",
        missed.statement: None,
        open_plan.statement: "unknown",
    }
