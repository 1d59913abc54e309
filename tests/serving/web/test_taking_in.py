"""Reading from the browser: who may, what becomes of each file, and what a broken text costs."""

import hashlib
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.conftest import Bookshelf

from comity.asking.desk import Desk
from comity.errors import SourceError, UserError
from comity.model import Document, Evidence, Membership, Reference, Refusal
from comity.newsroom import FAILED
from comity.recording import Record, open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.jobs import Jobs, Upload
from comity.serving.web.leave import sign
from comity.serving.web.site import Site
from comity.serving.web.workshop import Read, Workshop
from comity.settings import Settings
from comity.sources.defaults import Defaults

TOKEN = "a-token-of-this-test"
KEY = sign(TOKEN, "form")
JOINED = "Belarus joined the SCO"


class Shop(Workshop):
    """A reader of one rule in place of the process: reads who joined, gives up on what says “slow”."""

    version = "reader 1"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        for document in documents:
            if "slow" in document.text:
                yield Read(refusals=(Refusal(document.source, FAILED, "it took too long", document.id),))
            elif (start := document.text.find(JOINED)) >= 0:
                evidence = (Evidence(start, start + len(JOINED), JOINED),)
                member, body = Reference("state:BLR", "Belarus"), Reference("org:SCO", "SCO")
                said = Membership(
                    document=document.id, evidence=evidence, member=member, organisation=body, status="member"
                )
                yield Read(statements=(said,))
            else:
                yield Read()


@pytest.fixture
def writing(tmp_path: Path, register: Register) -> Iterator[TestClient]:
    address = str(tmp_path / "test.db")
    shop = Shop(Settings())
    with open_record(address, create=True) as record:
        jobs = Jobs(lambda: open_record(address), shop, Bookshelf(register))
        site = Site(Desk(record, register), workshop=shop, jobs=jobs, token=TOKEN)
        with TestClient(build_app(site, ("testserver",)), headers={"accept": "text/html"}) as client:
            yield client


def enter(browser: TestClient) -> None:
    assert browser.get(f"/enter/{TOKEN}").status_code == 200


def finish(browser: TestClient, address: str) -> str:
    for _ in range(12_000):
        page = browser.get(address).text
        if "data-running" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the reading does not end within ten minutes")


def test_a_text_that_is_pasted_appears_in_the_record(writing: TestClient) -> None:
    enter(writing)
    form = {"key": KEY, "text": f"{JOINED}.", "title": "Joined", "publisher": "Post", "published": "2024-07-05"}
    answer = writing.post("/read", data=form)
    page = finish(writing, str(answer.url))
    assert "1 of 1 text, 1 statement," in page
    assert "Belarus" in writing.get("/members/SCO?reports_only=yes").text


def test_files_that_cannot_be_used_say_why_and_can_be_tried_again(writing: TestClient) -> None:
    enter(writing)
    files = [("files", (name, content, "text/plain")) for name, content in (
        ("a.txt", JOINED.encode()), ("b.exe", b"MZ"), ("c.txt", b""), ("d.txt", b"slow"), ("../../e.md", b"Words."),
    )]  # fmt: skip
    answer = writing.post("/read", data={"key": KEY}, files=files)
    page = finish(writing, str(answer.url))
    assert "5 of 5 texts" in page
    assert "3 texts not used" in page
    assert "it is a program" in page
    assert "it took too long" in page
    assert ">e.md<" in page
    again = writing.post(f"{answer.url.path}/again", data={"key": KEY})
    assert "3 of 3 texts" in finish(writing, str(again.url))


@pytest.mark.parametrize("form", [{}, {"key": ""}, {"key": "wrong"}, {"key": "é" * 20}])
def test_without_leave_nothing_is_written(writing: TestClient, form: dict[str, str]) -> None:
    assert writing.post("/read", data={**form, "text": "x"}).status_code == 403
    enter(writing)
    assert writing.post("/read", data={**form, "text": "x"}).status_code in (403, 422)


def test_a_wrong_token_gives_no_leave(writing: TestClient) -> None:
    assert writing.get("/enter/guess").status_code == 403
    assert not writing.cookies


def test_leave_is_a_cookie_of_this_site_alone(writing: TestClient) -> None:
    given = writing.get(f"/enter/{TOKEN}", follow_redirects=False).headers["set-cookie"].casefold()
    assert "httponly" in given
    assert "samesite=strict" in given
    assert TOKEN not in given


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}]
)
def test_forms_of_other_sites_are_turned_away(writing: TestClient, headers: dict[str, str]) -> None:
    enter(writing)
    assert writing.post("/read", data={"key": KEY, "text": "x"}, headers=headers).status_code == 403
    assert writing.post("/check", data={"draft": "x"}, headers=headers).status_code == 403


def test_too_much_at_once_is_turned_away(writing: TestClient) -> None:
    enter(writing)
    assert writing.post("/read", headers={"content-length": str(10**9)}, content=b"").status_code == 413


