"""Sources that are broken or want to do harm: what each is, and a file of it."""

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from made_sources import lines, page, pdf, text, warc, word, zipped

MB = 2**20


def zip_bomb() -> bytes:
    """Two hundred megabytes of nothing in a few kilobytes, and a ZIP of ZIPs of it."""
    bomb = _zip({"a.txt": bytes(200 * MB)})
    return _zip({"bomb.zip": bomb, "again.zip": bomb, "b.txt": bytes(60 * MB)})


def nested_zips() -> bytes:
    """Ten archives in one another."""
    data = text(1)
    for depth in range(10):
        data = _zip({"inner.zip" if depth else "inner.md": data})
    return data


def word_bomb() -> bytes:
    """A Word document whose text unpacks to three hundred megabytes."""
    with zipfile.ZipFile(io.BytesIO(word(1))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    head, _, tail = members["word/document.xml"].partition(b"<w:body>")
    return _zip({**members, "word/document.xml": head + b"<w:body>" + b"<w:p/>" * (50 * MB) + tail})


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(50, 700, "Nobody is to read this.")
    canvas.save()
    return out.getvalue()


def looping_pdf() -> bytes:
    """A PDF whose pages are their own parents and children."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 2000000000>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>endobj\n"
        b"4 0 obj<</Type/XObject/Subtype/Form/Length 9/Resources<</XObject<</X 4 0 R>>>>>>"
        b"stream\n/X Do /X Do\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )


def encrypted_zip() -> bytes:
    """A ZIP whose member says that it is encrypted."""
    data = bytearray(_zip({"a.txt": b"x" * 100}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def entity_bomb() -> bytes:
    """A feed with entities that grow tenfold nine times, and one that reads a file."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{grown}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return (
        f'{head}<rss version="2.0"><channel><title>&f;</title><item><title>&e9;</title></item></channel></rss>'.encode()
    )


def tricky_tar() -> bytes:
    """A tar whose members lead out of it, by name and by link."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, kind in (
            ("../../out.md", tarfile.REGTYPE),
            ("/etc/out.md", tarfile.REGTYPE),
            ("l.md", tarfile.SYMTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member, io.BytesIO())
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip-bomb.zip": zip_bomb,
    "nested.zip": nested_zips,
    "word-bomb.docx": word_bomb,
    "encrypted.pdf": encrypted_pdf,
    "looping.pdf": looping_pdf,
    "cut.pdf": lambda: pdf(1)[:1500],
    "encrypted.zip": encrypted_zip,
    "cut.zip": lambda: zipped(1)[:700],
    "cut.html.gz": lambda: gzip.compress(page(1) * 50)[:-300],
    "gzip-bomb.txt.gz": lambda: gzip.compress(bytes(300 * MB)),
    "gzip-bomb.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\n" + bytes(300 * MB)),
    "cut.warc.gz": lambda: warc(1, 6)[:-500],
    "entities.rss": entity_bomb,
    "entities.xml": entity_bomb,
    "tricks.tar.gz": tricky_tar,
    "endless.txt": lambda: b"All work and no play. " * (50 * MB // 22),
    "one-line.jsonl": lambda: b'{"text": "' + b"x" * (60 * MB) + b'"}\n' + lines(1),
    "deep.json": lambda: b"[" * 200_000 + b"]" * 200_000,
    "deep.html": lambda: b"<div><b>" * 200_000,
    "many-attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">x</p>" + page(1),
    "scripts.html": lambda: b"<html><script>" + b"while(1){}" * MB + b"</script></html>",
    "zeros.md": lambda: bytes(2000),
    "wrong.docx": lambda: page(1),
    "wrong.pdf": lambda: b"PK\x03\x04" + bytes(1000),
    "wrong.parquet": lambda: b"PAR1" + os.urandom(2000) + b"PAR1",
    "picture.html": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "right-to-left.html": lambda: page(1).replace(b"capital", "\u202ecapital\u202d\u2066".encode()),
    "headers.eml": lambda: b"Subject: " + b"=?utf-8?b?//" * 20_000 + b"\nFrom: a@b\nDate: x\n\n" + text(1),
    "nested.eml": lambda: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    ),
    "quotes.csv": lambda: b'text,date\n"' + b'a,"b' * MB,
    "empty.html": lambda: b"",
}  # fmt: skip


def make_hostile(folder: Path, name: str) -> Path:
    """The hostile file of a name."""
    path = folder / name
    path.write_bytes(HOSTILE[name]())
    return path


def make_traps(folder: Path) -> list[Path]:
    """What is no file: a pipe that nobody writes to, links that lead out, nowhere and in circles."""
    pipe, out, nowhere, circle = (folder / name for name in ("pipe.md", "out.md", "nowhere.md", "circle.md"))
    os.mkfifo(pipe)
    for link, target in ((out, "/etc/passwd"), (nowhere, "gone.md"), (circle, "circle.md")):
        link.symlink_to(target)
    return [pipe, out, nowhere, circle]


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
