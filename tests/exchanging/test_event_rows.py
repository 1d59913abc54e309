"""Happenings as rows and networks for others: plans as PLOVER codes them, reciprocal ones both ways, no denials."""

import csv
import dataclasses
import datetime as dt

import networkx as nx
import polars as pl
import pytest

from comity.edtf import bounds
from comity.exchanging.event_rows import OURS, event_types, intensity, write_cameo, write_plover
from comity.exchanging.happened import cow_codes, happened
from comity.exchanging.networks import build_network, to_gexf, to_graphml
from comity.exchanging.panels import membership_years, write_panels
from comity.exchanging.polecat import COLUMNS, read_polecat
from comity.model import EVENT_TYPES, Refusal
from comity.outside import OutsideEvent
from comity.recording.claims import Claim
from comity.recording.memberships import resolve_membership
from comity.recording.summaries import summarise_spell


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


@pytest.fixture
def view(empty, story, run):
    told = story("China met Russia. India will visit Japan. Iran did not meet Iraq. China aided India.", "2023-05-02")
    told.event("China met Russia", "CONSULT", "state:CHN, state:RUS", mode="meet", when="2023-05-01")
    told.event("India will visit Japan", "CONSULT", "state:IND", "state:JPN", modality="planned", mode="visit")
    told.event("Iran did not meet Iraq", "CONSULT", "state:IRN, state:IRQ", modality="denied")
    told.event(
        "China aided India", "AID", "person:xi-jinping for state:CHN", "state:IND", when="2023-05", confidence=0.9
    )
    told.membership("India", "state:IND", "org:SCO", "member", when="2017-06-09/..")
    with empty.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    with empty.view(at="2019-03-01") as view:
        yield view


def rows(lines):
    return list(csv.DictReader(b"".join(lines).decode().splitlines(), delimiter="\t"))


def test_plover_rows(view, register):
    found = {row["Event Type"]: row for row in rows(write_plover(happened(view), cow_codes(register)))}
    assert sorted(found) == ["AGREE", "AID", "CONSULT"]
    assert (found["CONSULT"]["Actor Country"], found["CONSULT"]["Recipient Country"]) == ("CHN; RUS", "")
    assert (found["AGREE"]["Event Mode"], found["AGREE"]["Recipient COW"]) == ("", "740")
    assert (found["AID"]["Actor Name"], found["AID"]["Actor COW"]) == ("Xi Jinping", "710")
    assert {row["Event Type"]: row["Confidence"] for row in found.values()} == {
        "AGREE": "0.5",
        "AID": "0.9",
        "CONSULT": "0.5",
    }


def test_plover_rows_have_polecats_columns_in_its_order_and_its_intensity(view, register):
    lines = list(write_plover(happened(view), cow_codes(register)))
    header = lines[0].decode().rstrip("\n").split("\t")
    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    found = {row["Event Type"]: row["Intensity"] for row in rows(lines)}
    assert found == {"AGREE": "2.5", "AID": "10", "CONSULT": "2.5"}


@pytest.mark.parametrize("write", [write_plover, write_cameo])
def test_a_date_that_is_no_day_stands_beside_an_empty_day(view, register, write):
    dates = {(row["Event Date"], row["Date EDTF"]) for row in rows(write(happened(view), cow_codes(register)))}
    assert ("2023-05-01", "2023-05-01") in dates
    assert all(day in ("", edtf) for day, edtf in dates)
    assert any(edtf and not day for day, edtf in dates)


def test_every_type_and_mode_has_an_intensity():
    assert all(-10 <= float(intensity(type, None)) <= 10 for type in EVENT_TYPES)
    assert (intensity("CONSULT", "visit"), intensity("ASSAULT", "aerial")) == ("4", "-9.5")
    assert intensity("CONSULT", "meet") == intensity("CONSULT", None)


def test_what_is_written_as_plover_comes_in_as_polecat(view, register, tmp_path):
    (tmp_path / "events.tsv").write_bytes(b"".join(write_plover(happened(view), cow_codes(register))))
    found = list(read_polecat(tmp_path / "events.tsv", register))
    assert {(event.type, event.intensity) for event in found if isinstance(event, OutsideEvent)} == {
        ("CONSULT", 2.5),
    }
    assert {type(one) for one in found} == {OutsideEvent, Refusal}, "rows without a day are refused"


def test_cameo_rows_go_both_ways(view, register):
    found = rows(write_cameo(happened(view), cow_codes(register)))
    assert [
        (row["Source Country"], row["CAMEO Code"], row["Target Country"]) for row in found if row["CAMEO Code"] == "04"
    ] == [
        ("CHN", "04", "RUS"),
        ("RUS", "04", "CHN"),
    ]


def test_every_type_has_a_root(register):
    assert [row["type"] for row in event_types()] == list(EVENT_TYPES)


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_networks_can_be_read_again(view, register, tmp_path, write):
    (tmp_path / "net").write_bytes(write(build_network(happened(view), register)))
    graph = (nx.read_graphml if write is to_graphml else nx.read_gexf)(tmp_path / "net")
    assert graph.has_edge("state:CHN", "state:IND")
    assert graph.number_of_edges() == 6


def test_panels_and_their_codebook(view, register, tmp_path):
    counts = write_panels(view, tmp_path, register)
    days = pl.read_csv(tmp_path / "dyad_day.csv")
    years = pl.read_csv(tmp_path / "membership_year.csv")
    assert days.select("date", "actor", "recipient").rows() == [
        ("2023-05-01", "CHN", "RUS"),
        ("2023-05-01", "RUS", "CHN"),
    ]
    assert years.select("year", "member_cow").rows() == [(2017, 750), (2018, 750), (2019, 750)]
    assert counts == {"dyad_day": 2, "membership_year": 3}
    columns = pl.read_csv(tmp_path / "codebook.csv").group_by("table", maintain_order=True).agg("column").rows()
    assert columns == [
        ("dyad_day", days.columns), ("membership_year", years.columns),
        ("plover", ["Event Date", *OURS]), ("cameo", ["Event Date", *OURS]),
    ]  # fmt: skip
    assert "| actor_cow |" in (tmp_path / "codebook.md").read_text("utf-8")


def test_no_year_after_the_last_report_is_certain():
    told = {"kind": "membership", "holder": "person:ann", "body": "org:CLUB", "label": "member", "when": "2017/.."}
    claim = Claim("st-1", "doc-1", known=dt.date(2019, 5, 1), **told)
    for register, certain in ((False, [True, True, False, False]), (True, [True] * 4)):
        spells = map(summarise_spell, resolve_membership([dataclasses.replace(claim, register=register)]))
        years = membership_years(spells, {}, bounds("2021")).filter(pl.col("year") > 2017)
        assert years["certain"].to_list() == certain
