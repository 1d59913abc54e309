"""Passages: which lines are text, and that no character is lost."""

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from comity.reading.passages import find_passages

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "passages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "kinds"), CASES, ids=[case[0][:30] for case in CASES])
def test_kinds(line: str, kinds: list[str]) -> None:
    assert [p.kind for p in find_passages(line)] == kinds


@given(st.text(alphabet="Aab .\n:—-(“”", max_size=120))
def test_passages_cover_all_words_in_order(text: str) -> None:
    passages = find_passages(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))
    covered = "".join(text[p.start : p.end] for p in passages)
    assert sorted(c for c in text if not c.isspace()) == sorted(c for c in covered if not c.isspace())
