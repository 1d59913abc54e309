"""What a plan may say, and how errors in it are told."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.errors import SourceError
from comity.sources.plans import EVERY, load_plan, make_plan

CASES = yaml.safe_load(Path(__file__).with_name("plans.yaml").read_text(encoding="utf-8"))
WHOLE = """
contact = "desk@example.org"
gap = "10s"

[[source]]
feed = "https://press.example/rss.xml"
publisher = "The Press"
every = "15m"
skip = "/sport/"
full = true

[[source]]
page = "https://ministry.example/statements"
only = "/statements/2026"
most = 20
"""


def test_a_plan_names_who_asks_and_what(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(WHOLE)
    plan = load_plan(tmp_path / "sources.toml")
    feed, page = plan.sources
    assert (plan.contact, plan.gap) == ("desk@example.org", 10)
    assert (feed.kind, feed.publisher, feed.every, feed.full) == ("feed", "The Press", 900, True)
    assert (page.kind, page.every, page.most) == ("page", EVERY, 20)


def test_links_are_followed_as_wanted(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(WHOLE)
    feed, page = load_plan(tmp_path / "sources.toml").sources
    assert [feed.wants(f"https://press.example/{path}") for path in ("world/1", "sport/2")] == [True, False]
    assert [page.wants(f"https://ministry.example{path}") for path in ("/statements/2026/1", "/about")] == [True, False]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_is_wrong_is_said(case: dict[str, Any]) -> None:
    with pytest.raises(SourceError, match=case["says"]):
        make_plan(case["plan"], "sources.toml")


def test_a_file_that_is_no_plan_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("contact = ")
    with pytest.raises(SourceError, match="is no TOML"):
        load_plan(tmp_path / "sources.toml")
    with pytest.raises(SourceError, match="cannot be opened"):
        load_plan(tmp_path / "none.toml")


def test_the_example_is_a_plan() -> None:
    plan = load_plan(Path(__file__).parents[2] / "examples" / "sources.toml")
    assert [source.kind for source in plan.sources] == ["feed", "sitemap", "page"]
