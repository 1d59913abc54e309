"""A state that is gone and reads like two: which of them a text means, by its date."""

import pytest

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings

TEXT = "Serbia and Montenegro want to enter the European Union."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def members(reader: Reader, text: str, published: str) -> set[str]:
    statements = reader.read(Document(text, published=published)).statements
    return {s.to_json()["member"]["id"] for s in statements if s.to_json()["kind"] == "membership"}


def test_two_states_after_the_union_of_both_had_ended(reader: Reader) -> None:
    assert members(reader, TEXT, "2024-06-14") == {"state:SRB", "state:MNE"}


def test_one_state_while_it_was_there(reader: Reader) -> None:
    assert members(reader, TEXT, "2004-06-14") == {"state:SCG"}


def test_names_of_states_that_last_stay_whole(reader: Reader) -> None:
    text = "Bosnia and Herzegovina wants to enter the European Union."
    assert members(reader, text, "2024-06-14") == {"state:BIH"}
