"""Sources of every kind, made up: stories of states that are not, as pages, feeds, PDF, mail, tables and archives."""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from uuid import NAMESPACE_URL, uuid5

import docx
import polars as pl
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

SENTENCES = (
    "The foreign minister of Ruritania greeted his counterpart from Strelsau on Thursday.",
    "They spoke for two hours about the border and about trade across the river.",
    "Ruritania was a founding member of the League in 1931, and Strelsau joined it later.",
    "The king said that nothing would change before the vote of the assembly in spring.",
    "Observers from Graustark were told to wait outside until the talks had ended.",
    "A treaty on water was signed in the evening, and it is to come into force in a year.",
    "The opposition called the visit a gift to the other side and asked for its papers.",
)


def story(number: int, length: int = 12) -> list[str]:
    """Paragraphs of a story of its own."""
    said = [SENTENCES[(number * 3 + place * 5) % len(SENTENCES)] for place in range(length)]
    lead = f"This is report number {number} of the Zenda Post from the capital of the kingdom."
    return [lead, *(" ".join(said[place : place + 3]) for place in range(0, length, 3))]


def text(number: int) -> bytes:
    """Markdown with front matter."""
    head = f"---\ntitle: Report {number}\npublisher: Zenda Post\npublished: 2024-07-{number % 28 + 1:02}\n---\n"
    return (head + "\n\n".join(story(number)) + "\n").encode()


def page(number: int) -> bytes:
    """A web page with a menu, links in its words, and a footer."""
    lead, *rest = story(number)
    told = json.dumps({"@type": "NewsArticle", "headline": f"Report {number}", "datePublished": _moment(number),
                       "publisher": {"name": "Zenda Post"}})  # fmt: skip
    linked = [words.replace("Ruritania", '<a href="/r">Ruritania</a>') for words in rest]
    body = "".join(f"<p>{words}</p>" for words in (lead, *linked))
    return (
        f'<!doctype html><html lang="en"><head><title>Report {number}</title>'
        f'<script type="application/ld+json">{told}</script></head>'
        '<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>'
        f"<article><h1>Report {number}</h1>{body}</article><footer><p>All rights reserved.</p></footer></body></html>"
    ).encode()


def feed(number: int) -> bytes:
    """RSS with two articles and a teaser."""
    items = "".join(
        f"<item><title>Report {n}</title><link>https://zp.example/{n}</link>"
        f"<pubDate>Thu, {n % 28 + 1:02} Jul 2024 23:30:00 -0500</pubDate>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{words}</p>' for words in story(n))}]]></content:encoded></item>"
        for n in (10 * number, 10 * number + 1)
    )
    teaser = "<item><title>More</title><link>https://zp.example/more</link><description>Soon …</description></item>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel><title>Zenda Post</title>{items}{teaser}</channel></rss>'.encode()


def pdf(number: int, pages: int = 2) -> bytes:
    """Two columns on A4 under a letterhead, with page numbers."""
    out = io.BytesIO()
    file = BaseDocTemplate(out, pagesize=A4, title=f"Communiqué {number}")

    def furnish(canvas, page):
        canvas.drawString(60, 815, "MINISTRY OF FOREIGN AFFAIRS OF RURITANIA")
        canvas.drawString(280, 20, f"Page {page.page} of {pages}")

    columns = [Frame(50, 50, 240, 740), Frame(310, 50, 240, 740)]
    file.addPageTemplates(PageTemplate(frames=columns, onPage=furnish))
    style = getSampleStyleSheet()["BodyText"]
    file.build([Paragraph(f"{n}. {' '.join(story(number * 100 + n, 6))}", style) for n in range(14 * pages)])
    return out.getvalue()


def word(number: int) -> bytes:
    """A Word document with a table."""
    out, file = io.BytesIO(), docx.Document()
    file.core_properties.title = f"Report {number}"
    for words in story(number):
        file.add_paragraph(words)
    row = file.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "Ruritania", "1931"
    file.save(out)
    return out.getvalue()


