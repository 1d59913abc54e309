"""Offices: posts of a state or body, posts of a person."""

from comity.asking.desk import Desk


def test_posts_of_a_state_and_of_a_person(desk: Desk) -> None:
    (row,) = desk.offices("China", at="2024-07-05").rows
    assert (row.name, row.role, row.of_name, row.ending) == ("Xi Jinping", "president", "China", "last-reported")
    (post,) = desk.offices("Anna Berg", at="2022-09-14").rows
    assert (post.role, post.of) == ("fellow", "org:harbour-institute")


def test_before_the_first_report_nothing_is_claimed(desk: Desk) -> None:
    assert not desk.offices("China", at="2024-07-04").found


def test_the_register_knows_who_held_a_post_before(informed: Desk) -> None:
    assert [row.name for row in informed.offices("Kazakhstan", at="2010").rows] == ["Nursultan Nazarbayev"]
    assert not informed.offices("Kazakhstan", at="2010", reports_only=True).found


def test_the_posts_of_a_person_are_told_through_time(informed: Desk) -> None:
    gone = informed.posts("Nursultan Nazarbayev").rows
    assert gone == tuple(sorted(gone, key=lambda row: row.since or ""))
    assert any(row.until for row in gone)
    assert not informed.posts("Nursultan Nazarbayev", reports_only=True).found
