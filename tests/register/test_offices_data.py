"""The shipped offices and holders: valid, connected, free of overlaps, and right where everybody knows the answer."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity import register
from comity.edtf import bounds, is_edtf, start_bounds
from comity.register import Entry, HolderRow, OfficeRow
from comity.register.tables import HOLDERS, OFFICES, PERSON_NAMES, PERSONS, SOURCES, Row, read_table

CASES = Path(__file__).parent / "cases"
ROLE_KINDS = {"head of state", "head of government", "foreign minister", "head", "other"}
CONFIDENCES = {"high", "medium", "low"}


def _holders() -> list[HolderRow]:
    return [
        HolderRow(person, "", office, of, since, until, source, acting == "yes", confidence)
        for person, office, of, since, until, acting, confidence, source in read_table(HOLDERS)
    ]


def _offices() -> list[OfficeRow]:
    return [OfficeRow(*row) for row in read_table(OFFICES)]


def test_dates_are_edtf_and_in_order() -> None:
    for row in (*_holders(), *_offices()):
        assert all(is_edtf(date) for date in (row.since, row.until) if date), row
        if row.since and row.until:
            assert str(bounds(row.since).earliest) <= str(bounds(row.until).latest), row


def test_every_holder_has_a_person_an_office_a_beginning_and_a_source() -> None:
    persons = {row[0] for row in read_table(PERSONS)}
    offices = {(row.of, row.office) for row in _offices()}
    sources = {row[0] for row in read_table(SOURCES)}
    for row in _holders():
        assert row.person in persons, row
        assert (row.of, row.office) in offices, row
        assert row.since, row
        assert set(row.source.split("|")) <= sources, row
        assert row.confidence in CONFIDENCES, row


def test_offices_belong_to_known_states_and_organisations() -> None:
    for row in _offices():
        assert register.entry(row.of), row
        assert row.role_kind in ROLE_KINDS, row
        assert row.office == row.office.lower(), row


def test_persons_are_named_once_and_somebody() -> None:
    identifiers = [row[0] for row in read_table(PERSONS)]
    assert len(identifiers) == len(set(identifiers))
    assert {row[0] for row in read_table(PERSON_NAMES)} <= set(identifiers)
    assert set(identifiers) == {row.person for row in _holders()}


def test_one_office_has_one_holder_at_a_time_unless_it_is_shared() -> None:
    shared = {(of, office) for of, office in _case_rows("shared_offices.csv")}
    spells: dict[tuple[str, str], list[HolderRow]] = defaultdict(list)
    for row in _holders():
        if not row.acting:
            spells[row.of, row.office].append(row)
    assert [pair for slot, rows in spells.items() if slot not in shared for pair in _overlaps(rows)] == []


def _overlaps(rows: list[HolderRow]) -> Iterator[tuple[HolderRow, HolderRow]]:
    """Pairs that certainly overlap: the earlier one ends after the latest day on which the later one can begin."""
    for position, first in enumerate(rows):
        for second in rows[position + 1 :]:
            if _certainly_before(first.since, second.until) and _certainly_before(second.since, first.until):
                yield first, second


def _certainly_before(since: str, until: str) -> bool:
    return not until or str(start_bounds(since).latest) < str(start_bounds(until).earliest)


def _case_rows(name: str) -> list[Row]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split(",")) for line in lines]


@pytest.mark.parametrize(("office", "of", "at", "person"), _case_rows("holders.csv"))
def test_who_held_it(office: str, of: str, at: str, person: str) -> None:
    assert [row.person for row in register.holders(office, of, at)] == person.split()


def test_an_office_is_of_a_kind_only_while_it_is() -> None:
    assert {row.office for row in register.holders("head of government", "state:TUR")} == {
        "president",
        "prime minister",
    }
    assert min(
        row.since for row in register.holders("head of government", "state:TUR") if row.office == "president"
    ) > ("2014")


@pytest.mark.parametrize(("written", "person"), _case_rows("spellings.csv"))
def test_people_are_found_as_the_press_spells_them(written: str, person: str) -> None:
    found = register.match(f"Yesterday {written} arrived.")
    assert [(match.text, match.readings[0].id) for match in found] == [(written, person)]


@pytest.mark.parametrize(
    ("office", "share"), [("head of state", 0.98), ("head of government", 0.97), ("foreign minister", 0.93)]
)
@pytest.mark.parametrize("year", [1995, 2005, 2015, 2025])
def test_nearly_every_state_has_a_known_holder(office: str, share: float, year: int) -> None:
    day = f"{year}-07-01"
    states = [state for state in register.entries("state") if state.kind == "state" and _exists(state, day)]
    known = [state for state in states if register.holders(office, state.id, day)]
    assert len(states) > 190
    assert len(known) >= share * len(states)


@pytest.mark.parametrize(("year", "share"), [(1950, 0.88), (1962, 0.94), (1974, 0.96), (1988, 0.97)])
def test_nearly_every_state_has_a_leader_before_1990(year: int, share: float) -> None:
    day, heads = f"{year}-07-01", ("head of state", "head of government")
    states = [
        state for state in register.entries("state") if state.details.get("cow") and state.since and _exists(state, day)
    ]
    led = [state for state in states if any(register.holders(head, state.id, day) for head in heads)]
    assert len(led) >= share * len(states)


def _exists(state: Entry, day: str) -> bool:
    return state.since < day < (state.until or "9999")