def test_a_public_site_reads_nothing(desk: Desk) -> None:
    with TestClient(build_app(Site(desk, public=True, token=TOKEN), ("testserver",))) as browser:
        assert browser.get(f"/enter/{TOKEN}").status_code == 403
        assert browser.post("/read", data={"key": KEY, "text": "x"}).status_code == 403
        page = browser.get("/coverage", headers={"accept": "text/html"}).text
        assert 'href="/check"' in page
        assert 'href="/read"' not in page


def test_a_draft_is_checked_and_not_kept(writing: TestClient) -> None:
    enter(writing)
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": f"{JOINED} today."}).url))
    page = writing.post("/check", data={"draft": f"{JOINED}. <b>x</b>"}).text
    assert "<strong>1</strong> supported" in page
    assert "&lt;b&gt;x" in page
    assert "1 document" in writing.get("/coverage").text


def test_what_a_check_found_is_saved_and_cited_without_the_draft_in_an_address(writing: TestClient) -> None:
    enter(writing)
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": f"{JOINED} today."}).url))
    draft = {"draft": f"{JOINED}."}
    page = writing.post("/check?asof=2030", data=draft).text
    ways = re.findall(r'formaction="([^"]+)"', page)
    assert [way.partition("?")[0] for way in ways] == [
        f"/check.{form}" for form in ("csv", "json", "parquet", "bib", "ris", "csl.json")
    ]
    saved = {way: writing.post(way, data=draft) for way in ways}
    assert all(answer.status_code == 200 for answer in saved.values())
    assert "supported" in saved[ways[0]].text
    cited = saved[ways[3]].text
    digest = hashlib.sha256(draft["draft"].encode()).hexdigest()[:16]
    assert digest in page
    assert digest in cited
    assert JOINED not in cited.partition("@misc")[2].partition("@misc")[0]
    assert writing.get("/check.csv").text.count("\n") == 1, "without a draft there is a head and no row"


def test_readings_are_listed_saved_and_their_texts_cited(writing: TestClient, desk: Desk) -> None:
    enter(writing)
    form = {"key": KEY, "text": f"{JOINED} today.", "title": "A day in Astana"}
    job = writing.post("/read", data=form).url
    finish(writing, str(job))
    assert re.search(r'<a href="/read/\w+">', writing.get("/read").text)
    for path in ("/read", job.path):
        page = writing.get(path).text
        for end in ("csv", "json", "parquet", "bib", "ris", "csl.json"):
            answer = writing.get(f"{path}.{end}")
            assert f'href="{path}.{end}"' in page
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert "A day in Astana" in writing.get(f"{path}.bib").text
        assert "<summary>Cite what was read</summary>" in page
    with TestClient(build_app(Site(desk), ("testserver",)), headers={"accept": "text/html"}) as stranger:
        assert 'id="readings"' not in stranger.get("/read").text
        assert stranger.get("/read.csv").text.count("\n") == 1


def test_a_judgement_changes_answers_and_can_be_taken_back(writing: TestClient) -> None:
    enter(writing)
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": f"{JOINED} in Astana."}).url))
    shown = "/members/SCO?reports_only=yes"
    (id,) = {found[:18] for found in re.findall(r"/sentences/(\w+)", writing.get(shown).text)}
    statement = re.findall(r"<code>(st-\w+)</code>", writing.get(f"/sentences/{id}").text)[0]
    said = {"key": KEY, "statement": statement, "reason": "It is an observer.", "by": "Ada Example"}
    lines = "status=observer\nmodality=actual\nmember=state:BLR\norganisation=org:SCO"
    page = writing.post("/judge", data={**said, "verdict": "correct", "values": lines}).text
    assert "It is an observer." in page
    assert "observer" in writing.get(shown).text
    judgement = re.findall(r'<li id="(jd-\w+)"', page)[0]
    writing.post("/judge/undo", data={"key": KEY, "judgement": judgement, "reason": "Wrong.", "by": "Ada Example"})
    assert "observer" not in writing.get(f"{shown}&at=").text
    told = writing.get("/judgements").text
    assert "taken back" in told
    assert told.count('<span class="part">correct</span>') == 2


