"""One parser for all reading tests (loading it takes two seconds); sentences are parsed once and kept."""

from collections.abc import Callable
from functools import lru_cache

import pytest
from spacy.tokens import Doc

from comity.reading.parsing import Parser
from comity.settings import DEFAULT_MODEL


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], Doc]:
    return lru_cache(maxsize=None)(lambda text: parser.nlp(text))
