"""A record that leaves as lines or as a snapshot and comes into an empty one is there again, row for row."""

import hashlib
import json

import polars as pl
import pytest
from sqlalchemy import select
from tests.conftest import NOON, RUN

from comity.exchanging.lines import read_lines, write_lines
from comity.exchanging.snapshot import read_snapshot, write_snapshot
from comity.exchanging.snapshot_tables import ADDED
from comity.exchanging.taking import take
from comity.model import Document, Reference, Refusal, Relation
from comity.outside import OutsideEvent, OutsideFile, Party
from comity.recording import Run, kept_beside, open_record, outside, schema
from comity.recording.engine import connect_for_reading, opened
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject
from comity.visits import Hint, Tip, Validators, Visit
from comity.votes import Fault, build_votes

SELECTOR, OLDER = Run("selector 1"), Run("reader 0", "register 9", (("model", "small"),))
CHINA, POLICE = Party("state:CHN", "CHN", "CHINA"), Party(None, "RUSCOP", "POLICE", "state:RUS")
EVENTS = [
    OutsideEvent("1", 1, "2024-07-03", "2024-07-04", "CONSULT", "meet", "043", (CHINA,), (POLICE,), mentions=4),
    OutsideEvent("2", 2, "2024-07-03", "2024-07-03", "AID", None, "07", (), (CHINA,), "Astana", -2.5, None, "P", "u:x"),
]
MADE = {"document", "appearance", "statement", "evidence", "party", "judgement", "refusal", "outside_file", "run",
        "outside_event", "outside_party", "happening", "spell", "dispute", "votes", "rollcall", "ballot", "position",
        "watched"}  # fmt: skip
"""Tables that hold something, so that none is compared with nothing."""


CAST = [("1", "state:SUN", 1), ("1", "state:CHN", 3), ("2", "state:RUS", 2), ("2", "state:CHN", 9)]


def some_votes(source):
    """Two roll calls, one of a state that has another name now, the other without a date and with a fault."""
    calls = pl.DataFrame({
        "rollcall": ["1", "2"], "session": [40, 70], "date": ["1985-11-01", None], "title": ["“Peace”", None],
        "symbol": [None, "A/70/1"], "issues": [["nu", "di"], []], "final": [True, False], "recurring": [None, "peace"],
    })  # fmt: skip
    cast = pl.DataFrame(CAST, schema=["rollcall", "state", "vote"], orient="row")
    return build_votes(cast, calls, source, [Fault("2", "the counts differ")])


@pytest.fixture
def full(record, reports, bookshelf):
    """All that a record keeps beside its own documents' statements: judgements, refusals, layers, votes, watches."""
    first, _ = reports
    subjects = [Subject(statement) for statement in first.statements]
    new = Relation(
        document=first.document.id, evidence=first.statements[-1].evidence, relation="ally",
        from_=Reference("state:CHN", "China"), to=Reference("state:RUS", "Russia"),
    )  # fmt: skip
    aside = Document("The cup was won at home.", source="cup.md", publisher="Post", published="2024-05-01")
    warned = Document("Nobody knows when.", source="undated.md", title="“Quoted”")
    with record.writer() as writer:
        writer.add_register(bookshelf)
        writer.add(warned, (), run=OLDER, warnings=["it has no date"], refusals=[
            Refusal("undated.md", "passages", "a table", warned.id)])  # fmt: skip
        writer.set_aside(aside, Refusal("cup.md", "selecting", "no two actors", aside.id), run=SELECTOR)
        writer.meet(Document(aside.text, source="copy.md", publisher="Other"), run=SELECTOR)
        writer.meet(Document(warned.text, source="again.md", published="2024-05-02"), run=OLDER)
        writer.refuse([Refusal("a.pdf", "sources", "no text"), Refusal("b.zip", "sources", "a bomb")], run=RUN)
        for layer, digest in (("gdelt", "a"), ("icews", "b")):
            writer.add_outside(OutsideFile(layer, f"{layer}.csv", digest * 64, "9"), EVENTS)
        for source in ("first.csv", "second.csv"):
            writer.add_votes(some_votes(source), bookshelf)
        points = [("state:CHN", 40, 1, 0.1 + 0.2, 0.5), ("state:RUS", 70, 1, -1e-17, 2.0)]
        names = ["state", "session", "n", "value", "deviation"]
        writer.add_positions(some_votes("first.csv"), pl.DataFrame(points, schema=names, orient="row"), "dynamic 1")
        writer.judge(Judgement("reject", "Ada", "not so", "", (subjects[0],)))
        undone = writer.judge(Judgement("accept", "Ada", "so", "", (subjects[1],)))
        writer.judge(Judgement("undo", "Bo", "not yet", "", withdraws=undone.id))
        writer.judge(Judgement("add", "Bo", "missed", "", made=Subject(new)))
    tips = [Tip("https://example.org/a", Hint("“A”", "2024-07-03")), Tip("https://example.org/b")]
    record.ledger().hear(Visit("https://example.org/feed", 1.7e9 + 0.1, Validators('W/"1"')), tips, "feed")
    record.ledger().settle("https://example.org/b", "read")
    return record


