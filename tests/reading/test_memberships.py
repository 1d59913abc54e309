import pytest

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(learnt=False))


def memberships(reader, text):
    statements = reader.read(Document(text, published="2015-06-01")).statements
    return {(s.member.id, s.organisation.id, s.status) for s in statements if s.kind == "membership"}


def test_a_list_after_are_gives_every_member(reader):
    found = memberships(reader, "Benelux is small. Its three members are Belgium, Luxembourg and the Netherlands.")
    assert {member for member, _, status in found if status == "member"} == {"state:BEL", "state:LUX", "state:NLD"}


def test_withdrawing_troops_is_not_withdrawing(reader):
    assert not memberships(reader, "Kenya refused to withdraw its soldiers from the African Union mission.")


def test_withdrawing_from_a_body_is(reader):
    found = memberships(reader, "Ecuador withdrew from OPEC in 1992.")
    assert found == {("state:ECU", "org:OPEC", "withdrawn")}
