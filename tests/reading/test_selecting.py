"""Which documents are worth parsing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Document
from comity.reading.selecting import is_english, select, trigger_words
from comity.reading.set_aside import Selected, SetAside
from comity.register import default
from comity.sources.files import find_files, read_file

HOUSE = Path(__file__).resolve().parents[2]
MEETING = "The presidents of Kenya and Ghana met in Accra on Monday and agreed to open their markets."


TRAILER = "The sun of the morning is on the hills and the birds are in the trees once more."
CASES = {
    "Boil the water, add the salt and beat two eggs with cheese. Drain the pasta and serve it at once.": "actors",
    "The Kenyan runner won the race in the rain. Kenya cheered, and Kenya sang until the morning.": "actors",
    "According to Reuters, the cat of the mayor was at home when the police came to his house.": "actors",
    f"Kenya and Ghana. {TRAILER}": "triggers",
    f"# Kenya and Ghana agree\n\n{TRAILER}": "boilerplate",
    "Die Präsidenten von Kenia und Ghana trafen sich am Montag in Accra und beschlossen, ihre Märkte zu öffnen, "
    "wie ihre Sprecher nach dem Treffen vor Journalisten mitteilten.": "language",
}


@pytest.mark.parametrize(("text", "why"), CASES.items())
def test_what_cannot_hold_a_statement_is_set_aside(text, why, register):
    selected = select(Document(text), register)
    assert isinstance(selected, SetAside)
    assert selected.why == why
    assert selected.reason[0].islower()
    assert not selected.reason.endswith(".")


def test_two_actors_and_a_word_that_tells_of_them_are_enough(register):
    assert select(Document(MEETING), register) == Selected(Document(MEETING))


def test_the_language_that_a_document_says_it_is_in_counts(register):
    assert select(Document(MEETING, language="en-GB"), register) == Selected(Document(MEETING, language="en-GB"))
    refused = select(Document(MEETING, language="fr"), register)
    assert isinstance(refused, SetAside)
    assert "“fr”" in refused.reason


def test_the_examples_are_read_and_everyday_articles_are_not(register):
    examples = [read_file(file) for file in find_files([HOUSE / "examples"]).files if file.suffix == ".md"]
    everyday = [read_file(file) for file in find_files([HOUSE / "bench" / "everyday"]).files]
    assert all(isinstance(select(document, register), Selected) for document in examples)
    assert sum(isinstance(select(document, register), SetAside) for document in everyday) >= 0.9 * len(everyday)


@pytest.mark.parametrize(
    "form", ["met", "agreed", "invading", "denied", "allies", "banned", "said", "ally", "minister"]
)
def test_triggers_are_known_in_all_their_forms(form):
    assert form in trigger_words()


def test_little_words_are_no_triggers():
    assert trigger_words().isdisjoint({"the", "of", "and", "with", "is"})


def test_a_few_words_are_of_no_language():
    assert is_english("Kenia und Ghana")


@given(st.text(st.sampled_from("Kenya Ghana met.\n#”’«»é中\U0001f600"), max_size=60))
def test_no_text_breaks_it(text):
    document = Document(text)
    told = select(document, default())
    assert told == select(document, default())
    assert told.document == document
