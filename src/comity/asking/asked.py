"""One question being answered: the view, the actors, what was taken how, and the answer that comes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from comity.asking.actors import Actors
from comity.asking.answer import Answer, Coverage, Question, statement_ids
from comity.asking.folders import without_folders
from comity.asking.judged import tell_judged
from comity.asking.rows import JudgementRow
from comity.asking.surely import with_confidence
from comity.asking.vouching import name_in_full
from comity.recording.view import View


class HasStatements(Protocol):
    """Any row."""

    @property
    def statements(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=HasStatements)


@dataclass(slots=True)
class Asked:
    """Collects the arguments as they were taken and the notes, while a question is answered from `view`."""

    view: View
    actors: Actors
    name: str
    arguments: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    discreet: bool = False
    """Whether rows tell of a file no more than its name."""

    def actor(self, argument: str, wanted: str, kind: str | None = None) -> str:
        """The id of the actor that an argument means; raises `UnknownActor`."""
        taken = self.actors.find(wanted, kind)
        self.arguments[argument] = taken.id
        self.notes += taken.notes
        return taken.id

    def take(self, **arguments: Any) -> None:
        """Keep arguments as they were taken; those that were not given are left out."""
        self.arguments |= {key: str(value) for key, value in arguments.items() if value is not None}

    def answer(self, row: type[R], rows: Iterable[R], left_out: int = 0) -> Answer[R]:
        """The answer with its coverage; `left_out` says how many rows there are beside these."""
        named = with_confidence(row, name_in_full(rows, self.view, self.actors), self.view)
        found = tuple(map(without_folders, named)) if self.discreet else tuple(named)
        if self.view.asof:
            self.take(asof=self.view.asof.isoformat())
        if self.view.reports_only:
            self.take(reports_only="yes")
        statements = statement_ids(found)
        self.notes += tell_judged(self.view, statements) if row is not JudgementRow else []
        looked = self.view.looked()
        if self.view.asof and not (looked.register or self.view.reports_only):
            self.notes.append("The register does not count: it was not known by the day that `asof` names.")
        coverage = Coverage(
            looked.documents,
            looked.texts,
            looked.statements,
            looked.publishers,
            looked.first,
            looked.last,
            looked.register,
            looked.unread,
        )
        question = Question(self.name, tuple(self.arguments.items()))
        notes = tuple(dict.fromkeys(self.notes))
        return Answer(question, row, found, statements, coverage, self.view.data_version, notes, left_out)
