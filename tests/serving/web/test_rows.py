"""Long lists: a page shows some rows and says how many there are; its address and its downloads give all of them."""

from collections import Counter

from fastapi.testclient import TestClient

from comity.serving.web import responses

TABLE = "/members/org:SCO"


def test_a_page_shows_few_rows_and_all_where_its_address_says_so(browser: TestClient, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    held = browser.get(f"{TABLE}.json").json()["rows"]
    by_status = Counter(row["status"] for row in held if row["modality"] == "actual")
    assert max(by_status.values()) > 2
    monkeypatch.setattr(responses, "FEW", 2)
    few, all_of_them = browser.get(f"{TABLE}?rows=").text, browser.get(f"{TABLE}?rows=all").text
    for number in by_status.values():
        assert (f"2 of {number} rows are shown" in few) == (number > 2)
    assert f'href="{TABLE}?rows=all"' in few
    assert "are shown" not in all_of_them
    shown = sum(min(number, 2) for number in by_status.values())
    assert [few.count('<th scope="row">'), all_of_them.count('<th scope="row">')] == [shown, len(held)]
    assert browser.get(f"{TABLE}.json").json()["rows"] == held


def test_documents_come_in_parts_and_downloads_hold_all(browser: TestClient) -> None:
    assert len(browser.get("/documents.json").json()["rows"]) >= 2
    assert "Page" not in browser.get("/documents").text.partition("<main")[2].partition("</main>")[0]
    assert browser.get("/documents?page=7").status_code == 200


def test_the_front_as_of_an_earlier_day_leads_to_the_disputes_of_that_day(browser: TestClient) -> None:
    assert 'href="/disputes?asof=2024-12-31"' in browser.get("/?asof=2024-12-31").text
    assert "/disputes?asof" not in browser.get("/").text
