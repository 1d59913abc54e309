"""Exports as streams: all rows, and an ending that says whether they are all."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.serving.web.api_exports import AT_ONCE
from comity.serving.web.streams import FORMS, TABLES, Limits, stream


def _lines(body: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.splitlines()]


def test_lines_of_json_are_all_statements_and_say_so(browser: TestClient, desk: Desk) -> None:
    answer = browser.get("/api/v1/export/statements.jsonl")
    *rows, end = _lines(answer.text)
    assert end == {"kind": "end", "rows": len(rows), "data_version": desk.data_version()}
    assert int(answer.headers["x-rows"]) == len(rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(desk.document(row["document"]).found for row in rows[:5])


def test_head_tells_how_many_rows_there_are(browser: TestClient, desk: Desk) -> None:
    for form in ("csv", "jsonl"):
        told = browser.head(f"/api/v1/export/documents.{form}")
        assert (told.status_code, told.content) == (200, b"")
        assert told.headers["x-rows"] == str(len(desk.documents()))


def test_csv_holds_the_same_rows(browser: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/api/v1/export/statements.csv?reports_only=true").text)))
    *lines, _ = _lines(browser.get("/api/v1/export/statements.jsonl?reports_only=true").text)
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert rows[0]["evidence"] == json.dumps(lines[0]["evidence"], ensure_ascii=False)


def test_asof_leaves_out_what_came_later(browser: TestClient) -> None:
    *early, _ = _lines(browser.get("/api/v1/export/documents.jsonl?asof=2022-12-31&reports_only=true").text)
    *every, _ = _lines(browser.get("/api/v1/export/documents.jsonl?reports_only=true").text)
    assert len(early) < len(every)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_a_cut_is_told_in_the_last_row(browser: TestClient, table: str, form: str) -> None:
    answer = browser.get(f"/api/v1/export/{table}.{form}?limit=1")
    last = answer.text.splitlines()[-1]
    assert ("ERROR: Cut after 1 rows" in last) if form == "csv" else (json.loads(last)["kind"] == "error")


@pytest.mark.parametrize("form", FORMS)
def test_a_fault_on_the_way_is_told_in_the_last_row(desk: Desk, form: str) -> None:
    def break_off(view: object) -> Iterator[Mapping[str, Any]]:
        yield {"document": "doc-1"}
        raise ValueError("the disk is gone")

    with desk.view() as view:
        body = b"".join(stream(replace(TABLES["documents"], rows=break_off), FORMS[form], view)).decode()
    assert "Cut after 1 rows" in body.splitlines()[-1]
    assert "ValueError" in body.splitlines()[-1]


def test_time_runs_out(desk: Desk) -> None:
    with desk.view() as view:
        body = b"".join(stream(TABLES["statements"], FORMS["jsonl"], view, Limits(seconds=-1))).decode()
    assert "longer than" in body


def test_a_stream_that_ended_makes_room_for_others(browser: TestClient) -> None:
    for _ in range(AT_ONCE + 2):
        assert browser.get("/api/v1/export/documents.csv").status_code == 200


def test_a_date_that_cannot_be_is_said_before_anything_is_sent(browser: TestClient) -> None:
    answer = browser.get("/api/v1/export/documents.csv?asof=31/31/2024")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
