"""A hostile press and hostile readers: what they send changes nothing, breaks nothing and is shown harmlessly."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf

from comity.asking.desk import Desk
from comity.model import Document, Event, Evidence, Membership, Quotation, Reference
from comity.recording import open_record
from comity.register import Register
from comity.serving.briefing.files import WRITERS
from comity.serving.briefing.gathering import Wanted, gather
from comity.serving.digests import make_digest
from comity.serving.watching.digest import WRITERS as DIGESTS
from comity.serving.web.app import build_app
from comity.serving.web.site import Site

SCRIPT = "<script>alert(1)</script>"
NAMES = [
    SCRIPT, '"><img src=x onerror=alert(1)>', "'; DROP TABLE statement; --", "{{ 7*7 }}{% raise %}", "Robert\x00 Null",
    "moc.live\u202e evil", "\u2066isolated\u2069", "x" * 10_000, "javascript:alert(1)", "line\r\nSet-Cookie: a=b",
    "]]>&amp;&lt;", "# *markup* `code` [link](http://evil.example)", "\U000e0041\U000e0042tagged",
]  # fmt: skip
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
ADDRESSES = [
    "/actor/{}", "/members/{}", "/pair/{}/CHN", "/pair/CHN/{}", "/timeline?actor={}", "/changes?actor={}&since=2020",
    "/quotes?speaker={}", "/quotes?about={}", "/disputes?about={}", "/search?q={}", "/ask?q={}", "/map?organisation={}",
    "/brief/{}", "/watch/{}.atom", "/statement/{}", "/sentences/{}", "/document/{}", "/why/{}",
    "/judgements?about={}", "/members/SCO?at={}", "/members/SCO?asof={}", "/api/v1/members?organisation={}",
    "/api/v1/search?words={}", "/api/v1/timeline?actor=CHN&cursor={}", "/api/v1/ask?question={}",
    "/api/v1/verify?quote={}", "/api/v1/suggest?letters={}", "/api/v1/export/documents.csv?asof={}", "/static/{}",
    "/measures/{}", "/api/v1/measures/{}", "/{}",
]  # fmt: skip
ASKED = [
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "a%0d%0aSet-Cookie:%20x=1", "%F0%9F%92%A3", "%ff%fe",
    "'%20OR%201=1--", "NEAR(a%20b)%20OR%20%22", "*", "%22", "%22%22", "(", "a*b", "%E2%80%AEevil", "-1", "1e999",
    "%3Cscript%3Ealert(1)%3C/script%3E", "x" * 490, "99999999999999999999", "../2024", "{{7*7}}", "%5C", "st-", "doc-",
]  # fmt: skip


def _hostile_documents() -> Iterator[tuple[Document, list[object]]]:
    for place, name in enumerate(NAMES):
        text = f"{name} met {name}. {name} said it was so. The end of it."
        document = Document(
            text, f"../{name[:60]}", name, name, "2024-05-01", f"javascript:{name}" if place % 2 else name
        )
        who = Reference(f"person:hostile-{place}", name)
        whole = (Evidence(0, len(text), text),)
        told = [
            Event(document=document.id, evidence=whole, event_type="CONSULT",
                  actors=(who, Reference("org:SCO", "SCO"))),
            Quotation(document=document.id, evidence=whole, speaker=who, text=name, form="direct"),
            Membership(document=document.id, evidence=whole, member=who, organisation=Reference("org:SCO", "SCO"),
                       status="member", modality="planned"),
        ]  # fmt: skip
        yield document, told


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, register: Register) -> Iterator[Desk]:
    with open_record(tmp_path_factory.mktemp("hostile") / "test.db", create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for document, told in _hostile_documents():
                writer.add(document, told, run=RUN)  # type: ignore[arg-type]
            writer.add_register(Bookshelf(register))
        yield Desk(record, register)


@pytest.fixture(scope="module")
def visitor(hostile: Desk) -> Iterator[TestClient]:
    app = build_app(Site(hostile), ("testserver",))
    with TestClient(app, headers={"accept": "text/html"}, raise_server_exceptions=False) as client:
        yield client


def _check_harmless(page: str) -> None:
    assert "<script>alert" not in page
    assert not re.search(r"<img(?! src=\"/static/)", page)
    assert not re.search(r"href=\"(?:javascript|data):", page)
    steering = STEERING.search(page)
    assert not steering, ascii(page[max(0, steering.start() - 300) : steering.end() + 20])
    assert "{{ 7*7 }}49" not in page


def test_pages_of_a_hostile_press_are_harmless(visitor: TestClient, hostile: Desk) -> None:
    documents = [row.document for row in hostile.documents().rows]
    said = [row.statement for id in documents for row in hostile.document(id).rows[0].read]
    shown = [
        "/", "/documents", "/coverage", "/members/SCO", "/actor/org:SCO", "/watch/SCO", "/brief/SCO?since=2020",
        "/timeline?actor=SCO", "/quotes?about=met", "/changes?actor=SCO&since=2020", "/search?q=end",
        *(f"/actor/person:hostile-{place}" for place in range(len(NAMES))), *(f"/document/{id}" for id in documents),
        *(f"/statement/{id}" for id in said[::3]),
    ]  # fmt: skip
    for path in shown:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        _check_harmless(answer.text)
        assert "set-cookie" not in answer.headers


def test_files_of_a_hostile_press_are_harmless(hostile: Desk) -> None:
    brief, _ = gather(hostile, Wanted("SCO", since="2020", until="2024-08-01"))
    for form, write in WRITERS.items():
        body = write(brief)
        if form == "html":
            _check_harmless(body.decode())
        if form == "md":
            assert SCRIPT not in body.decode()
            assert not STEERING.search(body.decode())
    digest = make_digest(hostile, ["SCO"], "2000-01-01")
    for form, write_digest in DIGESTS.items():
        body = write_digest(digest)
        assert form != "eml" or b"Set-Cookie" not in body.partition(b"\r\n\r\n")[0]
        if form == "html":
            _check_harmless(body.decode())


def test_downloads_have_names_that_name_no_other_place(visitor: TestClient) -> None:
    for place in range(len(NAMES)):
        answer = visitor.get(f"/actor/person:hostile-{place}.csv")
        assert re.fullmatch(r'attachment; filename="comity-[a-z0-9-]+\.csv"', answer.headers["content-disposition"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_addresses_are_answered_calmly(visitor: TestClient, hostile: Desk, address: str) -> None:
    version = hostile.data_version()
    for words in ASKED:
        answer = visitor.get(address.format(words), follow_redirects=False)
        assert answer.status_code < 500, (address, words)
        assert "root:" not in answer.text
        assert "set-cookie" not in answer.headers
        assert "Traceback" not in answer.text
        if answer.headers.get("content-type", "").startswith("text/html"):
            _check_harmless(answer.text)
    assert hostile.data_version() == version


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_change_nothing(visitor: TestClient, method: str) -> None:
    assert visitor.request(method, "/actor/org:SCO").status_code in (404, 405)


def bomb() -> bytes:
    """40 MB of zeros in 40 kB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.txt", b"0" * (40 << 20))
    return made.getvalue()


def test_a_public_server_takes_no_large_body(hostile: Desk, tmp_path: Path) -> None:
    with TestClient(build_app(Site(hostile, public=True), ("testserver",))) as client:
        assert client.post("/check", data={"draft": "x" * (2 << 20)}).status_code == 413
        assert client.post("/read", files={"files": ("a.zip", bomb())}).status_code in (403, 413)
