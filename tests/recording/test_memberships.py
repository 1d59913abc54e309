"""Spells of memberships from claims, case by case."""

import datetime as dt
from typing import Any

import pytest

from comity.edtf import bounds
from comity.recording.claims import Claim
from comity.recording.memberships import resolve_membership
from comity.recording.posts import resolve_post
from comity.recording.spells import Spell, holds


def claim(number: int, status: str, when: str | None = None, known: str = "2020-06-01", **more: Any) -> Claim:
    return Claim(
        statement=f"st-{number}",
        document=f"doc-{known}",
        kind="membership",
        holder="state:AAA",
        body="org:B",
        label=status,
        when=when,
        known=dt.date.fromisoformat(known),
        **more,
    )


def at(spells: list[Spell], day: str) -> list[tuple[str, str, str]]:
    found = ((s.label, s.modality, holds(s.start, s.end, bounds(day))) for s in spells)
    return [item for item in found if item[2] != "no"]


def resolve(*claims: Claim) -> list[Spell]:
    forward, backward = resolve_membership(claims), resolve_membership(claims[::-1])
    assert forward == backward, "the order of arrival does not matter"
    return forward


def test_an_undated_mention_holds_from_its_report_as_last_reported() -> None:
    spells = resolve(claim(1, "observer"))
    assert spells[0].ending == "last-reported"
    assert at(spells, "2020-05-31") == []
    assert at(spells, "2020-06-01") == at(spells, "2030") == [("observer", "actual", "certainly")]


def test_a_year_is_not_its_first_day() -> None:
    spells = resolve(claim(1, "member", "2017/.."))
    assert at(spells, "2016-12-31") == []
    assert at(spells, "2017-01-01") == [("member", "actual", "possibly")]
    assert at(spells, "2018-01-01") == at(spells, "2017") == [("member", "actual", "certainly")]


def test_a_day_sharpens_a_year_without_a_dispute() -> None:
    (spell,) = resolve(claim(1, "member", "2017/.."), claim(2, "member", "2017-06-09/..", "2021-01-01"))
    assert (spell.since, len(spell.datings), len(spell.supports)) == ("2017-06-09", 1, 2)


def test_beginnings_that_differ_are_kept_side_by_side() -> None:
    (spell,) = resolve(
        claim(1, "founder", "2001"),
        claim(2, "founder", "2001", "2021-01-01"),
        claim(3, "founder", "1996", "2022-01-01"),
    )
    assert [dating.edtf for dating in spell.datings] == ["2001", "1996"]
    assert spell.founder
    assert spell.label == "member"


def test_an_observer_who_joins_stops_observing() -> None:
    spells = resolve(claim(1, "observer", "2005-07-05/.."), claim(2, "member", "2017-06-09/.."))
    assert [(s.label, s.until, s.ending) for s in spells] == [
        ("observer", "2017-06-09", "succeeded"),
        ("member", None, "last-reported"),
    ]
    assert at(spells, "2017-06-09") == [("member", "actual", "certainly")]


def test_leaving_and_coming_back_are_two_spells() -> None:
    spells = resolve(
        claim(1, "member", "1994-04-20/1999-04-02"), claim(2, "member", "2006-08-16/2012-12-19", "2021-01-01")
    )
    assert [(s.since, s.until, s.ending) for s in spells] == [
        ("1994-04-20", "1999-04-02", "ended"),
        ("2006-08-16", "2012-12-19", "ended"),
    ]
    assert at(spells, "2003") == []


def test_withdrawal_ends_membership_until_a_dated_return() -> None:
    spells = resolve(
        claim(1, "member", "1975/.."), claim(2, "withdrawn", "1995/.."), claim(3, "member", "2016-07/..", "2021-01-01")
    )
    assert [s.label for s in spells] == ["member", "withdrawn", "member"]


def test_suspension_is_within_and_ends_with_reinstatement() -> None:
    spells = resolve(claim(1, "member", "1970/.."), claim(2, "suspended", "2021-06-01/2022-01-01"))
    assert at(spells, "2021-08-01") == [("suspended", "actual", "certainly")]


def test_planned_never_becomes_fact_by_time_alone() -> None:
    spells = resolve(claim(1, "member", "2021/..", modality="planned"))
    assert at(spells, "2030") == [("member", "planned", "certainly")]


def test_a_plan_holds_until_it_comes_true() -> None:
    spells = resolve(
        claim(1, "member", None, "2022-09-14", modality="planned"), claim(2, "member", "2023-07-04/..", "2024-01-01")
    )
    plan = next(s for s in spells if s.modality == "planned")
    assert (plan.ending, plan.until) == ("fulfilled", "2023-07-04")
    assert at(spells, "2022-10-01") == [("member", "planned", "certainly")]
    assert at(spells, "2024-01-01") == [("member", "actual", "certainly")]


def test_denied_stays_denied_and_marked() -> None:
    spells = resolve(claim(1, "member", modality="denied"))
    assert at(spells, "2021") == [("member", "denied", "certainly")]


def test_a_host_is_host_beside_its_membership() -> None:
    spells = resolve(claim(1, "founder", "2001"), claim(2, "host"))
    assert {label for label, *_ in at(spells, "2020-07-01")} == {"member", "host"}


@pytest.mark.parametrize("status", ["chair", "host"])
def test_after_the_last_report_nobody_knows_whose_turn_it_is(status: str) -> None:
    turn = claim(1, status, "2020-01-01/..")
    (spell,) = resolve_post([turn]) if status == "chair" else resolve(turn)
    assert [holds(spell.start, spell.end, bounds(day)) for day in ("2020-06-01", "2020-06-02", "2026")] == [
        "certainly", "possibly", "possibly",
    ]  # fmt: skip
    assert (spell.until, spell.ending) == (None, "last-reported")


def test_the_register_knows_whose_turn_it_is() -> None:
    (spell,) = resolve_post([claim(1, "chair", "2020-01-01/..", register=True)])
    assert holds(spell.start, spell.end, bounds("2026")) == "certainly"


def test_an_undated_mention_never_lowers_a_standing() -> None:
    spells = resolve(claim(1, "member", "2017-06-09/.."), claim(2, "observer", None, "2019-01-01"))
    assert [s.label for s in spells] == ["member"]
    assert [c.statement for c in spells[0].dissents] == ["st-2"]


def test_said_to_be_a_member_before_joining_is_dissent() -> None:
    (spell,) = resolve(claim(1, "member", None, "2015-01-01"), claim(2, "member", "2017-06-09/.."))
    assert spell.since == "2017-06-09"
    assert [c.statement for c in spell.dissents] == ["st-1"]


@pytest.mark.parametrize(
    ("when", "ending"), [("2001", "unknown"), ("2001/..", "last-reported"), ("2001/2005", "ended")]
)
def test_no_end_has_several_meanings(when: str, ending: str) -> None:
    assert resolve(claim(1, "member", when))[0].ending == ending
