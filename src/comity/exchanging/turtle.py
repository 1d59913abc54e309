"""Turtle as text: names, literals and blocks of one subject each, so that any graph is written in a stream."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
LONE = re.compile("[\ud800-\udfff]")
UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`]')


@dataclass(frozen=True, slots=True)
class Blank:
    """A node without a name: its predicates with what they lead to."""

    pairs: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"[ {' ; '.join(f'{predicate} {value}' for predicate, value in self.pairs)} ]"


def prefixes(known: Mapping[str, str]) -> str:
    """The lines that name prefixes."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items()) + "\n"


def block(subject: str, pairs: Iterable[tuple[str, str | None]]) -> str:
    """All that is said of a subject; pairs without a value are left out."""
    lines = [f"    {predicate} {value}" for predicate, value in pairs if value]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n\n"


def iri(text: str) -> str:
    """An address in angle brackets, with what may not stand there escaped."""
    return f"<{UNSAFE.sub(lambda found: quote(found[0]), LONE.sub('', text))}>"


def literal(text: str | None, kind: str = "") -> str | None:
    """A string, of a datatype where one is given; None stays None. UTF-8 has no place for lone surrogates."""
    if text is None:
        return None
    escaped = "".join(_escape(letter) for letter in LONE.sub("\ufffd", text))
    return f'"{escaped}"' + (f"^^{kind}" if kind else "")


def _escape(letter: str) -> str:
    if letter in ESCAPES:
        return ESCAPES[letter]
    return f"\\u{ord(letter):04X}" if letter < " " or letter == "\x7f" else letter
