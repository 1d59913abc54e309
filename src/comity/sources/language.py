"""In which language a text is written: English by its commonest words, any other by letters (py3langid)."""

import re
from functools import cache
from importlib import resources
from typing import Any

ENGLISH = "en"
SAMPLE = 20_000
"""Characters of a text that are looked at."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_FEW = 12
"""Words below which nothing is said of a text."""
_SURELY_ENGLISH, _SURELY_NOT = 0.2, 0.15
_SURE = 0.95


def detect_language(text: str, told: str | None = None) -> str | None:
    """Code (`en`, `fr`, `zh`) of the language of a text, None when it is too short to tell.

    The text itself is believed before what is `told` of it: pages often keep the language of their template.
    """
    sample = text[:SAMPLE]
    words = _LETTERS.findall(sample.lower())
    share = sum(word in _common_words() for word in words) / max(1, len(words))
    if len(words) >= _FEW and share >= _SURELY_ENGLISH:
        return ENGLISH
    foreign = len(_LATIN.findall(sample)) * 2 < sum(map(len, words))
    if len(words) < _FEW and not foreign:
        return _code(told)
    code, certainty = _identify(sample)
    if code == ENGLISH:
        return ENGLISH
    if foreign or (certainty >= _SURE and share < _SURELY_NOT):
        return code
    return _code(told)


def _code(told: str | None) -> str | None:
    """The language of `en-GB` or `EN_us`."""
    return re.split(r"[-_]", told.strip().lower())[0] or None if told else None


@cache
def _common_words() -> frozenset[str]:
    text = resources.files("comity.sources").joinpath("english.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _identify(text: str) -> tuple[str, float]:
    code, certainty = _identifier().classify(text)
    return str(code), float(certainty)


@cache
def _identifier() -> Any:
    # Imported late: its model takes a second, and most texts are told by their commonest words.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
