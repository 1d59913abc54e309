"""Crawls: every page of them comes through, whatever wrote them."""

import io

import pytest
from made_sources import page, warc

from comity.model import Document
from comity.sources.defaults import UNSAID
from comity.sources.opening import Opened, open_source


def documents(data: bytes, name: str = "made.warc.gz") -> list[Document]:
    return [item for item in open_source(Opened(name, io.BytesIO(data), UNSAID)) if isinstance(item, Document)]


def test_every_page_of_a_crawl_comes_through() -> None:
    found = documents(warc(2, records=100))
    assert [document.url for document in found] == [f"https://zp.example/{20_000 + n}" for n in range(100)]
    assert all(document.provenance and document.provenance.published_basis == "json-ld" for document in found)
    assert all(document.publisher == "Zenda Post" for document in found)


@pytest.mark.parametrize("encoding", ["gzip", "chunked", "none"])
def test_answers_are_unpacked_as_they_were_sent(encoding: str) -> None:
    (document,) = documents(written(1, encoding))
    assert "report number 0 of the Zenda Post" in document.text


@pytest.mark.long
def test_two_thousand_records_of_another_writer_come_through() -> None:
    assert len(documents(written(2000, "gzip"))) == 2000


def written(records: int, encoding: str) -> bytes:
    """A crawl written by warcio, with requests and revisits between the pages."""
    import gzip

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in range(records):
        head, body = [("Content-Type", "text/html; charset=utf-8")], page(number)
        if encoding == "gzip":
            head, body = [*head, ("Content-Encoding", "gzip")], gzip.compress(body)
        if encoding == "chunked":
            head, body = (
                [*head, ("Transfer-Encoding", "chunked")],
                f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n",
            )
        answer = StatusAndHeaders("200 OK", head, protocol="HTTP/1.1")
        address = f"https://zp.example/{number}"
        payload = io.BytesIO(body)
        writer.write_record(writer.create_warc_record(address, "response", payload, len(body), http_headers=answer))
        writer.write_record(writer.create_revisit_record(address, "sha1:A", address, "2024-01-01T00:00:00Z"))
    return out.getvalue()
