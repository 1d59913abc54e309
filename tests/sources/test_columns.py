"""Tables of articles: columns are guessed by their names, or named by the user."""

import pytest

from comity.errors import SourceError, UserError
from comity.sources.columns import find_columns, parse_columns


def test_columns_are_understood_by_their_names() -> None:
    names = ["ID", "Headline", "Full-Text", "Publish Date", "Source"]
    wanted = {"title": "Headline", "text": "Full-Text", "published": "Publish Date", "publisher": "Source"}
    assert find_columns(names, ()) == wanted


def test_what_the_user_says_comes_first() -> None:
    assert find_columns(["text", "lead"], parse_columns("text=lead"))["text"] == "lead"
    with pytest.raises(SourceError, match="no column “x”"):
        find_columns(["text"], parse_columns("title=x"))


@pytest.mark.parametrize("written", ["text", "=a", "text=", "colour=red"])
def test_what_maps_nothing_is_told(written: str) -> None:
    with pytest.raises(UserError, match="maps no column"):
        parse_columns(written)


def test_nothing_said_maps_nothing() -> None:
    assert parse_columns(None) == parse_columns("") == ()
