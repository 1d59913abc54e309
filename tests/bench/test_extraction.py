"""The bench of extraction counts what comes out and what should not have."""

import json
from pathlib import Path

from extraction import read_with_comity, score
from made_pages import make_pages, write_pages
from made_sources import page, story


def test_pages_marked_by_hand_are_scored(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_bytes(page(1))
    marked = {
        "file": "one.html",
        "with": [story(1)[0], "is not there"],
        "without": ["All rights reserved", story(1)[0]],
    }
    gone = {"file": "gone.html", "with": ["x"], "without": []}
    (tmp_path / "evaldata.json").write_text(json.dumps({"https://zp.example/1": marked, "https://zp.example/2": gone}))
    figures = score(tmp_path, read_with_comity)
    assert (figures.right, figures.lost, figures.foreign) == (1, 1, 1)


def test_pages_of_our_own_tell_what_belongs_to_them() -> None:
    pages = list(make_pages())
    assert len({page.name for page in pages}) == 30
    assert all(page.article and page.furniture for page in pages)
    assert not any(words in " ".join(page.article) for page in pages for words in page.furniture)


def test_articles_come_out_whole_with_their_days(tmp_path: Path) -> None:
    write_pages(tmp_path)
    figures = score(tmp_path, read_with_comity)
    assert figures.lost == 0
    assert figures.days == {"right": 30}
    assert figures.right / (figures.right + figures.foreign) > 0.9
