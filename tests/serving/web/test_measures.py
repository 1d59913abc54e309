"""Measures in the browser and under /api/v1: numbers with definition, interval and downloads; honest without them."""

import csv
import io
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, Story, first_report, second_report
from tests.measuring.conftest import make_votes
from tests.serving.web.conftest import LONG

import comity.serving.web.instruments as gauges
from comity.asking.asked import Asked
from comity.asking.desk import Desk
from comity.asking.seat import Seat
from comity.errors import UserError
from comity.measuring.catalogue import MEASURES
from comity.measuring.ideal_points import MODEL, estimate, to_frame
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import Access, build_app
from comity.serving.web.embedding import check_framers
from comity.serving.web.instruments import Instruments, StillMeasuringError
from comity.serving.web.measure_forms import CONTROLS, FORMS
from comity.serving.web.site import Site

LINES = {
    "CHN": "YYNNYYANYNYYNAYYNYNYYYNN", "KAZ": "YYNNYAANYNYYNAYYNYYNYYNN", "UZB": "YYNAYYANYNYNNAYYAYNYYYNN",
    "RUS": "NYYNYYANNNYYNAYYNYNYYYNN", "USA": "NNYYNNANNYNNYANNYNYNNNYY", "IND": "YYNNYYAYYNYYNAYYNYNNYYYN",
}  # fmt: skip


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[Desk]:
    """A record of the two reports and a small assembly's votes with their ideal points."""
    address = str(tmp_path_factory.mktemp("assembly") / "test.db")
    votes = make_votes(LINES, session=70)
    with open_record(address, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for story in (first_report(), second_report()):
                writer.add(story.document, story.statements, run=RUN)
            writer.add_register(Bookshelf(register))
            writer.add_votes(votes, register)
            found = estimate(votes)
            assert found is not None
            writer.add_positions(votes, to_frame(found), MODEL)
        yield Desk(record, register)


@pytest.fixture(scope="module")
def chamber(assembly: Desk) -> Iterator[TestClient]:
    app = build_app(Site(assembly), ("testserver",))
    app.state.instruments = Instruments(assembly, patience=LONG)
    with TestClient(app, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="module")
def patient(desk: Desk) -> Iterator[TestClient]:
    """The record without votes."""
    app = build_app(Site(desk), ("testserver",))
    app.state.instruments = Instruments(desk, patience=LONG)
    with TestClient(app, headers={"accept": "text/html"}) as client:
        yield client


def test_every_measure_has_a_form_and_stands_in_the_index(patient: TestClient) -> None:
    page = patient.get("/measures").text
    assert {known.name for known in MEASURES} == set(FORMS)
    assert all(f'href="/measures/{known.name}"' in page for known in MEASURES)
    assert all(key in CONTROLS for form in FORMS.values() for key in form.controls)


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("site", ["patient", "chamber"])
def test_every_measure_has_a_page(request: pytest.FixtureRequest, site: str, name: str) -> None:
    answer = request.getfixturevalue(site).get(f"/measures/{name}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "Definition</h2>" in answer.text


def test_without_votes_the_page_says_how_to_get_them(patient: TestClient) -> None:
    page = patient.get("/measures/agreement?actor=KAZ&beside=CHN").text
    assert "No votes are recorded here" in page
    assert "comity import votes" in page
    assert 'class="downloads"' not in page


AGREEMENT = "/measures/agreement?actor=Kazakhstan, UZB&beside=CHN&by=all"


def test_numbers_stand_in_plot_and_table_with_their_interval(chamber: TestClient) -> None:
    page = chamber.get(AGREEMENT).text
    assert "Kazakhstan" in page
    assert "0.864 [" in page
    assert [drawing.count('<circle class="dot') for drawing in drawings(page)] == [2, 2], "wide and narrow"
    assert "95% intervals" in page


def test_a_tab_shows_one_of_the_two(chamber: TestClient) -> None:
    assert "<svg viewBox" not in chamber.get(f"{AGREEMENT}&tab=table").text
    assert "<table" not in chamber.get(f"{AGREEMENT}&tab=chart").text


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "parquet", "bib", "ris", "csl.json", "svg"])
def test_every_form_can_be_saved(chamber: TestClient, form: str) -> None:
    answer = chamber.get(AGREEMENT.replace("agreement?", f"agreement.{form}?"))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert answer.content


