"""Whom the beginning of a name can mean: actors of the register and of the record, the likeliest first."""

import math

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import ActorRow
from comity.recording.keys import fold

KINDS = {
    "state": "state", "org": "organisation", "person": "person", "group": "group", "region": "region",
    "place": "place",
}  # fmt: skip
MOST = 12
TELLING = 500
"""Happenings of an actor that are counted to tell how often the record speaks of it."""
RANK = {"state": 3.0, "territory": 1.5, "igo": 2.0, "bloc": 2.0, "person": 1.0}
"""What it counts for a suggestion that an actor is a state, an organisation of states or a person."""
OTHERS = 0.5
OWN_NAME, SAME = 2.5, 4.0
"""What it counts that the name an actor goes by begins so, and that some name of it is the letters themselves."""


def suggest(asked: Asked, letters: str) -> Answer[ActorRow]:
    """At most a dozen actors with a name that begins with `letters`, whatever its case and accents.

    States and organisations of states come before others, the names that actors go by before their other names, and
    those of whom the record tells often before those of whom it does not.
    """
    asked.take(letters=letters)
    wanted = " ".join(letters.replace("\0", "").split())
    meant = dict(asked.actors.beginning(wanted))
    told = asked.view.count_told([*meant], TELLING)

    def likelihood(id: str) -> float:
        entry, called = asked.actors.entry(id), asked.actors.name(id)
        own = _begins(called, wanted)
        same = kind_of(id) != "person" and fold(meant[id]) == fold(wanted)
        rank = RANK.get(entry.kind if entry else kind_of(id), OTHERS)
        return rank + OWN_NAME * own + SAME * same + math.log1p(told.get(id, 0))

    ranked = sorted(meant, key=lambda id: -likelihood(id))[:MOST]
    rows = [ActorRow(id, asked.actors.name(id), kind_of(id), _shown(asked, id, meant[id], wanted), ()) for id in ranked]
    return asked.answer(ActorRow, rows)


def _begins(name: str, letters: str) -> bool:
    return fold(name).removeprefix("the ").startswith(fold(letters).removeprefix("the "))


def _shown(asked: Asked, id: str, name: str, letters: str) -> str:
    """The name that begins so: the one that the actor goes by, where it does."""
    called = asked.actors.name(id)
    return called if _begins(called, letters) else name


def kind_of(id: str) -> str:
    """What an actor is, by its id."""
    return KINDS.get(id.partition(":")[0], "actor")