def fields_of(page: str) -> dict[str, str]:
    """What stands in the fields of the form that corrects a statement."""
    form = page[page.index("Correct this statement") : page.index("Accept or reject it")]
    found = dict(re.findall(r'<input [^>]*name="(v-\w+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select [^>]*name="(v-\w+)"[^>]*>(.*?)</select>', form):
        found[name] = "".join(re.findall(r'value="([^"]*)" selected', options))
    return found


def test_a_statement_is_corrected_in_fields_that_say_what_was_read(writing: TestClient) -> None:
    enter(writing)
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": f"{JOINED} in Astana."}).url))
    shown = "/members/SCO?reports_only=yes"
    statement = re.findall(r"/sentences/(st-\w+|\w+)", writing.get(shown).text)[0]
    statement = statement if statement.startswith("st-") else f"st-{statement}"
    fields = fields_of(writing.get(f"/statement/{statement}").text)
    said = {"member": "Belarus", "organisation": "SCO", "status": "member", "modality": "actual"}
    assert {name: fields[f"v-{name}"] for name in said} == said
    form = {"key": KEY, "statement": statement, "reason": "It observes.", "by": "Ada Example", "verdict": "correct"}
    for wrong, told in [
        ({"v-when": "some day"}, "some day"), ({"v-member": "Ruritania"}, "Ruritania"), ({"v-member": ""}, "is empty"),
        ({}, "says already"),
    ]:  # fmt: skip
        answer = writing.post("/judge", data={**form, **fields, **wrong})
        alert = answer.text[answer.text.index('role="alert"') :].partition("</p>")[0]
        assert (answer.status_code, told in alert) == (400, True)
        assert fields_of(answer.text) == {**fields, **wrong}
        assert 'value="It observes."' in answer.text
    assert "It observes." in writing.post("/judge", data={**form, **fields, "v-status": "observer"}).text
    assert "observer" in writing.get(shown).text


def test_what_was_missed_is_added_in_the_fields_of_its_kind(writing: TestClient) -> None:
    enter(writing)
    text = f"{JOINED}. The king of Jordan met the emir of Qatar."
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": text}).url))
    document = re.findall(r"/document/(doc-\w+)", writing.get("/documents").text)[0]
    assert 'name="v-role"' in writing.get(f"/document/{document}", params={"add": "office"}).text
    form = {
        "key": KEY, "document": document, "kind": "relation", "words": "The king of Jordan met the emir of Qatar",
        "by": "Ada", "reason": "Missed.", "v-from": "Jordan", "v-relation": "partner", "v-to": "", "v-when": "",
        "v-modality": "actual", "v-said_by": "",
    }  # fmt: skip
    answer = writing.post("/judge/add", data=form)
    assert (answer.status_code, "“The other” is empty" in answer.text) == (400, True)
    assert 'value="Jordan"' in answer.text
    assert writing.post("/judge/add", data={**form, "v-to": "Qatar"}).status_code == 200
    assert "partner" in writing.get("/api/v1/relations?actor=Jordan&other=Qatar").text


def test_what_was_missed_can_be_added(writing: TestClient) -> None:
    enter(writing)
    text = f"{JOINED}. Iran is an observer."
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": text}).url))
    document = re.findall(r"/document/(doc-\w+)", writing.get("/documents").text)[0]
    form = {
        "key": KEY, "document": document, "kind": "membership", "words": "Iran is an observer", "by": "Ada Example",
        "reason": "Missed.", "values": "member=Iran\norganisation=SCO\nstatus=observer",
    }  # fmt: skip
    assert writing.post("/judge/add", data=form).status_code == 200
    assert "Iran" in writing.get("/members/SCO?reports_only=yes").text


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"by": " "}, {"verdict": "burn"}, {"statement": "st-ffff"}, {"verdict": "correct", "values": "x"}],
)
def test_a_judgement_without_name_reason_or_sense_is_refused(writing: TestClient, wrong: dict[str, str]) -> None:
    enter(writing)
    finish(writing, str(writing.post("/read", data={"key": KEY, "text": f"{JOINED}."}).url))
    page = writing.get("/members/SCO?reports_only=yes").text
    id = re.findall(r"/sentences/(\w+)", page)[0]
    form = {"key": KEY, "verdict": "reject", "statement": f"st-{id}", "reason": "So.", "by": "Ada", **wrong}
    assert writing.post("/judge", data=form).status_code in (400, 404, 422)


def test_a_reader_that_does_not_start_is_said_and_tried_again_each_time(tmp_path: Path) -> None:
    shop = Workshop(replace(Settings(), overlay=tmp_path / "nowhere"))
    for _ in range(2):
        with pytest.raises(SourceError, match="could not be started"):
            _ = shop.version
        (found,) = shop.read_many([Document("Iran met India.", source="a.txt")])
        assert "could not be started" in found.refusals[0].reason


@pytest.mark.slow
def test_a_text_that_takes_too_long_costs_the_process_alone() -> None:
    shop = Workshop(Settings(), seconds=0.1)
    try:
        long = Document("Xi Jinping met Vladimir Putin. " * 20000, source="long.txt")
        (found,) = shop.read_many([long])
        assert found.refusals[0].reason == "reading it took longer than 1 seconds"
        assert shop.version
    finally:
        shop.close()


def test_why_a_reading_broke_off_ends_with_one_full_stop(register: Register) -> None:
    def refuse() -> Record:
        raise UserError("This record is of a newer Comity; use that one.")

    jobs = Jobs(refuse, Shop(Settings()), Bookshelf(register))
    job = jobs.start([Upload("a.txt", b"Iran joined the SCO.")], Defaults())
    for _ in range(600):
        if job.ended is not None:
            break
        time.sleep(0.1)
    assert job.trouble == "It broke off: This record is of a newer Comity; use that one."
