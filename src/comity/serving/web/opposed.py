"""Which disputes some statements are a side of, for the pages that show the statements one by one."""

import json
from collections.abc import Iterable

from comity.asking.rows import DisputeRow, StatementRow
from comity.errors import UnknownActor
from comity.serving.web.site import Site

SUBJECTS = {"fact": "about", "membership": "member", "office": "person"}
"""Kinds of statements that can be disputed, and where each says whom it is about."""
MOST = 3
"""Statements about more than so many have pages of their subjects to show it."""


def find_opposed(site: Site, rows: Iterable[StatementRow]) -> list[DisputeRow]:
    """The disputes in which one of the statements stands, each with all its sides."""
    named: dict[str, set[str]] = {}
    for row in rows:
        if row.kind in SUBJECTS:
            who = json.loads(row.keys).get(SUBJECTS[row.kind])
            named.setdefault(who["id"] if isinstance(who, dict) else str(who), set()).add(row.statement)
    found: dict[str, DisputeRow] = {}
    for who, statements in sorted(named.items()) if len(named) <= MOST else ():
        try:
            disputes = site.desk.disputes(who).rows
        except UnknownActor:
            continue
        found |= {row.dispute: row for row in disputes if statements & set(row.statements)}
    return list(found.values())
