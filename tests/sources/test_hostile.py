"""Files that are broken or want to do harm, among whole ones: each is accounted for, and none does any."""

from pathlib import Path

import pytest
from hostile import make_folder, read_folder
from hostile_sources import HOSTILE, make_hostile, make_traps
from made_sources import MAKERS, text

from comity.model import Document, Refusal
from comity.sources.files import find_files, read_files
from comity.sources.parts import PASSED_OVER

SLOW = {
    "headers.eml", "many-attributes.html", "looping.pdf", "nested.eml", "deep.html", "one-line.jsonl", "zip-bomb.zip",
    "word-bomb.docx", "scripts.html", "endless.txt", "gzip-bomb.txt.gz", "gzip-bomb.warc.gz", "quotes.csv",
}  # fmt: skip
"""Seconds each: only in the folder of three hundred."""
HOLD_SOMETHING = {"right-to-left.html", "wrong.docx", "cut.warc.gz"}


def test_what_is_hostile_is_refused_and_what_stands_beside_it_is_read(tmp_path: Path) -> None:
    for name in HOSTILE.keys() - SLOW:
        make_hostile(tmp_path, name)
    traps = make_traps(tmp_path)
    (tmp_path / "whole.md").write_bytes(text(1))
    found = find_files([tmp_path])
    heard = [*found.refusals, *read_files(found.files)]
    refused = {item.source for item in heard if isinstance(item, Refusal) and item.step != PASSED_OVER}
    for path in (*traps, *(tmp_path / name for name in HOSTILE.keys() - SLOW - HOLD_SOMETHING)):
        assert any(source.startswith(str(path)) for source in refused), path.name
    read = {Path(item.source).name for item in heard if isinstance(item, Document) and item.source.count(".") == 1}
    assert read == {"whole.md", "right-to-left.html", "wrong.docx"}


def test_signs_that_turn_the_writing_do_not_come_in(tmp_path: Path) -> None:
    (document,) = read_files([make_hostile(tmp_path, "right-to-left.html")])
    assert isinstance(document, Document)
    assert "from the capital of the kingdom" in document.text


@pytest.mark.long
def test_three_hundred_mixed_files_are_read_in_one_call(tmp_path: Path) -> None:
    result = read_folder(tmp_path, make_folder(tmp_path, 300))
    assert result.documents == result.expected > 500
    assert result.silent == ()
    assert result.longest < 20
    assert result.largest < 1536
    assert len(MAKERS) >= 15
