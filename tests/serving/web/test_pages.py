"""Every page: whole without script, linked to its sentences, equal to its downloads, and calm about rubbish."""

import csv
import html
import io
import json
import re

import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.serving.web.cells import link
from comity.serving.web.pages import PAGES

SHOWN = [
    "/", "/coverage", "/refusals", "/documents", "/actor/KAZ", "/actor/org:SCO", "/actor/Xi Jinping", "/members/SCO",
    "/pair/CHN/RUS", "/timeline", "/timeline?actor=China&other=Russia", "/changes", "/changes?actor=SCO&since=2020",
    "/quotes", "/quotes?speaker=Anna Berg", "/disputes", "/disputes?about=SCO", "/search", "/search?q=members",
    "/brief/SCO?since=2020", "/brief/KAZ", "/watch/SCO", "/watch/CHN/RUS", "/judgements",
    "/measures", "/measures/overlap", "/network", "/studies", "/studies/voting-with-china",
    "/map", "/map?organisation=SCO", "/check", "/read", "/ask",
    "/ask?q=Who were the members of the SCO in 2019?",
]  # fmt: skip


@pytest.mark.parametrize("url", SHOWN)
def test_a_page_is_whole(browser: TestClient, url: str) -> None:
    answer = browser.get(url)
    assert answer.status_code == 200
    page = answer.text
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+</title>", page)
    assert '<meta name="description" content="' in page
    assert 'lang="en"' in page
    assert "style=" not in page
    assert "<script>" not in page
    assert not re.search(r'(?:src|action)="(?!/)', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_one_is_in_is_marked_among_the_pages(browser: TestClient) -> None:
    assert '<a href="/measures" aria-current="page">' in browser.get("/measures/overlap").text


def test_every_page_is_tried(desk: Desk) -> None:
    kinds = {address.partition("?")[0].split("/")[1] for address in SHOWN}
    assert {path.split("/")[1] for path, _ in PAGES} - kinds <= {"document", "statement", "sentences", "why"}


def test_from_a_state_to_its_sentence_in_the_document(browser: TestClient) -> None:
    members = browser.get("/members/SCO?reports_only=yes").text
    sentences = browser.get(re.findall(r'class="evidence" href="([^"]+)"', members)[0]).text
    assert "<mark>set up in 2001 by China, Russia and Kazakhstan</mark>" in sentences
    address = re.findall(r'href="(/document/[^"]+)"', sentences)[0]
    path, _, place = address.partition("#")
    assert f'id="{place.replace("at-", "p-")}"' in browser.get(path).text or f'id="{place}"' in browser.get(path).text


def test_why_says_on_what_grounds(browser: TestClient) -> None:
    timeline = browser.get("/timeline?actor=China").text
    page = browser.get(re.findall(r'class="why" href="([^"]+)"', timeline)[0]).text
    assert '<p class="ground">' in page
    assert "<mark>" in page


def test_the_time_machine_moves_both_clocks(browser: TestClient) -> None:
    assert "Belarus" in browser.get("/members/SCO?reports_only=yes").text
    assert "Belarus" not in browser.get("/members/SCO?reports_only=yes&asof=2022-09-20").text
    planned = browser.get("/members/SCO?at=2023-12-31&asof=2022-09-20&reports_only=yes").text
    assert re.search(r"Iran.*?modality planned", planned, re.DOTALL)


def test_an_empty_field_is_no_date_and_no_part_of_what_is_cited(browser: TestClient) -> None:
    answer = browser.get("/members/SCO?at=2018&asof=")
    assert answer.status_code == 200
    assert '<meta property="og:url" content="http://testserver/members/SCO?at=2018">' in answer.text


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "parquet", "bib", "ris", "csl.json"])
@pytest.mark.parametrize("page", ["/members/SCO", "/actor/org:SCO", "/pair/CHN/RUS"])
def test_downloads_carry_name_and_type(browser: TestClient, page: str, form: str) -> None:
    answer = browser.get(f"{page}.{form}")
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="comity-[a-z0-9-]+\.[a-z.]+"', answer.headers["content-disposition"])
    assert answer.content