def test_the_csv_has_all_rows_and_the_svg_stands_alone(chamber: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(chamber.get(AGREEMENT.replace("agreement?", "agreement.csv?")).text)))
    assert [row["state"] for row in rows] == ["state:KAZ", "state:UZB"]
    drawing = ET.fromstring(chamber.get(AGREEMENT.replace("agreement?", "agreement.svg?")).content)
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Definition" in "".join(drawing.itertext())


def test_what_cannot_be_measured_is_said(chamber: TestClient) -> None:
    assert chamber.get("/measures/love").status_code == 404
    assert chamber.get("/measures/agreement?actor=Nowherestan&beside=CHN").status_code == 404
    assert "takes 2" in chamber.get("/measures/splits?actor=CHN").text
    assert chamber.get("/measures/agreement?actor=KAZ&beside=CHN&sessions=x").status_code == 400
    assert chamber.get("/measures/events?actor=KAZ&smooth=many").status_code == 400


def test_a_slow_number_is_not_waited_for(assembly: Desk) -> None:
    instruments, go = Instruments(assembly, patience=0.01), threading.Event()
    with pytest.raises(StillMeasuringError):
        instruments.take("slow", lambda sight: go.wait(LONG))
    go.set()
    assert instruments.take("slow", lambda sight: False, patience=LONG) is True
    instruments.close()


def test_a_page_under_way_is_not_kept_and_looks_again(assembly: Desk) -> None:
    app, go = build_app(Site(assembly), ("testserver",)), threading.Event()
    app.state.instruments = Instruments(assembly, patience=0)
    for place in range(gauges.AT_ONCE):
        with pytest.raises(StillMeasuringError):
            app.state.instruments.take(f"slow {place}", lambda sight: go.wait(LONG))
    with TestClient(app, headers={"accept": "text/html"}) as client:
        answer = client.get(AGREEMENT)
        go.set()
        assert answer.status_code == 202
        assert "data-running" in answer.text
        assert '<noscript><meta http-equiv="refresh"' in answer.text
        assert "etag" not in answer.headers


def test_the_api_lists_and_measures(chamber: TestClient) -> None:
    listed = chamber.get("/api/v1/measures").json()
    assert listed["total"] == len(MEASURES)
    got = chamber.get("/api/v1/measures/agreement", params={"actors": "KAZ,UZB,CHN", "by": "all", "limit": 1}).json()
    assert got["total"] == 2
    assert got["rows"][0]["value"] == pytest.approx(19 / 22)
    assert got["rows"][0]["low"] < 19 / 22 < got["rows"][0]["high"]
    rest = chamber.get(
        "/api/v1/measures/agreement", params={"actors": "KAZ,UZB,CHN", "by": "all", "cursor": got["next"]}
    )
    assert rest.json()["rows"][0]["state"] == "state:UZB"


@pytest.mark.parametrize("tie", ["meetings", "accusations"])
def test_a_network_of_nobody_says_so(chamber: TestClient, tie: str) -> None:
    page = chamber.get(f"/network?tie={tie}").text
    assert page.count("<h1") == 1
    assert "Nothing found" in page


@pytest.mark.parametrize("tie", ["backing", "memberships", "likeness"])
def test_every_network_has_a_page_and_files(chamber: TestClient, tie: str) -> None:
    page = chamber.get(f"/network?tie={tie}&actor={'SCO' if tie == 'memberships' else ''}").text
    assert page.count("<h1") == 1
    assert page.count('class="node') >= 2
    for form in ("csv", "graphml", "gexf", "svg", "json", "bib"):
        answer = chamber.get(f"/network.{form}?tie={tie}&actor={'SCO' if tie == 'memberships' else ''}")
        assert answer.status_code == 200, form
        assert answer.content


def drawings(page: str) -> list[str]:
    """Each drawing of a page: the one for wide screens and the one for narrow ones."""
    return re.findall(r'<svg class="[^"]*(?:broad|slim)".*?</svg>', page, re.DOTALL)


