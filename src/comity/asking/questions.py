"""How a question that was understood from plain English is put: the desk's questions by name."""

from collections.abc import Callable
from typing import Any

from comity.asking.answer import Answer
from comity.asking.ask import Query
from comity.asking.asked import Asked
from comity.asking.changes import changes
from comity.asking.disputes import disputes
from comity.asking.facts import facts
from comity.asking.members import members, memberships
from comity.asking.offices import offices
from comity.asking.quotes import quotes
from comity.asking.relations import relations
from comity.asking.statements import documents, search
from comity.asking.timeline import timeline

SEARCHED = 50
"""How many passages a question in plain English finds at most."""

QUESTIONS: dict[str, Callable[[Asked, Query], Answer[Any]]] = {
    "members": lambda asked, query: members(asked, *query.words),
    "memberships": lambda asked, query: memberships(asked, *query.words),
    "offices": lambda asked, query: offices(asked, *query.words),
    "timeline": lambda asked, query: timeline(asked, *query.words, limit=None, **query.given("since", "until")),
    "changes": lambda asked, query: changes(asked, *query.words, since=query.given("since")["since"]),
    "quotes": lambda asked, query: quotes(
        asked, *query.words, limit=None, last=None, **query.given("about", "since", "until")
    ),
    "facts": lambda asked, query: facts(asked, *query.words, limit=None, **query.given("property", "value", "at")),
    "relations": lambda asked, query: relations(
        asked, *query.words, limit=None, first=None, **query.given("type", "at")
    ),
    "disputes": lambda asked, query: disputes(asked, *query.words, **query.given("at")),
    "search": lambda asked, query: search(asked, query.words[0], SEARCHED, **query.given("at")),
    "documents": lambda asked, query: documents(asked, at=query.given("at").get("at")),
}
"""How each question is put from an understood one."""