def through_lines(record, place):
    with record.view() as view:
        beside = (view.kept_notes(), view.kept_layers(), view.kept_votes(), view.kept_watches())
        parts = write_lines(view.kept(), view.judgements(), *beside, with_texts=True)
        place.write_bytes(b"".join(parts))
    return read_lines(place)


def through_snapshot(record, place):
    place.mkdir()
    with record.view() as view:
        write_snapshot(view, place, "parquet", with_texts=True)
    return read_snapshot(place)


def all_quoted(record):
    with record.view() as view:
        speakers = ("person:anna-berg", "person:jo-lind")
        return [view.statements_about("quotation", speaker) for speaker in speakers]


def rows_of(address):
    """Every row of every table, without its own number and with what others' numbers stand for."""
    stands_for, found = {}, {}
    with opened(connect_for_reading(address)) as engine, engine.connect() as connection:
        for table in schema.metadata.sorted_tables:
            if table.name == "migration":
                continue
            targets = [next((key.column for key in column.foreign_keys), None) for column in table.columns]
            own = {column.name for column in table.primary_key if not column.foreign_keys}
            rows = []
            for row in connection.execute(select(table)).all():
                values = [
                    value if target is None or value is None else stands_for.get(target, {}).get(value, value)
                    for value, target in zip(row, targets, strict=True)
                ]
                told = {c.name: v for c, v in zip(table.columns, values, strict=True) if c.name not in own}
                rows.append(repr(told))
                for column, value in zip(table.columns, row, strict=True):
                    if column.name in own:
                        name = hashlib.sha256(rows[-1].encode()).hexdigest()
                        stands_for.setdefault(column, {})[value] = name
            found[table.name] = sorted(rows)
    return found


@pytest.mark.parametrize("through", [through_lines, through_snapshot])
def test_a_round_trip_gives_every_row_again_and_twice_is_once(full, tmp_path, through, monkeypatch):
    monkeypatch.setattr(outside, "BATCH", 1)
    monkeypatch.setattr(kept_beside, "AT_ONCE", 1)
    address = str(tmp_path / "other.db")
    with open_record(address, create=True, clock=lambda: NOON) as other:
        for turn in range(2):
            with other.writer() as writer:
                taken = take(through(full, tmp_path / f"out{turn}"), writer)
            assert taken.refusals == []
            assert rows_of(address) == rows_of(full.address)
        with full.view() as one, other.view() as two:
            assert two.refusals() == one.refusals()
            assert two.outside(["gdelt", "icews"], "state:CHN") == one.outside(["gdelt", "icews"], "state:CHN") != []
            assert two.votes().identity == one.votes().identity == some_votes("second.csv").identity
        assert all_quoted(other) == all_quoted(full) != [[], []]
        assert other.ledger().visits() == full.ledger().visits() != []
    assert {name for name, rows in rows_of(address).items() if rows} >= MADE
    assert check_record(address).faults == ()


