"""Sources of every kind are opened down to their documents; what fails is refused, and the rest goes on."""

import io
import tarfile
import zipfile
from itertools import takewhile

import pytest
from made_sources import MAKERS, SENTENCES, story, text, warc, zipped

from comity.model import Document, Refusal
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.opening import Begun, Opened, open_source
from comity.sources.parts import PASSED_OVER


def steps(data: bytes, name: str, hints: Defaults = UNSAID, skip: int = 0) -> list[object]:
    return list(open_source(Opened(name, io.BytesIO(data), hints), skip=skip))


def read(data: bytes, name: str, hints: Defaults = UNSAID) -> tuple[list[Document], list[Refusal]]:
    found = steps(data, name, hints)
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Refusal)]


@pytest.mark.parametrize("suffix", MAKERS)
def test_every_kind_gives_its_documents_whole(suffix: str) -> None:
    make, count = MAKERS[suffix]
    documents, refusals = read(make(3), f"made{suffix}")
    assert len(documents) == count
    assert all(refusal.step == PASSED_OVER or "summary" in refusal.reason for refusal in refusals)
    for document in documents:
        words = " ".join(document.text.split())
        assert sum(sentence in words for sentence in SENTENCES) >= 3, document.text
        assert "All rights reserved" not in words
        assert "example" not in words
        assert document.language == "en"
        told = document.provenance
        assert told
        assert len(told.raw_sha256) == 64
        assert told.doubts == () or "file" in told.doubts[0]
        assert document.source.startswith(f"made{suffix}")
        assert (told.part is None) == (document.source == f"made{suffix}" and suffix not in (".rss", ".eml"))


def test_ids_differ_where_articles_do() -> None:
    for suffix, (make, count) in MAKERS.items():
        assert len({document.id for document in read(make(4), f"made{suffix}")[0]}) == count


@pytest.mark.parametrize("suffix", [".zip", ".warc.gz", ".jsonl", ".mbox", ".tar.gz"])
def test_going_on_behind_any_part_gives_the_rest(suffix: str) -> None:
    data, name = MAKERS[suffix][0](5), f"made{suffix}"
    whole = steps(data, name)
    for skip in range(sum(isinstance(step, Begun) for step in whole)):
        rest = steps(data, name, skip=skip)
        begun = 0
        expected = []
        for step in whole:
            begun += isinstance(step, Begun)
            if isinstance(step, Begun) or begun > skip or getattr(step, "step", "") == PASSED_OVER:
                expected.append(step)
        assert rest == expected


def test_what_holds_no_article_is_counted() -> None:
    (passed,) = read(warc(1), "made.warc.gz")[1]
    assert passed.step == PASSED_OVER
    for what in ("1 × revisit record", "1 × response 404", "1 × response of the kind image/png"):
        assert what in passed.reason


def test_what_is_said_of_an_archive_holds_for_its_parts() -> None:
    documents, _ = read(zipped(1), "made.zip", Defaults(publisher="Given", published="2020-01-02"))
    plain = next(document for document in documents if document.source == "made.zip/text.md")
    assert (plain.publisher, plain.published) == ("Zenda Post", "2024-07-02")
    (bare,), _ = read(b"\n\n".join(line.encode() for line in story(1)), "x.txt", Defaults("Given", "2020-01-02"))
    assert bare.provenance
    assert (bare.publisher, bare.published, bare.provenance.published_basis) == ("Given", "2020-01-02", "given")


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def tar_of(kind: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("link.md")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data = text(1)
    for _ in range(depth):
        data = zip_of(**{"inner__zip" if data[:2] == b"PK" else "text__md": data})
    return data


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bomb.zip", zip_of(a__txt=bytes(50 * 2**20)), "bomb"),
        ("tricks.zip", zip_of(**{"../../evil__md": b"x"}), "leads out"),
        ("tricks.zip", zip_of(**{"/etc/evil__md": b"x"}), "leads out"),
        ("deep.zip", nested(9), "too many archives"),
        ("cut.zip", zipped(1)[:500], "broken"),
        ("cut.warc.gz", warc(1)[:-120], "broken or cut off"),
        ("link.tar", tar_of(tarfile.SYMTYPE), "link or a device"),
        ("link.tar", tar_of(tarfile.FIFOTYPE), "link or a device"),
        ("empty.zip", zip_of(), "empty"),
        ("a.pdf", b"nothing of the kind", "not what its name says"),
        ("a.docx", zip_of(a__txt=b"x"), "no Word document"),
        ("a.xml", b"<?xml version='1.0'?><x/>", "XML of a kind"),
        ("a.html", b"", "no web page"),
        ("a.json", b"[1, 2]", "no list of articles"),
        ("a.jsonl", b"{}\n", "--columns"),
        ("a.csv", b"a;b\n1;2\n", "--columns text=…: a, b"),
        ("a.parquet", b"PAR1 rubbish PAR1", "no Parquet"),
        ("a.eml", b"\n\nno head", "no head"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        ("a.warc", b"WARC/1.0\r\nbroken", "broken|no WARC"),
        ("a.gz", b"\x1f\x8b\x08rubbish", "packing is broken"),
    ],
)
def test_what_cannot_be_used_says_why(name: str, data: bytes, reason: str) -> None:
    documents, refusals = read(data, name)
    refusals = [refusal for refusal in refusals if refusal.step != PASSED_OVER]
    assert len(documents) == 4 * name.startswith("cut.warc")
    assert len(refusals) == 1
    assert any(part in refusals[0].reason for part in reason.split("|")), refusals[0].reason
    assert refusals[0].source.startswith(name)


def test_a_cut_archive_gives_what_it_holds_before_the_cut() -> None:
    documents, refusals = read(warc(1, records=20)[:-3000], "cut.warc.gz")
    assert 10 < len(documents) < 20
    assert any("cut off" in refusal.reason for refusal in refusals)


def test_the_bytes_tell_the_kind_where_the_name_lies() -> None:
    for wrong, right in ((".txt", ".html"), (".html", ".pdf"), (".md", ".zip"), (".csv", ".warc.gz"), ("", ".docx")):
        make, count = MAKERS[right]
        assert len(read(make(2), f"made{wrong}")[0]) == count


def test_each_part_begins_before_it_is_heard_of() -> None:
    assert list(takewhile(lambda step: isinstance(step, Begun), steps(text(1), "a.md"))) == [Begun("a.md")]


def test_endless_titles_and_publishers_are_cut_and_say_so() -> None:
    front = f"---\ntitle: {'T' * 10_000}\npublisher: {'P' * 10_000}\n---\nIran and India held talks on Monday."
    ((document,), _) = read(front.encode(), "long.md")
    assert document.title == "T" * 499 + "…"
    assert document.publisher == "P" * 199 + "…"
