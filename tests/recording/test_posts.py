"""Spells of offices: holders give way to each other where a post has one holder."""

import datetime as dt
from typing import Any

from comity.edtf import bounds
from comity.recording.claims import Claim
from comity.recording.posts import resolve_post
from comity.recording.spells import holds


def claim(person: str, known: str, when: str | None = None, role: str = "president", **more: Any) -> Claim:
    return Claim(
        statement=f"st-{person}-{known}",
        document=f"doc-{known}",
        kind="office",
        holder=f"person:{person}",
        body="state:AAA",
        label=role,
        when=when,
        known=dt.date.fromisoformat(known),
        **more,
    )


def holders(claims: list[Claim], day: str) -> list[str]:
    spells = resolve_post(claims)
    return sorted(s.holder.removeprefix("person:") for s in spells if holds(s.start, s.end, bounds(day)) != "no")


def test_who_is_reported_later_took_over() -> None:
    claims = [claim("ada", "2016-01-01"), claim("ben", "2024-01-01")]
    assert holders(claims, "2016-01-01") == ["ada"]
    assert holders(claims, "2024-01-01") == ["ben"]


def test_between_two_reports_either_may_hold_it() -> None:
    claims = [claim("ada", "2016-01-01"), claim("ben", "2024-01-01", "2020/..")]
    assert holders(claims, "2020-05-01") == ["ada", "ben"]
    assert holders(claims, "2021-05-01") == ["ben"]


def test_rivals_reported_turn_about_stay_side_by_side() -> None:
    claims = [claim("ada", "2020-01-01"), claim("ben", "2020-02-01"), claim("ada", "2020-03-01")]
    assert holders(claims, "2020-03-01") == ["ada", "ben"]


def test_posts_of_many_holders_do_not_pass_on() -> None:
    claims = [claim("ada", "2016-01-01", role="ambassador"), claim("ben", "2024-01-01", role="ambassador")]
    assert holders(claims, "2024-01-01") == ["ada", "ben"]


def test_a_former_holder_holds_no_more() -> None:
    assert holders([claim("ada", "2024-01-01", "../2017-01-20")], "2024-01-01") == []


def test_a_register_row_without_an_end_gives_way_to_a_newer_report() -> None:
    claims = [claim("ada", "2026-01-01", "2012/..", register=True), claim("ben", "2025-06-01", "2025-05/..")]
    assert holders(claims, "2026-01-01") == ["ben"]


def test_who_was_then_in_office_began_before() -> None:
    register = claim("ada", "2020-01-01", "2018-07-09/2019-07-24", register=True)
    told = claim("ada", "2019-08-16", "2019-07-19")
    spells = resolve_post([register, told])
    assert [(spell.since, len(spell.datings)) for spell in spells] == [("2018-07-09", 1)]
    assert {c.statement for c in spells[0].supports} == {register.statement, told.statement}


def test_a_day_in_office_alone_is_no_beginning() -> None:
    spells = resolve_post([claim("ada", "2019-08-16", "2013")])
    assert spells[0].since is None
    assert holders([claim("ada", "2019-08-16", "2013")], "2013-12-31") == ["ada"]
    assert holders([claim("ada", "2019-08-16", "2013")], "2012-12-31") == []


def test_who_left_and_is_called_by_the_old_title_gives_way_again() -> None:
    claims = [
        claim("ada", "2020-01-01", "1990-04-24/2019-03-20", register=True),
        claim("ben", "2020-01-01", "2019-03-20/..", register=True),
        claim("ada", "2022-01-07"),
        claim("ben", "2024-07-05"),
    ]
    assert holders(claims, "2024-07-05") == ["ben"]
    assert holders(claims[:3], "2024-07-05") == ["ada"], "who returns is believed until a later text names the other"
