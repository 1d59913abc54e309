"""Absent or no member, where a file does not say."""

from comity import register
from comity.measuring.attendance import tell_absent
from comity.votes import ABSENT, NON_MEMBER, YES

from .conftest import make_votes


def test_members_are_absent_and_others_no_members():
    votes = make_votes({"CHE": "YY..", "USA": "Y...", "TUV": "YYYY"}, session=45)
    told = tell_absent(votes, register.default())
    assert told.of("state:USA").tolist() == [YES, ABSENT, ABSENT, ABSENT]
    assert told.of("state:CHE").tolist() == [YES, YES, NON_MEMBER, NON_MEMBER]
    assert told.took_part.sum() == votes.took_part.sum()


def test_a_body_that_the_register_does_not_know_changes_nothing():
    votes = make_votes({"CHE": "Y.", "USA": "YY"})
    assert tell_absent(votes, register.default(), "org:NOWHERE") is votes
