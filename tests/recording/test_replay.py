"""The register's and the examples' statements in any order of arrival give the same spells, happenings and disputes."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from comity.model import Document, Statement
from comity.reading import Reader
from comity.recording import Record, Run, open_record
from comity.register import Register
from comity.sources.files import find_files, read_files

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ABOUT = ("org:SCO", "org:OPEC", "org:EU", "state:ETH", "state:PRK")
Told = tuple[Document, Sequence[Statement]]


class Shelves:
    """The register's rows about the bodies whose spells are compared, and no others."""

    version = "1"

    def __init__(self, register: Register) -> None:
        self._register = register
        self.entry, self.standings = register.entry, register.standings
        self.members, self.holders = register.members, register.holders

    def entries(self, _: str) -> list[Any]:
        return [self._register.entry(id) for id in ABOUT if id.startswith("org:")]

    def offices(self) -> list[Any]:
        return [office for office in self._register.offices() if office.of in ABOUT]


@pytest.fixture(scope="module")
def articles(register: Register) -> list[Told]:
    documents = [item for item in read_files(find_files([EXAMPLES]).files) if isinstance(item, Document)]
    readings = Reader(register=register).read_many(documents)
    return [(document, reading.statements) for document, reading in zip(documents, readings, strict=True)]


def letter(story: Any) -> Told:
    """A report that contradicts the examples and the register."""
    told = story("The club was founded in 1996. India joined it in 2016.", "2023-07-10", "Letters Page")
    told.fact("The club was founded in 1996", "org:SCO", "founded", "1996", when="1996")
    told.membership("India joined it in 2016", "state:IND", "org:SCO", "member", when="2016/..")
    return told.document, told.statements


def replay(path: Path, told: Sequence[Any], *, each: bool) -> list[Any]:
    """What is derived of documents, and of the register where its turn comes, resolved at once or after each."""
    with open_record(path, create=True) as record:
        writer = record.writer()
        for item in told:
            if isinstance(item, tuple):
                writer.add(*item, run=Run("reader"))
            else:
                writer.add_register(item)
            if each:
                writer.resolve()
        writer.resolve()
        return derive(record)


def derive(record: Record) -> list[Any]:
    with record.view("2018-07-01") as view:
        spells = [view.spells(kind, body=body) for kind in ("membership", "office") for body in ABOUT]
        return [spells, [view.happenings(actor) for actor in ABOUT], view.disputes()]


@pytest.mark.parametrize(
    ("orders", "shelve"),
    [pytest.param(3, Shelves, marks=pytest.mark.slow), pytest.param(20, lambda whole: whole, marks=pytest.mark.long)],
)
def test_no_order_of_arrival_changes_what_is_derived(
    tmp_path: Path, articles: list[Told], register: Register, story: Any, orders: int, shelve: Any
) -> None:
    told: list[Any] = [shelve(register), *articles, letter(story)]
    expected = replay(tmp_path / "first.db", told, each=False)
    assert all(expected)
    for turn in range(orders):
        random.Random(turn).shuffle(told)
        assert replay(tmp_path / f"{turn}.db", told, each=turn < 2) == expected, turn