def mail(number: int) -> bytes:
    """A newsletter with a plain and a marked-up part and a page attached."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Zenda Post <news@zp.example>", f"Letter {number}"
    message["Date"], message["Message-ID"] = "Thu, 04 Jul 2024 23:30:00 -0500", f"<{number}@zp.example>"
    message.set_content("\n\n".join(story(number)) + "\n\nhttps://t.example/x?u=1\n")
    pixel = '<img src="https://t.example/pixel.gif" width="1"><p>Unsubscribe here.</p>'
    body = "".join(f"<p>{words}</p>" for words in story(number))
    message.add_alternative(f"<html><body><h1>Letter {number}</h1>{body}{pixel}</body></html>", subtype="html")
    message.add_attachment(page(number + 5000), maintype="text", subtype="html", filename="report.html")
    return message.as_bytes()


def mailbox(number: int) -> bytes:
    """Three newsletters."""
    return b"".join(b"From x@y Thu Jul  4 2024\n" + mail(10 * number + n) + b"\n" for n in range(3))


def rows(number: int) -> list[dict[str, str]]:
    """Articles as a table has them."""
    return [
        {"headline": f"Report {n}", "body": "\n\n".join(story(n)), "published_at": _moment(n), "outlet": "Zenda Post"}
        for n in range(10 * number, 10 * number + 3)
    ]


def lines(number: int) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows(number)).encode()


def answer(number: int) -> bytes:
    """The answer of an interface: a list in an object."""
    return json.dumps({"status": "ok", "articles": rows(number)}).encode()


def table(number: int) -> bytes:
    """CSV with semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows(number)[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows(number))
    return out.getvalue().encode()


def parquet(number: int) -> bytes:
    """The same as Parquet."""
    out = io.BytesIO()
    pl.DataFrame(rows(number)).write_parquet(out)
    return out.getvalue()


def warc(number: int, records: int = 4) -> bytes:
    """A crawl: its own head, requests and a revisit beside the pages, one page gone, one picture."""
    out = io.BytesIO()
    _write_record(out, "warcinfo", 0, b"software: made up\r\n")
    for n in range(records):
        _write_record(out, "request", n, b"GET / HTTP/1.1\r\nHost: zp.example\r\n\r\n")
        _write_record(out, "response", number * 10_000 + n, response(number * 10_000 + n))
    _write_record(out, "response", 7, response(7, "404 Not Found"))
    _write_record(out, "response", 8, response(8, content="image/png"))
    _write_record(out, "revisit", 9, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    return out.getvalue()


def response(number: int, status: str = "200 OK", content: str = "text/html; charset=utf-8") -> bytes:
    """A page as it came over the wire."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n\r\n".encode() + page(number)


def packed(number: int) -> bytes:
    """A page packed by itself."""
    return gzip.compress(page(number), mtime=0)


def zipped(number: int) -> bytes:
    """A ZIP of a page, a text, a table and another ZIP, with a picture that holds nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in (("deep/page.html", page), ("text.md", text), ("rows.jsonl", lines)):
            archive.writestr(name, make(number))
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("inner.zip", _zip_of("one.md", text(number + 1)))
    return out.getvalue()


def tarred(number: int) -> bytes:
    """A packed tar of a page and a text."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in (("a/page.html", page(number)), ("b.md", text(number + 1))):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


Make = Callable[[int], bytes]
MAKERS: dict[str, tuple[Make, int]] = {
    ".md": (text, 1), ".html": (page, 1), ".rss": (feed, 2), ".pdf": (pdf, 1), ".docx": (word, 1), ".eml": (mail, 2),
    ".mbox": (mailbox, 6), ".jsonl": (lines, 3), ".json": (answer, 3), ".csv": (table, 3), ".parquet": (parquet, 3),
    ".warc.gz": (warc, 4), ".html.gz": (packed, 1), ".zip": (zipped, 6), ".tar.gz": (tarred, 2),
}  # fmt: skip
"""By suffix: how one is made, and how many documents it holds."""


def _write_record(out: io.BytesIO, kind: str, number: int, block: bytes) -> None:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, f'{kind}{number}')}>\r\n"
        f"WARC-Date: {_moment(number)}\r\nWARC-Target-URI: https://zp.example/{number}\r\n"
        f"Content-Type: application/http;msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    out.write(gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0))


def _zip_of(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _moment(number: int) -> str:
    return f"2024-07-{number % 28 + 1:02}T09:00:00Z"