def test_the_export_equals_the_screen(browser: TestClient, desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/members/SCO.csv?at=2024-08-01").text)))
    shown = browser.get("/members/SCO?at=2024-08-01").text
    assert len(rows) == len(desk.members("SCO", at="2024-08-01")) == shown.count('<th scope="row">')
    assert f"All {len(rows)} rows:" in shown


def test_downloads_of_other_data_have_other_names(browser: TestClient) -> None:
    names = {browser.get(f"/members/SCO.csv?at={at}").headers["content-disposition"] for at in ("2002", "2024")}
    assert len(names) == 2


def test_an_unknown_form_is_said(browser: TestClient) -> None:
    answer = browser.get("/members/SCO.xlsx")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("/actor/Nowherestan", 404, "No actor is known by the name"),
        ("/members/SCO?at=31/31/2024", 400, "31/31/2024"),
        ("/document/doc-0000", 404, "No document"),
        ("/statement/st-0000", 404, "No statement"),
        ("/sentences/zzz", 404, "None of these ids"),
        ("/nothing", 404, "Not found"),
        ("/ask?q=What is love?", 404, "cannot be asked"),
        (f"/search?q={'x' * 600}", 422, "q:"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(browser: TestClient, url: str, status: int, said: str) -> None:
    answer = browser.get(url)
    assert answer.status_code == status
    assert said in answer.text
    assert "Traceback" not in answer.text


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE statement; --", "../../etc/passwd",
    'NEAR(a b) OR "', "\u202egnirts", "%00", "a\r\nSet-Cookie: x=1", "{{ 7*7 }}", "*", '"', "(", "x" * 400,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("page", ["/search?q=", "/quotes?about=", "/timeline?actor=", "/ask?q="])
def test_hostile_words_are_shown_harmlessly(browser: TestClient, page: str, words: str) -> None:
    address, _, name = page.partition("?")
    answer = browser.get(address, params={name.rstrip("="): words})
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text.replace('<img src="/static/icon', "")
    assert "set-cookie" not in answer.headers


def test_you_have_it_already(browser: TestClient) -> None:
    first = browser.get("/members/SCO")
    again = browser.get("/members/SCO", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    other = browser.get("/members/SCO?at=2010", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_pages_keep_to_themselves(browser: TestClient) -> None:
    policy = browser.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_another_host_name_is_turned_away(browser: TestClient) -> None:
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_address_that_is_too_long_is_turned_away(browser: TestClient) -> None:
    assert browser.get("/search", params={"q": "x" * 9000}).status_code == 414


def test_an_actor_page_shows_what_sources_say_of_it(browser: TestClient) -> None:
    page = browser.get("/actor/org:SCO").text
    section = page.partition('<h2 id="facts">')[2].partition("</section>")[0]
    for words in ("founded", "1996", "Jo Lind", "others say 1996", "register: 15 June 2001", "Beijing"):
        assert words in section
    assert '<h2 id="ties">' not in page, "no text tells a tie"


def test_a_state_goes_by_its_full_name_and_by_the_codes_of_others(browser: TestClient) -> None:
    head = browser.get("/actor/state:CHN").text.partition('<header class="title">')[2].partition("</header>")[0]
    for words in (
        "Also <span>People’s Republic of China".replace("’", "&#39;"),
        "<code>CN CHN</code>",
        "COW",
        "Beijing",
    ):
        assert words in head
    assert head.casefold().count("mainland china") <= 1
    ended = browser.get("/actor/state:SUN").text
    assert "30 December 1922 to 26 December 1991" in ended


def test_a_page_says_what_it_looked_for_in_vain(browser: TestClient) -> None:
    assert "Looked for and not found on Tuvalu: " in browser.get("/actor/state:TUV").text


def test_a_register_tells_who_joined_and_left(browser: TestClient) -> None:
    told = {at: browser.get(f"/members/SCO?at={at}").text.partition('<h2 id="moves">')[2] for at in ("2024-08", "2018")}
    joined = r"</time></span> <span><a [^>]*>Belarus</a> joined "
    assert re.search(joined, told["2024-08"])
    assert told["2018"]
    assert not re.search(joined, told["2018"])


def test_the_table_of_a_timeline_holds_every_row_of_its_drawing(browser: TestClient) -> None:
    page = browser.get("/timeline?actor=China").text
    table = html.unescape(re.findall(r'<a href="([^"]+)"[^>]*>Table</a>', page)[0])
    drawn = re.findall(r'<a href="(?:#|/why/)(hp-[0-9a-f]+)"><title>', page)
    assert drawn
    assert sorted(re.findall(r'<tr id="(hp-[0-9a-f]+)"', browser.get(table).text)) == sorted(drawn)


@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("/actor/Nowherestan", "/search?q=Nowherestan"),
        ("/timeline?actor=Nowherestan", "/search?q=Nowherestan"),
        ("/old/kazakh-summit", "/search?q=kazakh+summit"),
        ("/members/SCO?at=yesterdayish", "/members/SCO"),
    ],
)
def test_a_page_that_cannot_be_shown_leads_on(browser: TestClient, url: str, way: str) -> None:
    assert f'<a href="{way}">' in browser.get(url).text.partition("<main")[2]


def test_a_disputed_statement_shows_both_sides(browser: TestClient, desk: Desk) -> None:
    (dispute,) = (row for row in desk.disputes("SCO").rows if row.what == "founded")
    for path in ("statement", "sentences"):
        told = browser.get(f"/{path}/{dispute.statements[0]}").text.partition('<h2 id="opposed">')[2]
        assert all(f"<strong>{side.value}" in told for side in dispute.sides), path
    assert 'id="opposed"' not in browser.get(f"/statement/{desk.members('SCO').rows[0].statements[0]}").text


def test_json_of_a_composite_page_has_all_its_answers(browser: TestClient) -> None:
    answers = json.loads(browser.get("/actor/org:SCO.json").text)
    assert {"members", "memberships", "offices", "facts", "ties", "happenings", "quotes", "disputes"} == set(answers)


@pytest.mark.parametrize("page", ["/actor/Xi Jinping", "/disputes?about=Iran", "/timeline?actor=Nepal"])
def test_a_page_without_rows_still_says_what_was_looked_at(browser: TestClient, page: str) -> None:
    shown = browser.get(page).text
    assert 'aria-label="Sources and downloads"' in shown
    assert "Cite this page" in shown


@pytest.mark.parametrize("page", ["/timeline", "/changes", "/quotes", "/map"])
def test_a_page_without_a_question_says_what_can_be_asked(browser: TestClient, page: str) -> None:
    hint = browser.get(page).text.split("<main")[1]
    assert 'class="looked">' in hint
    assert f'href="{page}?' in hint


def test_answers_to_a_question_lead_on_as_every_table_does(browser: TestClient) -> None:
    members = browser.get("/ask?q=Who were the members of the SCO in 2019?").text
    assert '<a class="who" href="/actor/state:IND">India</a>' in members
    met = browser.get("/ask?q=When did Xi Jinping and Vladimir Putin last meet?").text
    assert "<td>person:" not in met


def test_where_a_text_was_published_is_a_link_only_for_browsers_to_follow() -> None:
    assert link("https://example.org/?a=1&b=2") == (
        '<a class="url" href="https://example.org/?a=1&amp;b=2" rel="noreferrer nofollow">https://example.org/?a=1&amp;b=2</a>'
    )
    assert "<a" not in link("javascript:alert(1)")


def test_an_actor_and_itself_are_no_pair(browser: TestClient) -> None:
    answer = browser.get("/pair/China/CHN", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/actor/state:CHN")


def test_every_count_of_the_coverage_leads_to_the_documents_it_counts(browser: TestClient) -> None:
    page = browser.get("/coverage").text.partition("<main")[2]
    rows = re.findall(r'<a href="(/documents\?[^"]+)">.*?(?:meter> |number">|: )([0-9,]+)', page)
    assert {href.partition("?")[2].partition("=")[0] for href, _ in rows} == {"month", "publisher", "language"}
    for href, number in rows:
        address = html.unescape(href)
        assert f"{number} document" in browser.get(address).text
        assert len(browser.get(address.replace("/documents", "/documents.json")).json()["rows"]) == int(number)


@pytest.mark.parametrize("filtered", ["month=rubbish", "publisher=%3Cb%3E", "language=xx-yy", "month=-&publisher=-"])
def test_a_filter_that_keeps_no_document_says_so(browser: TestClient, filtered: str) -> None:
    page = browser.get(f"/documents?{filtered}")
    assert page.status_code == 200
    assert "0 documents" in page.text
    assert "<b>" not in page.text


def test_a_plan_and_the_joining_that_fulfilled_it_are_one_row(browser: TestClient) -> None:
    page = browser.get("/members/SCO?at=2024-07-05").text
    [row] = [row for row in re.findall(r"<tr class.*?</tr>", page, re.DOTALL) if ">Iran</a>" in row]
    assert "as planned" in row
    plan = html.unescape(re.search(r'href="([^"]+)">the plan: 1 sentence', row)[1])  # type: ignore[index]
    assert "planned" in browser.get(plan).text


def test_references_of_the_list_of_documents_are_the_documents(browser: TestClient, desk: Desk) -> None:
    references = browser.get("/documents.csl.json").json()
    kept = {entry["note"].partition(",")[0] for entry in references if entry["type"] == "article-newspaper"}
    assert kept == {f"Text {row.document}" for row in desk.documents().rows if row.source != "register"}
