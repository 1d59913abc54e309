import pytest

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(learnt=False))


def facts(reader, text):
    statements = reader.read(Document(text, published="2015-06-01")).statements
    return {(s.about.id, s.property, s.value) for s in statements if s.kind == "fact"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Slovenia has a population of two million.", ("state:SVN", "population", "two million")),
        ("Slovenia, which has two million inhabitants, is calm.", ("state:SVN", "population", "two million")),
        ("ASEAN met in May. Its ten members include Laos.", ("org:ASEAN", "member-count", "ten")),
        ("Leila Osman, a baker, 41, saw it.", ("person:leila-osman", "age", "41")),
        ("Leila Osman, 41, saw it.", ("person:leila-osman", "age", "41")),
    ],
)
def test_properties_told_in_many_ways(reader, text, fact):
    assert fact in facts(reader, text)


def test_a_number_behind_a_list_is_no_age(reader):
    assert not facts(reader, "Leila Osman bought bread, milk, 41 eggs and salt.")
