"""Words of time expressions: cuts a text into tokens and gives each the class under which the date grammar knows it.

The grammar runs over one character a token, so a million characters are read in well under a second.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from comity.errors import LexiconError
from comity.reading.lexicon import load

Value = int | float | str

_TOKEN = re.compile(
    r"""(?=\d)(?:
          \d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?(?!\d)
        | \d{1,2}:\d{2}(?::\d{2})?
        | \d{1,3}(?:,\d{3})+(?:\.\d+)?
        | \d{1,2}[./]\d{1,2}[./]\d{4}
        | 9/11(?!\d)
        | 1/2(?!\d)
        | \d+\.\d+
        | \d+[^\W\d_]*)
      | [APap]\.[Mm]\b\.?
      | (?:B\.C|A\.D)\b(?:\.E\b)?\.?
      | [QH][1-4]\b
      | New\ Year['’]s\ (?:Day|Eve)\b
      | [^\W\d_]+
      | \n
      | [^\w\s]""",
    re.VERBOSE,
)
_MARKS = {
    "COMMA": ",", "DOT": ".", "DASH": "-–—", "SLASH": "/", "COLON": ":", "QUOTE": "'’‘", "OPEN": "([", "CLOSE": ")]",
    "CURRENCY": "$£€¥#", "PERCENT": "%", "LINE": "\n", "STOP": "!?;",
}  # fmt: skip
_PUNCTUATION = {mark: name for name, marks in _MARKS.items() for mark in marks}
_SHAPES = (
    ("ISO", re.compile(r"\d{4}-\d{2}-\d{2}.*")),
    ("CLOCK", re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")),
    ("SLASHED", re.compile(r"\d{1,2}([./])\d{1,2}\1\d{4}|9/11")),
    ("AMOUNT", re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")),
    ("DECIMAL", re.compile(r"\d+\.\d+")),
    ("DAY", re.compile(r"0?[1-9]|[12]\d|3[01]")),
    ("YEAR", re.compile(r"1\d{3}|2[01]\d{2}")),
    ("SHORT_YEAR", re.compile(r"\d{2}")),
    ("HUNDREDS", re.compile(r"[1-9]\d{2}")),
    ("AMOUNT", re.compile(r"\d+")),
    ("DIGIT_ORDINAL", re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)),
    ("DECADE", re.compile(r"(?:1\d|2[01])?\d0s")),
    ("HUNDREDS_DECADE", re.compile(r"[1-9]\d0s")),
    ("CLOCK_HALF", re.compile(r"\d{1,2}[ap]m", re.IGNORECASE)),
    ("HALF_DAY", re.compile(r"[ap]\.?m\.?", re.IGNORECASE)),
)
_FIRST_SIGN = 0xE000
_OTHER_CLASSES = ("LOWER", "UPPER", "OTHER")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `lexicon/dates.yaml`: each word's class and value, and the cue words."""

    classes: tuple[str, ...]
    signs: Mapping[str, str]
    """The character that stands for each class in a class string."""
    words: Mapping[str, tuple[str, Value]]
    names: Mapping[str, tuple[str, Value]]
    cues: Mapping[str, frozenset[str]]
    named_days: Mapping[tuple[int, int], tuple[int, frozenset[str]]]
    """By month and day: the year, and the words that must follow."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text: offsets, one class character each, and values."""

    text: str
    starts: list[int]
    ends: list[int]
    classes: str
    values: list[Value]
    names: tuple[str, ...]
    """The names of the classes, in the order of their characters."""

    def token(self, index: int) -> str:
        """The text of one token; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def class_at(self, index: int) -> str:
        """The name of the class of one token; empty outside the text."""
        return self.names[ord(self.classes[index]) - _FIRST_SIGN] if 0 <= index < len(self.classes) else ""


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lexicon; raises `LexiconError` for a word that stands in two classes."""
    data = load("dates")
    names = _flatten(data["names"])
    names.update({word.upper(): found for word, found in names.items()})
    words = _flatten(data["words"])
    shapes = dict.fromkeys(name for name, _ in _SHAPES)
    marks = tuple(_MARKS)
    classes = (*data["names"], *data["words"], *shapes, *marks, *_OTHER_CLASSES)
    signs = {name: chr(_FIRST_SIGN + index) for index, name in enumerate(classes)}
    days = {(row["month"], row["day"]): (row["year"], frozenset(row["before"])) for row in data["named_days"]}
    cues = {name: frozenset(found) for name, found in data["cues"].items()}
    return Lexicon(classes, signs, words, names, cues, days)


def _flatten(classes: Mapping[str, Mapping[str, Value]]) -> dict[str, tuple[str, Value]]:
    flat: dict[str, tuple[str, Value]] = {}
    for name, members in classes.items():
        for word, value in members.items():
            if word in flat:
                raise LexiconError(f"“{word}” stands in {flat[word][0]} and in {name}; a word has one class.")
            flat[word] = (name, value)
    return flat


def read_words(text: str) -> Words:
    """The tokens of `text` with their classes."""
    matches = list(_TOKEN.finditer(text))
    classified = [_classify(match[0]) for match in matches]
    return Words(
        text,
        [match.start() for match in matches],
        [match.end() for match in matches],
        "".join([sign for sign, _ in classified]),
        [value for _, value in classified],
        load_lexicon().classes,
    )


@lru_cache(maxsize=8192)
def _classify(token: str) -> tuple[str, Value]:
    lexicon = load_lexicon()
    name, value = _find_class(token, lexicon)
    return lexicon.signs[name], value


def _find_class(token: str, lexicon: Lexicon) -> tuple[str, Value]:
    if found := lexicon.names.get(token) or lexicon.words.get(token.lower()):
        return found
    if mark := _PUNCTUATION.get(token):
        return mark, token
    if token[0].isdigit() or token[-1] in "mM.":
        for name, shape in _SHAPES:
            if shape.fullmatch(token):
                return name, _number(name, token)
    if token[0].isalpha():
        return ("UPPER" if token[0].isupper() else "LOWER"), 0
    return "OTHER", 0


def _number(name: str, token: str) -> Value:
    if name in ("DAY", "YEAR", "SHORT_YEAR", "HUNDREDS"):
        return int(token)
    if name == "AMOUNT":
        return float(token.replace(",", ""))
    if name == "DECIMAL":
        return float(token)
    if name == "DIGIT_ORDINAL":
        return int(token[:-2])
    return token
