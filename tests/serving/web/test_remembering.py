"""Answers from memory: given again while the data stands, never after a write, never to another reader."""

import asyncio
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from tests.conftest import NOON, RUN, Bookshelf, first_report, second_report

from comity.asking.desk import Desk
from comity.model import Refusal
from comity.recording import Record, open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.leave import COOKIE, sign
from comity.serving.web.remembering import Remembering
from comity.serving.web.site import Site

PAGE = "/timeline?actor=SCO"


@pytest.fixture
def record(tmp_path: Path, register: Register) -> Record:
    record = open_record(str(tmp_path / "test.db"), create=True, clock=lambda: NOON)
    with record.writer() as writer:
        story = first_report()
        writer.add(story.document, story.statements, run=RUN)
        writer.add_register(Bookshelf(register))
    return record


def test_a_write_by_another_process_makes_an_answer_anew(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as browser:
        before = browser.get(PAGE)
        assert browser.get(PAGE).headers["etag"] == before.headers["etag"]
        assert browser.get(PAGE, headers={"if-none-match": before.headers["etag"]}).status_code == 304
        story = second_report()
        with open_record(record.address, clock=lambda: NOON) as other, other.writer() as writer:
            writer.add(story.document, story.statements, run=RUN)
        after = browser.get(PAGE, headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]


def test_a_refusal_makes_the_list_of_refusals_anew(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as browser:
        assert browser.get("/api/v1/refusals").json()["total"] == 0
        with record.writer() as writer:
            writer.refuse([Refusal("broken.pdf", "extracting", "It holds no text.")], run=RUN)
        assert browser.get("/api/v1/refusals").json()["total"] == 1


def test_one_tag_of_many_that_a_client_has_is_enough(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as browser:
        tag = browser.get(PAGE).headers["etag"]
        for told in (f'"other", {tag}', f'{tag}, W/"other"', tag.removeprefix("W/")):
            assert browser.get(PAGE, headers={"if-none-match": told}).status_code == 304
        assert browser.get(PAGE, headers={"if-none-match": '"other", W/"another"'}).status_code == 200


def test_who_may_write_and_who_may_not_share_no_page(record: Record, register: Register) -> None:
    site = Site(Desk(record, register), token="a token")
    app = build_app(site, ("testserver",))
    with TestClient(app) as reader, TestClient(app, cookies={COOKIE: sign("a token", "cookie")}) as writer:
        tags = {client.get(PAGE).headers["etag"] for client in (reader, writer)}
        assert len(tags) == 2


def test_a_packed_answer_is_kept_as_it_is_and_a_plain_one_beside_it(record: Record, register: Register) -> None:
    with TestClient(build_app(Site(Desk(record, register)), ("testserver",))) as browser:
        for _ in range(2):
            packed = browser.get(PAGE, headers={"accept-encoding": "gzip"})
            plain = browser.get(PAGE, headers={"accept-encoding": "identity"})
            assert packed.headers["content-encoding"] == "gzip"
            assert "content-encoding" not in plain.headers
            assert packed.text == plain.text


def test_the_same_question_of_many_at_once_is_answered_once(record: Record, register: Register) -> None:
    made: list[str] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        made.append(scope["path"])
        await asyncio.sleep(0.05)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"told"})

    keeper = Remembering(slow, Site(Desk(record, register)))
    scope = {
        "type": "http", "method": "GET", "path": "/x", "raw_path": b"/x", "query_string": b"", "headers": [],
        "scheme": "http", "server": ("localhost", 80),
    }  # fmt: skip

    async def ask() -> bytes:
        told: list[Message] = []

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        await keeper(dict(scope), receive, send)
        return b"".join(message.get("body", b"") for message in told)

    async def all_at_once() -> list[bytes]:
        return list(await asyncio.gather(*(ask() for _ in range(8))))

    assert asyncio.run(all_at_once()) == [b"told"] * 8
    assert made == ["/x"]
