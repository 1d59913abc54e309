"""Whom the beginning of a name can mean: actors of the register and of the record, the likeliest first."""

from itertools import islice

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import ActorRow

KINDS = {
    "state": "state", "org": "organisation", "person": "person", "group": "group", "region": "region",
    "place": "place",
}  # fmt: skip
MOST = 12


def suggest(asked: Asked, letters: str) -> Answer[ActorRow]:
    """At most a dozen actors with a name that begins with `letters`, whatever its case and accents."""
    asked.take(letters=letters)
    meant = islice(asked.actors.beginning(" ".join(letters.replace("\0", "").split())), MOST)
    return asked.answer(ActorRow, [ActorRow(id, asked.actors.name(id), kind_of(id), name, ()) for id, name in meant])


def kind_of(id: str) -> str:
    """What an actor is, by its id."""
    return KINDS.get(id.partition(":")[0], "actor")
