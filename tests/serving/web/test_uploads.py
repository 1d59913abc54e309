"""Files of every kind dropped in the browser: what is whole is read, what is broken or wants to do harm is refused."""

import io
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from made_sources import MAKERS, pdf
from tests.conftest import Bookshelf

from comity.asking.desk import Desk
from comity.model import Document
from comity.recording import open_record
from comity.register import Register
from comity.serving.web import jobs as reading
from comity.serving.web.app import build_app
from comity.serving.web.jobs import Job, Jobs, TooMuch, Upload
from comity.serving.web.leave import sign
from comity.serving.web.site import Site
from comity.serving.web.workshop import Read, Workshop
from comity.settings import Settings
from comity.sources.defaults import UNSAID
from comity.sources.kinds import SUFFIXES

MB = 2**20
TOKEN = "a-token-of-this-test"
WORDS = b"The ministers of the kingdom met in the capital on Monday and spoke of the harvest and of the new bridge."


class Shop(Workshop):
    """A reader that finds nothing, in place of the process: only the files matter here."""

    version = "reader 1"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        for _ in documents:
            yield Read()


@pytest.fixture
def readings(tmp_path: Path, register: Register) -> Jobs:
    address = str(tmp_path / "test.db")
    with open_record(address, create=True):
        pass
    return Jobs(lambda: open_record(address), Shop(Settings()), Bookshelf(register))


def finish(job: Job) -> Job:
    for _ in range(12_000):
        if job.ended is not None:
            assert job.trouble is None
            return job
        time.sleep(0.05)
    raise AssertionError("the reading does not end within ten minutes")


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    return out.getvalue()


def test_every_kind_that_comity_reads_can_be_dropped(readings: Jobs) -> None:
    uploads = [Upload(f"made{suffix}", make(place)) for place, (suffix, (make, _)) in enumerate(MAKERS.items())]
    job = finish(readings.start(uploads, UNSAID))
    assert [refusal.source for refusal in job.refused] == ["made.rss/https://zp.example/more"]
    assert job.tally.documents + job.tally.known == sum(count for _, count in MAKERS.values())
    assert job.done == job.total > len(uploads)
    assert [upload.name for upload in job.uploads] == ["made.rss"]


def test_what_is_broken_or_a_bomb_or_endless_is_refused_and_shown_as_text(desk: Desk, readings: Jobs) -> None:
    site = Site(desk, jobs=readings, token=TOKEN)
    files = {
        "<img src=x>.pdf": pdf(1)[:1500],
        "bomb.zip": zip_of(a=bytes(100 * MB)),
        "endless.txt": b"a word " * (50 * MB // 7),
        "whole.txt": WORDS,
    }
    with TestClient(build_app(site, ("testserver",)), headers={"accept": "text/html"}) as browser:
        browser.get(f"/enter/{TOKEN}")
        assert f'accept="{",".join(SUFFIXES)}"' in browser.get("/read").text
        form = [("files", (name, content, "application/octet-stream")) for name, content in files.items()]
        answer = browser.post("/read", data={"key": sign(TOKEN, "form")}, files=form)
        job = readings.find(answer.url.path.rpartition("/")[2])
        assert job is not None
        assert [upload.name for upload in finish(job).uploads] == list(files)[:3]
        page = browser.get(answer.url.path).text
    assert "3 texts not used" in page
    assert "<img src=x" not in page
    assert "&lt;img src=x&gt;.pdf" in page
    assert "it is larger than 20 MB" in page
    assert job.lines[-1].told == "read"


def test_of_a_broken_archive_the_whole_parts_are_read_and_it_can_be_tried_again(readings: Jobs) -> None:
    job = finish(readings.start([Upload("two.zip", zip_of(good=WORDS, empty=b"")), Upload("b.txt", WORDS)], UNSAID))
    assert [line.source for line in job.lines] == ["two.zip/good.txt", "two.zip/empty.txt", "b.txt"]
    assert (job.done, job.total, len(job.refused)) == (3, 3, 1)
    again = finish(readings.retry(job))
    assert [line.told.partition(":")[0] for line in again.lines] == ["read before", "not used"]


def test_one_file_holds_no_endless_number_of_texts(readings: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TEXTS", 2)
    parts = {name: WORDS + name.encode() for name in "abcd"}
    job = finish(readings.start([Upload("many.zip", zip_of(**parts)), Upload("b.txt", WORDS)], UNSAID))
    assert [line.source for line in job.lines] == ["many.zip/a.txt", "many.zip/b.txt", "many.zip", "b.txt"]
    assert "more than 2 texts" in job.lines[2].told


class Gone(Shop):
    """A reader that ends without a word."""

    @property
    def version(self) -> str:  # type: ignore[override]
        raise EOFError


def test_a_reading_that_breaks_off_says_so_and_can_be_begun_again(tmp_path: Path, register: Register) -> None:
    address = str(tmp_path / "test.db")
    with open_record(address, create=True):
        pass
    gone = Jobs(lambda: open_record(address), Gone(Settings()), Bookshelf(register))
    job = gone.start([Upload(f"{name}.txt", WORDS + name.encode()) for name in "abc"], UNSAID)
    while job.ended is None:
        time.sleep(0.05)
    assert (job.state, "broke it off" in (job.trouble or "")) == ("broke off", True)
    assert gone.retry(job).total == 3


def test_a_reading_has_so_many_files_and_bytes(readings: Jobs) -> None:
    with pytest.raises(TooMuch, match="files at once") as told:
        readings.start([Upload(f"{place}.txt", b"x") for place in range(reading.MOST_FILES + 1)], UNSAID)
    assert told.value.wait is None
    with pytest.raises(TooMuch, match="64 MB at once"):
        readings.start([Upload("large.txt", bytes(reading.MOST_BYTES + 1))], UNSAID)


def test_so_much_is_taken_in_within_an_hour(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, now = str(tmp_path / "test.db"), [0.0]
    with open_record(address, create=True):
        pass
    readings = Jobs(lambda: open_record(address), Shop(Settings()), Bookshelf(register), clock=lambda: now[0])
    monkeypatch.setattr(reading, "BYTES_AN_HOUR", 100)
    finish(readings.start([Upload("a.txt", b"a" * 90)], UNSAID))
    now[0] = 3000.0
    with pytest.raises(TooMuch, match="within an hour") as told:
        readings.start([Upload("b.txt", b"b" * 20)], UNSAID)
    assert told.value.wait == 600.0
    now[0] = 3600.0
    finish(readings.start([Upload("b.txt", b"b" * 20)], UNSAID))


def test_only_so_many_readings_wait_at_once(readings: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 0)
    with pytest.raises(TooMuch, match="under way"):
        readings.start([Upload("a.txt", b"a")], UNSAID)
