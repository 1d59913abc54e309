"""Whom a name means, and what somebody is called."""

from collections.abc import Iterable

from comity.asking.answer import Answer
from comity.asking.desks.place import Place
from comity.asking.rows import ActorRow
from comity.asking.suggestions import kind_of, suggest


class Naming(Place):
    """Whom a name means, and what somebody is called."""

    def suggest(self, letters: str) -> Answer[ActorRow]:
        """Actors with a name that begins with `letters`."""
        with self._seat.ask("suggest") as asked:
            return suggest(asked, letters)

    def names(self, actors: Iterable[str]) -> dict[str, str]:
        """What to call actors, by their ids."""
        with self._seat.ask("names") as asked:
            return {id: asked.actors.name(id) for id in actors}

    def find(self, actor: str) -> ActorRow:
        """The actor that a name, code or id means; raises `UnknownActor` with the nearest names."""
        with self._seat.ask("find") as asked:
            taken = asked.actors.find(actor)
            return ActorRow(taken.id, taken.name, kind_of(taken.id), actor, ())
