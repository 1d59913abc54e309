"""The shipped organisations and memberships: valid, connected, one status at a time, and right where all know it."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from comity import register
from comity.edtf import bounds, is_edtf
from comity.register.tables import (
    GROUP_NAMES,
    GROUPS,
    MEMBERSHIPS,
    ORGANISATION_NAMES,
    ORGANISATIONS,
    SOURCES,
    STATUSES,
    Table,
    read_table,
)

CASES = Path(__file__).parent / "cases"


def _cells(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in read_table(table)]


def _case_rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_dates_are_edtf_and_no_spell_ends_before_it_begins() -> None:
    for row in _cells(MEMBERSHIPS):
        assert is_edtf(row["since"]), row
        if row["until"]:
            begins, ends = bounds(row["since"]).earliest, bounds(row["until"]).latest
            assert begins is not None, row
            assert ends is not None, row
            assert begins < ends, row


def test_a_member_has_one_status_at_a_time_in_an_organisation() -> None:
    slots = defaultdict(list)
    for row in _cells(MEMBERSHIPS):
        slots[row["organisation"], row["member"]].append((row["since"], row["until"]))
    for slot, spells in slots.items():
        for (_, until), (since, _) in pairwise(sorted(spells)):
            assert until, (slot, "an open spell is followed by another")
            assert str(bounds(until).earliest) <= str(bounds(since).latest), slot


def test_members_and_organisations_are_known_and_sources_are_listed() -> None:
    sources = {row["id"] for row in _cells(SOURCES)}
    for row in _cells(MEMBERSHIPS):
        assert register.entry(row["organisation"]), row
        assert register.entry(row["member"]), row
        assert set(row["source"].split("|")) <= sources, row


def test_every_status_an_organisation_introduced_is_used_only_while_it_was_valid() -> None:
    valid = {(row["organisation"], row["status"]): row for row in _cells(STATUSES)}
    for row in _cells(MEMBERSHIPS):
        if scheme := valid.get((row["organisation"], row["status"])):
            assert str(bounds(scheme["valid_from"]).earliest) <= str(bounds(row["since"]).latest), row
            if scheme["valid_until"]:
                assert row["until"], row
                assert str(bounds(row["until"]).earliest) <= str(bounds(scheme["valid_until"]).latest), row


@pytest.mark.parametrize("case", _case_rows("memberships.csv"), ids=lambda case: "-".join(case.values()))
def test_status_at(case: dict[str, str]) -> None:
    rows = [row for row in register.members(case["organisation"], case["at"]) if row.member == case["member"]]
    assert [row.status for row in rows] == ([case["status"]] if case["status"] else [])


@pytest.mark.parametrize("case", _case_rows("member_counts.csv"), ids=lambda case: "-".join(case.values()))
def test_number_of_members_at(case: dict[str, str]) -> None:
    rows = [row for row in register.members(case["organisation"], case["at"]) if row.status == case["status"]]
    assert len(rows) == int(case["count"]), sorted(row.member for row in rows)


def test_organisations_are_named_once_and_refer_to_each_other() -> None:
    rows = _cells(ORGANISATIONS)
    identifiers = [row["id"] for row in rows]
    assert len(identifiers) == len(set(identifiers))
    for row in rows:
        for column in ("predecessor", "successor", "parent", "seat"):
            assert not row[column] or register.entry(row[column]), (row["id"], column, row[column])
    assert {row["id"] for row in _cells(ORGANISATION_NAMES)} <= set(identifiers)


def test_successor_and_predecessor_agree() -> None:
    by_id = {row["id"]: row for row in _cells(ORGANISATIONS)}
    for row in by_id.values():
        successor = row["successor"]
        assert not successor or by_id[successor]["predecessor"] in ("", row["id"]) or row["dissolved"], row


def test_groups_are_named_once_and_their_states_are_known() -> None:
    identifiers = [row["id"] for row in _cells(GROUPS)]
    assert len(identifiers) == len(set(identifiers))
    assert {row["id"] for row in _cells(GROUP_NAMES)} == set(identifiers)
    for row in _cells(GROUPS):
        assert all(register.entry(state) for state in filter(None, row["in"].split("|"))), row


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("SCO", "org:SCO"),
        ("Shanghai Cooperation Organization", "org:SCO"),
        ("CEDEAO", "org:ECOWAS"),
        ("MINUSTAH", "org:MINUSTAH"),
        ("OTAN", "org:NATO"),
        ("Arab League", "org:arab-league"),
        ("Turkic Council", "org:OTS"),
        ("South Pacific Forum", "org:PIF"),
        ("Gulf Co-operation Council", "org:GCC"),
        ("Belt and Road", "org:BRI"),
        ("Hizbollah", "group:hezbollah"),
        ("Uighurs", "group:uyghurs"),
        ("Daesh", "group:islamic-state"),
    ],
)
def test_names_lead_to_their_bearer(name: str, identifier: str) -> None:
    assert register.resolve(name)[0].id == identifier


def test_a_state_that_gave_notice_still_counts_as_a_member() -> None:
    georgia = next(row for row in register.members("CIS", "2008-12-01") if row.member == "state:GEO")
    assert register.standings()[georgia.status].counts_as == "member"
    assert register.standings()[georgia.status].keeps


def test_every_status_in_use_is_explained() -> None:
    assert {row["status"] for row in _cells(MEMBERSHIPS)} <= set(register.standings())


def test_a_row_keeps_what_its_dates_leave_out() -> None:
    britain = next(row for row in register.members("EU", "2019-01-01") if row.member == "state:GBR")
    assert britain.status == "member"
    assert "Article 50" in britain.note
