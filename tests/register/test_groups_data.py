"""Groups in the shipped register: their ids are slugs, and their acronyms mean them."""

import re

import pytest

from comity.register import Register
from comity.register.tables import GROUP_NAMES, GROUPS, read_table


def test_ids_of_groups_are_slugs() -> None:
    ids = {row[0] for row in (*read_table(GROUPS), *read_table(GROUP_NAMES))}
    assert [id_ for id_ in sorted(ids) if not re.fullmatch(r"group:[a-z0-9]+(-[a-z0-9]+)*", id_)] == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("RUF", "group:revolutionary-united-front"),
        ("Frelimo", "group:frelimo"),
        ("FARC", "group:revolutionary-armed-forces-of-colombia"),
        ("Polisario", "group:polisario-front"),
    ],
)
def test_acronyms_mean_the_group(name: str, id_: str) -> None:
    assert [candidate.id for candidate in Register.load(None).resolve(name)] == [id_]
