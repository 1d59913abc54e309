import pytest

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(learnt=False))


def offices(reader, text):
    statements = reader.read(Document(text, published="2015-06-01")).statements
    return {(s.person.id, s.role, s.of.id) for s in statements if s.kind == "office"}


def test_the_name_of_the_body_is_no_part_of_the_role(reader):
    found = offices(reader, "The United Nations secretary-general, Ban Ki-moon, spoke.")
    assert found == {("person:ban-ki-moon", "secretary-general", "org:UN")}


def test_a_post_is_stated_only_of_people_whom_the_text_names(reader):
    assert not offices(reader, "The presidents of Brazil and Uruguay met in Lima.")


def test_named_elsewhere_is_named(reader):
    found = offices(reader, "The presidents of Brazil and Uruguay met. Dilma Rousseff smiled.")
    assert found == {("person:dilma-rousseff", "president", "state:BRA")}


def test_of_several_posts_the_one_told_is_meant(reader):
    found = offices(reader, "President François Hollande spoke in May.")
    assert found == {("person:francois-hollande", "president", "state:FRA")}


def test_a_rank_is_no_post(reader):
    assert not offices(reader, "General Abdel Fattah al-Burhan spoke in Port Sudan.")
