"""Passages that a test of real pages asserts are taken from a source package without running it."""

import io
import json
import tarfile
from pathlib import Path

from asserted_pages import unpack_pages

SOURCE = """
PAGES = {"https://example.org/a": "a.html", "https://example.org/b": "b.html", "https://example.org/c": "c.html"}

def load(url, xml, language=None):
    raise RuntimeError("this is never run")

def test_extract(xml):
    result = load("https://example.org/a", xml)
    assert "The harbour opened." in result and "Subscribe" not in result
    result = load("https://example.org/b", xml)
    if xml is False:
        assert "Plain words." in result
    else:
        assert "<p>" in result
    result = load("https://example.org/c", xml, language="de")
    assert "Of another kind." in result
"""


def _packed(folder: Path) -> Path:
    """A source package with that test and three pages."""
    package = folder / "made-1.0.tar.gz"
    files = {"tests/realworld_tests.py": SOURCE, **{f"tests/cache/{name}.html": f"<p>{name}</p>" for name in "abc"}}
    with tarfile.open(package, "w:gz") as packed:
        for name, text in files.items():
            member = tarfile.TarInfo(f"made-1.0/{name}")
            member.size = len(text)
            packed.addfile(member, io.BytesIO(text.encode()))
    return package


def test_passages_stand_beside_their_pages(tmp_path: Path) -> None:
    """A page counts with what must and must not come out as plain text; one with settings of its own is left out."""
    pages = tmp_path / "pages"
    pages.mkdir()
    assert unpack_pages(_packed(tmp_path), pages) == 2
    assert json.loads((pages / "evaldata.json").read_text("utf-8")) == {
        "https://example.org/a": {"file": "a.html", "with": ["The harbour opened."], "without": ["Subscribe"]},
        "https://example.org/b": {"file": "b.html", "with": ["Plain words."], "without": []},
    }
    assert sorted(path.name for path in pages.glob("*.html")) == ["a.html", "b.html"]
