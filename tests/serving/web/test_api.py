"""The API: the desk's questions with the desk's arguments, page by page."""

import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.serving.web.api import QUESTIONS


def test_rows_are_those_of_the_desk(browser: TestClient, desk: Desk) -> None:
    got = browser.get("/api/v1/members", params={"organisation": "SCO", "at": "2024-08-01"}).json()
    asked = desk.members("SCO", at="2024-08-01")
    assert got["rows"] == asked.records()
    assert got["total"] == len(asked)
    assert got["question"] == {"name": "members", "arguments": dict(asked.question.arguments)}


def test_pages_add_up(browser: TestClient) -> None:
    whole = browser.get("/api/v1/members", params={"organisation": "SCO"}).json()
    rows, cursor = [], ""
    for _ in range(whole["total"]):
        part = browser.get("/api/v1/members", params={"organisation": "SCO", "limit": 3, "cursor": cursor}).json()
        rows += part["rows"]
        cursor = part["next"]
        if not cursor:
            break
    assert rows == whole["rows"]


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzEsICJvdGhlciJd", "WyJhIiwgMV0", "é"])
def test_a_cursor_of_other_data_is_refused(browser: TestClient, cursor: str) -> None:
    answer = browser.get("/api/v1/members", params={"organisation": "SCO", "cursor": cursor})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "cursor" in answer.json()["detail"]


def test_a_cursor_of_another_question_is_refused(browser: TestClient) -> None:
    first = browser.get("/api/v1/members", params={"organisation": "SCO", "limit": 1}).json()
    for asked in ({"organisation": "SCO", "at": "2010"}, {"organisation": "CIS"}):
        answer = browser.get("/api/v1/members", params={**asked, "cursor": first["next"]})
        assert (answer.status_code, "another question" in answer.json()["detail"]) == (400, True)


def test_head_tells_what_get_would(browser: TestClient) -> None:
    asked = "/api/v1/members?organisation=SCO"
    got = browser.get(asked)
    for told in (browser.head(asked), browser.head(f"{asked}&at=2020")):
        assert (told.status_code, told.content) == (200, b"")
        assert told.headers["etag"].startswith('W/"')
    assert browser.head(asked).headers["etag"] == got.headers["etag"]
    assert browser.head("/api/v1/members?organisation=Nowhere").status_code == 404


def test_nothing_found_comes_with_coverage(browser: TestClient) -> None:
    got = browser.get("/api/v1/timeline", params={"actor": "Fiji"}).json()
    assert got["found"] is False
    assert got["coverage"]["documents"] == 2


def test_problems_are_problem_documents(browser: TestClient) -> None:
    answer = browser.get("/api/v1/members", params={"organisation": "Shanghai Cooperation Organization X"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["nearest"]
    assert browser.get("/api/v1/members").status_code == 422
    assert browser.get("/api/v1/members", params={"organisation": "SCO", "limit": 0}).status_code == 422


def test_the_description_names_every_question(browser: TestClient) -> None:
    described = browser.get("/api/v1/openapi.json").json()
    operations = {operation["operationId"] for path in described["paths"].values() for operation in path.values()}
    assert {*QUESTIONS, "ask", "measures", "measure"} <= operations
    for name in QUESTIONS:
        answer = described["paths"][f"/api/v1/{name}"]["get"]["responses"]
        for status in ("400", "401", "404", "414", "422", "429", "503"):
            content = answer[status]["content"]
            assert set(content) == {"application/problem+json"}
            assert content["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_ask_says_what_was_run(browser: TestClient) -> None:
    got = browser.get("/api/v1/ask", params={"question": "Who were the members of the SCO in 2019?"}).json()
    assert got["question"]["name"] == "members"
    assert got["rows"]


def test_a_question_of_the_api_takes_no_part_of_an_answer_but_a_page(browser: TestClient) -> None:
    paths = browser.get("/api/v1/openapi.json").json()["paths"]
    taken = {given["name"] for name in QUESTIONS for given in paths[f"/api/v1/{name}"]["get"]["parameters"]}
    assert not taken & {"first", "last", "part"}
    assert browser.get("/api/v1/offices", params={"of": "China", "first": "-1"}).status_code == 200


@pytest.mark.parametrize("asked", [("members", {"organisation": "SCO"}), ("ask", {"question": "Who chairs the SCO?"})])
def test_every_question_is_asked_of_the_record_as_it_was_at_a_moment(
    browser: TestClient, asked: tuple[str, dict[str, str]]
) -> None:
    name, given = asked
    now = browser.get(f"/api/v1/{name}", params=given).json()
    later = browser.get(f"/api/v1/{name}", params={**given, "recorded": "2999-01-01"}).json()
    before = browser.get(f"/api/v1/{name}", params={**given, "recorded": "2001-01-01", "reports_only": "true"}).json()
    assert later["rows"] == now["rows"]
    assert now["rows"]
    assert before["rows"] == []


def test_a_moment_that_is_none_is_refused_in_words(browser: TestClient) -> None:
    answer = browser.get("/api/v1/members", params={"organisation": "SCO", "recorded": "not a moment"})
    assert answer.status_code == 400
    assert "not a moment" in answer.json()["detail"]
