"""Answers: frames with typed columns, also when empty, and plain values for JSON."""

import json

import polars as pl

from comity.asking.answer import Answer, Coverage, Question, statement_ids
from comity.asking.rows import DisputeRow, DocumentRow, Side

COVERAGE = Coverage(2, 2, 9, ("Northern Post",), "2022-01-01", "2022-02-01", register=False)
SIDE = Side("1996", 1, ("Northern Post",), ("A. Scholar",), "reports", ("st-1",))
ROW = DisputeRow("dis-1", "org:SCO", "SCO", "founded", "open", (SIDE, SIDE), ("st-1", "st-2"))


def answer(*rows: DisputeRow) -> Answer[DisputeRow]:
    return Answer(Question("disputes"), DisputeRow, rows, statement_ids(rows), COVERAGE, "1")


def test_frame_rows_carry_statement_ids() -> None:
    frame = answer(ROW).frame()
    assert frame["statements"].to_list() == [["st-1", "st-2"]]
    assert frame["sides"].to_list()[0][0]["value"] == "1996"


def test_an_empty_answer_keeps_its_columns_and_says_what_was_looked_at() -> None:
    empty = answer()
    assert not empty.found
    assert empty.frame().schema == answer(ROW).frame().schema
    assert str(empty.coverage) == "2 documents of 2022-01-01 to 2022-02-01 by Northern Post"


def test_json_is_plain() -> None:
    plain = json.loads(json.dumps(answer(ROW).to_json()))
    assert plain["found"] is True
    assert plain["rows"][0]["sides"][0]["statements"] == ["st-1"]


def test_frame_types_follow_the_row() -> None:
    schema = Answer(Question("documents"), DocumentRow, (), (), COVERAGE, "1").frame().schema
    assert (schema["characters"], schema["statements"]) == (pl.Int64, pl.List(pl.String))
