"""Which texts are copies of one another; what reprints do to counts; and that the order of arrival does not matter."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Document, Refusal
from comity.newsroom import Assignment, record_documents
from comity.recording import Record, Run, open_record
from comity.recording.copies import Copies, is_copy, part_words, repeats, word
from comity.recording.happenings import Report

RUN = Run("reader 1")
VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"


def prose(seed: int, words: int = 200) -> str:
    """Made-up words, another text for each seed."""
    rng = random.Random(seed)
    made = ["".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(3)) for _ in range(words)]
    return " ".join(f"{word}." if place % 12 == 11 else word for place, word in enumerate(made))


LONG = prose(1)
SHORT, KEPT = 3105791958415918711, (-6212500977100442727, -6794684584092576086, 24)
"""Bands as the first records were written."""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (LONG.replace(".", " !"), True),
        (f"ALMATY (AP) — {LONG}\n© 2022 The Associated Press. All rights reserved.", True),
        (" ".join(LONG.split()[:110]), True),
        (f"{LONG} {prose(2, 40)}", True),
        (f"{LONG} {prose(2, 900)}", False),
        (" ".join(LONG.split()[:60] + prose(3, 140).split()), False),
        (prose(4), False),
    ],
)
def test_copies_are_told_and_found(other: str, expected: bool) -> None:
    one, two = word(LONG), word(other)
    assert is_copy(one, two) == is_copy(two, one) == expected
    if expected:
        assert set(one.bands) & set(two.bands)


@given(st.text() | st.text(alphabet="aZ9_ .,-\x1c\xa0\u2028“”–éß²½ж中٣\u0301\ud800\U0001f600", max_size=60))
def test_words_are_runs_of_letters_and_digits(text: str) -> None:
    assert part_words(text) == " ".join(re.findall(r"\w+", text))


def test_bands_stay_those_that_records_hold() -> None:
    assert word("Talks failed.").bands == [SHORT]
    assert (word(LONG).bands[0], word(LONG).bands[-1], len(word(LONG).bands)) == KEPT


def test_one_wire_and_one_day_lower_the_bar() -> None:
    edited = " ".join(LONG.split()[:130] + prose(5, 70).split())
    told = [word(f"ALMATY (AP) - {text}", day=day) for text, day in ((LONG, 100), (edited, 101), (edited, 140))]
    assert is_copy(told[0], told[1])
    assert not is_copy(told[0], told[2])
    assert not is_copy(word(LONG, day=100), word(edited, day=101))


def test_short_texts_are_copies_only_word_for_word() -> None:
    assert is_copy(word("Talks failed."), word("TALKS FAILED"))
    assert not is_copy(word("Talks between the two failed."), word("Talks between the two failed again."))


def reprint(story: Any, place: int, text: str, day: int = 1) -> Any:
    told = story(f"{text} Anna Berg heads the bank.", f"2022-03-{day:02}", f"Paper {place}")
    told.office("Anna Berg heads the bank", "person:anna-berg", "head", "org:bank")
    told.membership("heads the bank", "state:CHN", "org:SCO", "member")
    return told.event("Anna Berg heads the bank", "CONSULT", "state:CHN, state:RUS", mode="meet")


def write(path: Path, stories: list[Any]) -> Record:
    record = open_record(path, create=True)
    with record.writer() as writer:
        for told in stories:
            writer.add(told.document, told.statements, run=RUN)
    return record


def test_a_text_reprinted_forty_times_is_one_report(tmp_path: Path, story: Any) -> None:
    footers = [f"ALMATY (AP) — {LONG}\nPaper {n} may not be rewritten.\nSign up for paper {n}\n" for n in range(40)]
    told = [reprint(story, n, text, n % 20 + 1) for n, text in enumerate(footers)]
    told.append(reprint(story, 99, prose(9)))
    with write(tmp_path / "test.db", told) as record, record.view("2022-04-01") as view:
        backing = view.spells("membership", body="org:SCO")[0].backing
        assert (backing.sources, backing.texts, set(backing.publishers)) == (2, 41, {"Associated Press", "Paper 99"})
        assert view.happenings("state:CHN")[0].backing.sources == 2
        assert (view.looked().documents, view.looked().texts) == (41, 2)
        assert view.count_texts(backing.statements) == 2
        family = view.statements(backing.statements[:1])[backing.statements[0]].document.family
        assert len(view.appearances([family])[family]) == 40


def test_the_order_of_arrival_does_not_matter(tmp_path: Path, story: Any) -> None:
    texts = [
        LONG, " ".join(LONG.split()[:110]), f"{LONG} {prose(2, 40)}", prose(6), f"{prose(6)} {prose(7, 30)}", prose(8),
        " ".join(LONG.split()[20:150]), "Brief.",
    ]  # fmt: skip
    told = [reprint(story, n, text, n + 1) for n, text in enumerate(texts)]
    seen = set()
    for turn in range(6):
        random.Random(turn).shuffle(told)
        with write(tmp_path / f"{turn}.db", told) as record, record.view("2022-04-01") as view:
            families: dict[int, set[str]] = {}
            for head in view.documents():
                families.setdefault(head.family, set()).add(head.id)
            spells = view.spells("membership", body="org:SCO")
            seen.add((frozenset(map(frozenset, families.values())), tuple(spells), tuple(view.happenings("state:CHN"))))
    assert len(seen) == 1


class Silent:
    """A reader that reads nothing."""

    version = "reader 1"

    def read_many(self, documents: Any) -> Any:
        yield from (Nothing() for _ in documents)


class Nothing:
    statements: tuple[()] = ()
    warnings: tuple[()] = ()
    refusals: tuple[()] = ()


def test_every_appearance_of_an_exact_copy_is_kept(tmp_path: Path, empty: Record) -> None:
    for number in range(3):
        head = f"---\npublisher: Paper {number}\npublished: 2022-03-0{number + 2}\n---\n"
        (tmp_path / f"{number}.md").write_text(head + LONG)
    files = tuple(tmp_path / f"{number}.md" for number in range(3))
    for _ in range(2):
        list(record_documents(Assignment(files), Silent(), empty.writer()))
        (tmp_path / "2.md").write_text(f"---\npublisher: Paper 9\npublished: 2022-03-09\n---\n{LONG}")
    with empty.view() as view:
        [head] = view.documents()
        assert (head.publisher, head.published) == ("Paper 0", "2022-03-02")
        assert [met.publisher for met in view.appearances([head.family])[head.family]] == [
            "Paper 0",
            "Paper 1",
            "Paper 2",
            "Paper 9",
        ]


def test_a_report_counts_its_family() -> None:
    assert "family" in Report.__slots__
    assert Document(LONG).id == Document(LONG, publisher="Another").id


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (LONG.replace(".", " !"), LONG, True),
        (" ".join(LONG.split()[:110]), LONG, True),
        (LONG, " ".join(LONG.split()[:110]), False),
        (f"{LONG} {prose(2, 40)}", LONG, False),
        ("Rain came.", "Rain came!", True),
        ("Rain came.", "Rain came late.", False),
        (prose(4), LONG, False),
    ],
)
def test_a_text_repeats_one_that_holds_it(new: str, old: str, expected: bool) -> None:
    assert repeats(word(new), word(old)) is expected
    copies = Copies()
    copies.keep("old", word(old))
    assert copies.find(word(new)) == ("old" if expected else None)


def test_the_oldest_texts_are_forgotten() -> None:
    copies = Copies(limit=2)
    for seed in range(4):
        copies.keep(str(seed), word(prose(seed)))
    assert [copies.find(word(prose(seed))) for seed in range(4)] == [None, None, "2", "3"]


def test_the_record_knows_what_was_read_and_not_what_was_set_aside(empty: Record) -> None:
    read, aside = Document(LONG, source="read.md"), Document(prose(5), source="aside.md")
    with empty.writer() as writer:
        writer.add(read, (), run=RUN)
        writer.set_aside(aside, Refusal("aside.md", "selecting", "no actors", aside.id), run=Run("selector"))
        assert writer.find_repeated(word(LONG.replace(".", " !")), run=RUN) == read.id
        assert writer.find_repeated(word(LONG), run=Run("reader 2")) is None
        assert writer.find_repeated(word(aside.text), run=RUN) is None
