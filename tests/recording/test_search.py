"""Search: whatever is typed is words, never syntax."""

from typing import Any

import pytest

from comity.errors import UserError
from comity.recording import Record, Run
from comity.recording.search import terms


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("belt road", ("belt", "road")),
        ('"belt and road" plan', ("belt and road", "plan")),
        ("sanction*", ("sanction*",)),
        ('"belt and ro*" plan', ("belt and ro*", "plan")),
        ("NEAR( AND - ^ *", ("NEAR", "AND")),
        ("U.S.", ("U S",)),
        ("”’()", ()),
    ],
)
def test_terms(typed: str, wanted: tuple[str, ...]) -> None:
    assert terms(typed) == wanted


@pytest.mark.parametrize(
    "typed", ['"', "a OR", "col:x", "{a b}: c", "x NOT", "*", "^a", "-", "a\x00b", "'; DROP TABLE"]
)
def test_no_input_breaks_the_index(record: Record, typed: str) -> None:
    with record.view() as view:
        assert isinstance(view.search(typed, limit=5), list)


def test_passages_come_with_the_statements_read_in_them(record: Record) -> None:
    with record.view() as view:
        (found,) = view.search("friend* limits", limit=5)
    assert found.text.startswith("China and Russia called")
    assert len(found.statements) == 1


def test_what_was_not_known_is_not_found(record: Record) -> None:
    with record.view(asof="2023") as view:
        assert not view.search("Belarus", limit=5)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("organ*", 1),
        ("organisatio*", 1),
        ("organisatior*", 0),
        ('"shanghai cooperation org*"', 1),
        ("fri* lim*", 1),
        ("friendlier*", 0),
    ],
)
def test_a_star_stands_for_the_rest_of_a_word(reports: Any, empty: Record, typed: str, found: int) -> None:
    with empty.writer() as writer:
        writer.add(reports[0].document, [], run=Run("reader 1"))
    with empty.view() as view:
        assert len(view.search(typed, limit=5)) == found


def test_a_star_inside_a_word_is_said(record: Record) -> None:
    with record.view() as view, pytest.raises(UserError, match="at the end"):
        view.search("san*ions", limit=5)
