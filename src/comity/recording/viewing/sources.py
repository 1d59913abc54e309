"""What a view sees of documents: heads, texts, copies, words that are looked for, names that texts use."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, select

from comity.recording import schema
from comity.recording.excerpts import FoundPassage, find_passages
from comity.recording.lookup import (
    ALL,
    Appearance,
    Choice,
    Stock,
    count_copies,
    count_output,
    documents_behind,
    latest_documents,
    load_appearances,
    open_document,
    take_stock,
)
from comity.recording.naming import actors_called, count_told, is_told_of, names_beginning, names_of
from comity.recording.sight import Sight
from comity.recording.stored import HEAD, DocumentHead, Recorded, head_of
from comity.recording.texts import load_texts
from comity.recording.viewing.state import State


class Sources(State):
    """Documents of one state."""

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Texts of documents by id."""
        return load_texts(self._connection, set(documents), self._memory)

    def documents(self) -> list[DocumentHead]:
        """All documents that count, newest publication first."""
        table = schema.document.c
        query = select(*HEAD).where(self._sight.documents)
        rows = self._connection.execute(query.order_by(table.register, table.known.desc(), table.key.desc()))
        return [head_of(row._asdict()) for row in rows]

    def reports(self, skipped: int = 0, taken: int | None = None, of: Choice = ALL) -> list[DocumentHead]:
        """Documents that count but the register's, newest publication first: so many after so many, None for all."""
        within = and_(self._sight.documents, of.condition)
        return [head for _, head in latest_documents(self._connection, within, taken, skipped)]

    def count_reports(self, of: Choice = ALL) -> int:
        """How many documents `reports` gives."""
        return sum(some.documents for some in self.stock() if of.counts(some))

    def document(self, id: str) -> tuple[DocumentHead, str, tuple[Appearance, ...], list[Recorded]] | None:
        """A document by its id or its unique beginning: head, text, appearances and the statements that stand."""
        return open_document(self._sight, id, self._memory)

    def sources(self, statements: Iterable[str]) -> list[DocumentHead]:
        """The documents in which statements stand, in the order of their publication."""
        return documents_behind(self._connection, statements)

    def count_copies(self, families: Iterable[int]) -> dict[int, int]:
        """How many copies beside itself a document of each family of texts has."""
        return count_copies(self._connection, self._sight.documents, families)

    def appearances(self, families: Iterable[int]) -> dict[int, tuple[Appearance, ...]]:
        """Every place where a text or a copy of it was published, first publication first, for each family of texts."""
        return load_appearances(self._connection, families, self._scope.known)

    def stock(self) -> list[Stock]:
        """The reports that count, by publisher, language and month of publication."""
        return list(self._memory.recall(self._sight, "stock", _take_stock))

    def output(self, letters: int) -> Mapping[str, tuple[int, int]]:
        """How many reports of how many publishers there are of each year (4 letters of a date) or month (7)."""
        return self._memory.recall(self._sight, ("output", letters), lambda _: count_output(self.stock(), letters))

    def search(self, words: str, *, limit: int) -> list[FoundPassage]:
        """Passages that hold all the words and phrases, best first; raises `UserError` for a `*` inside a word."""
        return find_passages(self._sight, words, limit)

    def names_of(self, actor: str) -> list[str]:
        """What texts call an actor, longest first."""
        return names_of(self._connection, actor)

    def is_told_of(self, actor: str) -> bool:
        """Whether some text tells of an actor, and not only the register."""
        return is_told_of(self._connection, actor)

    def count_told(self, actors: Sequence[str], most: int) -> dict[str, int]:
        """In how many happenings each of some actors takes part, up to `most`; those that texts do not name are left
        out."""
        return count_told(self._connection, actors, most)

    def actors_called(self, name: str) -> list[str]:
        """Ids of those whom texts call by a name, whatever its case and accents, or the id itself if it occurs."""
        return actors_called(self._connection, name)

    def names_beginning(self, letters: str, *, limit: int = 2000) -> list[str]:
        """Names in texts that begin with some letters."""
        return names_beginning(self._connection, letters, limit)


def _take_stock(sight: Sight) -> tuple[Stock, ...]:
    return tuple(take_stock(sight.connection, sight.documents))