def test_a_layer_that_is_cut_off_is_left_out_and_can_be_taken_whole_later(full, tmp_path):
    through_lines(full, tmp_path / "whole.jsonl")
    lines = (tmp_path / "whole.jsonl").read_bytes().splitlines(keepends=True)
    *_, last = (place for place, line in enumerate(lines) if b'"kind": "coded-event"' in line)
    (tmp_path / "cut.jsonl").write_bytes(b"".join(lines[:last]))
    with open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON) as other:
        with other.writer() as writer:
            taken = take(read_lines(tmp_path / "cut.jsonl"), writer)
        assert [refusal.reason for refusal in taken.refusals] == [
            "the layer file icews.csv is left out: it breaks off after 1 of 2 events"
        ]
        assert taken.coded == 2
        with other.writer() as writer:
            assert take(read_lines(tmp_path / "whole.jsonl"), writer).coded == 2
    assert rows_of(other.address)["outside_event"] == rows_of(full.address)["outside_event"]


def test_of_a_day_that_is_past_only_what_was_read_leaves(full):
    with full.view(asof="2030-01-01") as view:
        assert (view.kept_notes(), list(view.kept_layers())) == ([], [])
        assert (list(view.kept_votes()), view.kept_watches()) == ([], [])


def test_votes_that_are_cut_off_are_left_out_and_come_in_whole_later(full, tmp_path):
    through_lines(full, tmp_path / "whole.jsonl")
    lines = (tmp_path / "whole.jsonl").read_bytes().splitlines(keepends=True)
    first, second = (place for place, line in enumerate(lines) if b'"kind": "rollcall", "id": "2"' in line)
    (tmp_path / "cut.jsonl").write_bytes(b"".join([*lines[:first], *lines[first + 1 : second]]))
    with open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON) as other:
        with other.writer() as writer:
            taken = take(read_lines(tmp_path / "cut.jsonl"), writer)
        assert [refusal.reason for refusal in taken.refusals] == [
            f"the votes of first.csv are left out: line {first + 1} is no rollcall",
            "the votes of second.csv are left out: it breaks off",
        ]
        assert (taken.rollcalls, taken.watched) == (0, 0)
        with other.writer() as writer:
            taken = take(read_lines(tmp_path / "whole.jsonl"), writer)
        assert (taken.rollcalls, taken.watched, taken.refusals) == (4, 3, [])
    assert rows_of(other.address)["ballot"] == rows_of(full.address)["ballot"]


def test_votes_that_no_record_can_hold_are_left_out_and_the_rest_comes_in(full, tmp_path):
    through_lines(full, tmp_path / "whole.jsonl")
    told = (tmp_path / "whole.jsonl").read_text("utf-8").replace('"rollcall", "id": "2"', '"rollcall", "id": "1"')
    (tmp_path / "twice.jsonl").write_text(
        told.replace('"watched", "url": "https://example.org/b"', '"watched", "url": ""')
    )
    with open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON) as other:
        with other.writer() as writer:
            taken = take(read_lines(tmp_path / "twice.jsonl"), writer)
        assert (taken.rollcalls, taken.watched, taken.coded, len(taken.refusals)) == (0, 2, 4, 3)
        tables = rows_of(other.address)
    assert (tables["votes"], tables["rollcall"], tables["ballot"]) == ([], [], [])


def test_ideal_points_come_in_where_a_record_has_the_votes_but_estimated_none(full, bookshelf, tmp_path):
    with open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON) as other:
        with other.writer() as writer:
            writer.add_votes(some_votes("first.csv"), bookshelf)
            assert take(through_snapshot(full, tmp_path / "out"), writer).rollcalls == 2
        tables = rows_of(other.address)
    assert tables["position"] == rows_of(full.address)["position"]


@pytest.mark.parametrize("version", [1, 2])
def test_a_snapshot_of_an_earlier_version_comes_in(full, tmp_path, version):
    through_snapshot(full, tmp_path / "old")
    path = tmp_path / "old" / "manifest.json"
    manifest = json.loads(path.read_text()) | {"version": version}
    for name in (name for name, since in ADDED.items() if since > version):
        del manifest["files"][name]
        (tmp_path / "old" / f"{name}.parquet").unlink()
    path.write_text(json.dumps(manifest))
    with open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON) as other:
        with other.writer() as writer:
            assert take(read_snapshot(tmp_path / "old"), writer).judgements == 4
        assert all_quoted(other) == all_quoted(full)