@pytest.mark.parametrize("tie", ["memberships&actor=SCO&since=2015&until=2019&period=2016-12-31", "likeness"])
def test_the_tables_of_a_network_hold_what_is_drawn(chamber: TestClient, tie: str) -> None:
    for drawing in drawings(chamber.get(f"/network?tie={tie}").text)[:1]:
        now = re.findall(r'<a class="node (?![^"]*away)[^"]*" href="(/actor/[^"]+)"', drawing)
        ties = re.findall(r'<a class="tie"[^>]*data-ends="([^"]+)"', drawing)
    page = chamber.get(f"/network?tie={tie}&tab=table").text
    actors, lines = (page.partition(f'<h2 id="{id}">')[2].partition("</section>")[0] for id in ("actors", "lines"))
    assert now
    assert ties
    assert {row[0] for row in rows_of(actors)} == set(now)
    drawn = [{f"/actor/{id}" for id in ends.split()} for ends in ties]
    assert len(rows_of(lines)) == len(drawn)
    assert all(any(set(row) <= ends for ends in drawn) for row in rows_of(lines)), "an end that all have stands above"


def rows_of(table: str) -> list[list[str]]:
    """Whom each row of a table names, by address."""
    return [re.findall(r'<a class="who" href="([^"]+)"', row) for row in re.findall(r"<tr>.*?</tr>", table)[1:]]


def test_a_network_stands_at_one_period_and_its_table_has_the_same_actors(chamber: TestClient) -> None:
    page = chamber.get("/network?tie=memberships&actor=SCO&since=2015&until=2019&period=2016-12-31").text
    rows = list(csv.DictReader(io.StringIO(chamber.get(
        "/network.csv?tie=memberships&actor=SCO&since=2015&until=2019&period=2016-12-31").text)))  # fmt: skip
    for drawing in drawings(page):
        assert len(re.findall(r'<a class="node (?![^"]*away)', drawing)) == len(rows)
    assert "31 December 2016" in page
    graph = nx.parse_graphml(chamber.get(
        "/network.graphml?tie=memberships&actor=SCO&since=2015&until=2019&period=2016-12-31").text)  # fmt: skip
    assert set(graph) == {row["actor"] for row in rows}


def test_a_network_can_be_coloured_by_bloc(chamber: TestClient) -> None:
    page = chamber.get("/network?tie=likeness&colour=bloc&bloc=SCO").text
    assert "member of" in page
    assert chamber.get("/network?tie=likeness&colour=bloc&bloc=Nowhere").status_code == 404
    assert chamber.get("/network?tie=love").status_code == 400


@pytest.mark.parametrize("name", ["voting-with-china", "cohesion-of-the-sco", "taiwan-and-central-asia"])
def test_a_study_is_a_page_with_or_without_votes(chamber: TestClient, patient: TestClient, name: str) -> None:
    for client in (chamber, patient):
        page = client.get(f"/studies/{name}").text
        assert page.count("<h1") == 1
        assert "comity measure" in page
        assert ("No votes are recorded here" in page) == (client is patient and "taiwan" not in name)
    assert chamber.get(f"/studies/{name}.csv").status_code == 200
    assert chamber.get("/studies/love").status_code == 404


def settled(client: TestClient, address: str) -> str:
    """The page, asked for again while it says that its measures are still at work."""
    for _ in range(2_000):
        page = client.get(address).text
        if "data-running" not in page:
            return page
    raise AssertionError(f"{address} never shows all its numbers")


def test_a_state_says_who_stands_close_and_by_what(chamber: TestClient, patient: TestClient) -> None:
    by_votes = settled(chamber, "/actor/KAZ")
    assert "By votes in the General Assembly" in by_votes
    assert re.search(r"<caption>Closest</caption>.*?/pair/state:KAZ/state:(?!USA)", by_votes, re.DOTALL)
    assert "By organisations that both are members of" in settled(patient, "/actor/KAZ")
    assert "Closest and farthest" not in settled(chamber, "/actor/Xi Jinping")


def test_a_pair_shows_its_votes_and_its_dealings_with_intervals(chamber: TestClient) -> None:
    page = settled(chamber, "/pair/KAZ/CHN")
    assert "Votes together" in page
    assert re.search(r"they cast the same vote in 86% \[\d+%, \d+%\] of 22 contested roll calls", page)
    assert "Cooperation and conflict" in settled(chamber, "/pair/CHN/RUS")


def test_a_page_of_which_a_part_is_computed_is_not_kept(assembly: Desk) -> None:
    app, go = build_app(Site(assembly), ("testserver",)), threading.Event()
    app.state.instruments = Instruments(assembly, patience=0)
    for place in range(gauges.AT_ONCE):
        with pytest.raises(StillMeasuringError):
            app.state.instruments.take(f"slow {place}", lambda sight: go.wait(LONG))
    with TestClient(app, headers={"accept": "text/html"}) as client:
        answer = client.get("/actor/KAZ")
        go.set()
    assert "data-running" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("address", ["/actor/KAZ", "/pair/KAZ/CHN"])
