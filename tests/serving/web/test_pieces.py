"""Answers in pieces: the same as whole ones, and a cut is told."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from comity.asking.answer import Answer
from comity.asking.desk import Desk
from comity.serving.delivery import ENCODERS
from comity.serving.options import Format
from comity.serving.pieces import no_formula, write_csv, write_json, write_jsons, write_lines


class Unwritable:
    """What no form has a way to write."""

    def __str__(self) -> str:
        raise ValueError("it has no words")


@pytest.fixture
def broken(desk: Desk) -> Answer[Any]:
    """Rows of which the second cannot be written."""
    whole = desk.members("SCO", at="2024-08-01")
    return replace(whole, rows=(whole.rows[0], replace(whole.rows[1], status=Unwritable())))


def read(pieces: Iterator[bytes]) -> str:
    return b"".join(pieces).decode()


@pytest.mark.parametrize(
    "words",
    [
        "=HYPERLINK(\"https://evil.example\")", "+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "'=1", "''-1",
        "'quoted'", "a=1", "", "1-2", "’=1", "'\t", "–1",
    ],
)  # fmt: skip
def test_no_cell_is_a_formula_and_each_can_be_read_back(words: str) -> None:
    cell = no_formula(words)
    assert isinstance(cell, str)
    assert not re.match(r"\s*[=+\-@]", cell)
    assert not cell.startswith(("\t", "\r"))
    marked = re.match(r"'+(\s*[=+\-@＝＋－＠]|[\t\r\n])", cell)
    assert (cell[1:] if marked else cell) == words


def test_numbers_stay_numbers_in_a_table() -> None:
    assert no_formula(-1.5) == -1.5


def test_what_a_text_says_is_no_formula_in_any_table(desk: Desk) -> None:
    whole = desk.members("SCO", at="2024-08-01")
    answer = replace(whole, rows=(replace(whole.rows[0], name="=cmd|' /C calc'!A0"),))
    (row,) = csv.DictReader(io.StringIO(read(write_csv(answer))))
    assert row["name"] == "'=cmd|' /C calc'!A0"
    assert json.loads(read(write_lines(answer)))["name"] == "=cmd|' /C calc'!A0"


def test_an_object_in_pieces_is_the_answer(desk: Desk) -> None:
    for answer in (desk.members("SCO", at="2024-08-01"), desk.members("SCO", at="1900")):
        assert json.loads(read(write_json(answer))) == answer.to_json()
        assert json.loads(read(write_jsons({"a": answer, "b": answer})))["b"] == answer.to_json()
        assert len(list(write_json(answer))) == len(answer) + 2
        assert ENCODERS[Format.JSONL](answer).count(b"\n") == len(answer)
    assert json.loads(read(write_jsons({}))) == {}


def test_an_object_that_is_cut_says_so(broken: Answer[Any]) -> None:
    got = json.loads(read(write_json(broken)))
    assert len(got["rows"]) == 1
    assert got["error"].startswith("Cut after 1 rows")
    assert got["data_version"] == broken.data_version


def test_lines_and_tables_that_are_cut_say_so(broken: Answer[Any]) -> None:
    last = json.loads(read(write_lines(broken)).splitlines()[-1])
    assert (last["kind"], last["error"][:16]) == ("error", "Cut after 1 rows")
    rows = list(csv.reader(io.StringIO(read(write_csv(broken)))))
    assert rows[-1][0].startswith("ERROR: Cut after 1 rows")
    assert len({len(row) for row in rows}) == 1
