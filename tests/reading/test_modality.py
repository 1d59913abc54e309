"""Modality of verbs and event nouns, case by case."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from spacy.tokens import Doc

from comity.reading.modality import modality_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "modality.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sentence", "word", "modality"), CASES, ids=[f"{c[1]}-{c[2]}" for c in CASES])
def test_modality(parse: Callable[[str], Doc], sentence: str, word: str, modality: str) -> None:
    token = next(t for t in parse(sentence) if t.text == word)
    assert modality_of(token) == modality