def test_a_page_is_not_made_anew_for_the_part_that_was_computed(
    assembly: Desk, chamber: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = Seat.ask

    def noted(seat: Seat, name: str, **given: Any) -> AbstractContextManager[Asked]:
        asked.append(name)
        return answer(seat, name, **given)

    monkeypatch.setattr(Seat, "ask", noted)
    app, go = build_app(Site(assembly), ("testserver",)), threading.Event()
    app.state.instruments = Instruments(assembly, patience=0)
    for place in range(gauges.AT_ONCE):
        with pytest.raises(StillMeasuringError):
            app.state.instruments.take(f"slow {place}", lambda sight: go.wait(LONG))
    with TestClient(app, headers={"accept": "text/html"}) as client:
        assert "data-running" in client.get(address).text
        assert "timeline" in asked
        go.set()
        asked.clear()
        page = settled(client, address)
    assert "timeline" not in asked
    assert re.sub(r"\s+", " ", page) == re.sub(r"\s+", " ", settled(chamber, address))


EMBEDS = [
    "/measures/overlap", "/network?tie=memberships", "/timeline?actor=China", "/map?organisation=SCO", "/members/SCO",
]  # fmt: skip


@pytest.mark.parametrize("url", EMBEDS)
def test_a_chart_stands_alone_for_other_pages(assembly: Desk, chamber: TestClient, url: str) -> None:
    bare = chamber.get(f"/embed{url}")
    assert bare.status_code == 200
    assert "<svg" in bare.text
    assert "<header" not in bare.text
    assert f'href="{url.partition("?")[0]}' in bare.text
    assert "frame-ancestors 'none'" in bare.headers["content-security-policy"]
    app = build_app(Site(assembly), ("testserver",), Access(framers=check_framers(["https://news.example/"])))
    with TestClient(app, headers={"accept": "text/html"}) as allowed:
        policy = allowed.get("/embed/members/SCO").headers["content-security-policy"]
        assert "frame-ancestors https://news.example;" in policy
        assert "frame-ancestors 'none'" in allowed.get("/members/SCO").headers["content-security-policy"]


@pytest.mark.parametrize("site", ["news.example; script-src *", "'self' https://a.example", "javascript:x"])
def test_only_sites_can_be_let_in(site: str) -> None:
    with pytest.raises(UserError):
        check_framers([site])


@pytest.mark.parametrize("url", ["/timeline?actor=China", "/map?organisation=SCO", "/network?tie=memberships"])
def test_a_table_tab_holds_the_same_rows(chamber: TestClient, url: str) -> None:
    table, chart = (chamber.get(f"{url}&tab={tab}").text for tab in ("table", "chart"))
    assert "<table" in table
    assert '<figure class="chart' not in table
    assert "<table" not in chart
    assert '<figure class="chart' in chart


def test_suspected_holes_are_marked_and_named(tmp_path: Path, register: Register) -> None:
    text = "The ministers thanked the , and left.\nAll of them signed.Then they flew home."
    with open_record(str(tmp_path / "holes.db"), create=True, clock=lambda: NOON) as record:
        document = Story(text).document
        with record.writer() as writer:
            writer.add(document, (), run=RUN)
        with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as client:
            page = client.get(f"/document/{document.id}", headers={"accept": "text/html"}).text
    assert "2 places look damaged" in page
    assert re.search(r'<span class="hole" id="hole-22" [^>]*title="a word seems to be missing here">the ,</span>', page)
    assert 'href="#hole-22"' in page


def test_the_api_gives_networks(chamber: TestClient) -> None:
    got = chamber.get("/api/v1/network", params={"tie": "likeness"}).json()
    actors = {row["actor"] for row in got["nodes"]}
    assert actors
    assert all(row["actor"] in actors and row["other"] in actors for row in got["ties"])
    assert chamber.get("/api/v1/network", params={"tie": "love"}).status_code == 404


def test_the_api_tells_problems(patient: TestClient) -> None:
    answer = patient.get("/api/v1/measures/agreement", params={"actors": "KAZ,CHN"})
    assert answer.status_code == 400
    assert "comity import votes" in answer.json()["detail"]
    assert patient.get("/api/v1/measures/love").status_code == 404
