"""What stands in which text: statements with their sentences, documents, and what all of them are."""

from collections.abc import Iterable

from comity.asking.answer import Answer
from comity.asking.desks.place import Place
from comity.asking.excerpts import Excerpt, excerpts
from comity.asking.reading import coverage, document, sources
from comity.asking.rows import DocumentRow, ReadingRow, RefusalRow, SearchRow, StatementRow, StockRow, VerbatimRow
from comity.asking.statements import documents, refusals, search, sentences, statement
from comity.asking.verbatim import verify
from comity.recording.lookup import Choice, StandsIn


class Reading(Place):
    """What stands in which text: statements with their sentences, documents, and what all of them are."""

    def statement(self, id: str, *, asof: str | None = None) -> Answer[StatementRow]:
        """One statement: all its keys, its sentences with the evidence marked, its document and its copies.

        With `asof`, a statement that was published later is not found.
        """
        with self._seat.ask("statement", asof=asof) as asked:
            return statement(asked, id)

    def sentences(self, statements: Iterable[str]) -> Answer[StatementRow]:
        """Several statements with their sentences, in the order given."""
        with self._seat.ask("sentences") as asked:
            return sentences(asked, statements)

    def excerpts(self, statements: Iterable[str], *, first: bool = False) -> dict[str, Excerpt]:
        """The sentences that statements rest on, by the statements' ids: for notes, faster than all of `sentences`.

        `first` keeps of each statement only the sentence that begins it.
        """
        with self._seat.ask("excerpts") as asked:
            return excerpts(asked, statements, first=first)

    def texts_of(self, statements: Iterable[str]) -> dict[str, StandsIn]:
        """In which document each of some statements stands, by the statement's id; nothing else is loaded."""
        with self._seat.ask("texts") as asked:
            return asked.view.texts_of(statements)

    def document(self, id: str) -> Answer[ReadingRow]:
        """One document: its text, where it appeared, and what was read in it."""
        return self._seat.answer("document", lambda asked: document(asked, id))

    def sources(self, statements: Iterable[str]) -> Answer[DocumentRow]:
        """The documents in which statements stand: what a list of references names."""
        with self._seat.ask("sources") as asked:
            return sources(asked, statements)

    def coverage(self, *, asof: str | None = None) -> Answer[StockRow]:
        """What there is of each publisher, language and month."""
        with self._seat.ask("coverage", asof=asof) as asked:
            return coverage(asked)

    def search(
        self, words: str, *, limit: int = 50, at: str | None = None, asof: str | None = None
    ) -> Answer[SearchRow]:
        """Passages that hold all of `words`, best first; `at` keeps texts published then."""
        with self._seat.ask("search", asof=asof) as asked:
            return search(asked, words, limit, at=at)

    def documents(
        self, *, at: str | None = None, publisher: str | None = None, language: str | None = None,
        month: str | None = None, asof: str | None = None, part: tuple[int, int] | None = None,
    ) -> Answer[DocumentRow]:  # fmt: skip
        """What the record was read from, newest publication first; `at` keeps what was published then.

        `publisher`, `language` and `month` keep what `coverage` counts under these names, `-` what does not say.
        `part` leaves so many of the reports out at the beginning and gives so many of the rest.
        """
        with self._seat.ask("documents", asof=asof) as asked:
            return documents(asked, at=at, of=Choice(publisher, language, month), part=part)

    def verify(self, quote: str, document: str | None = None) -> Answer[VerbatimRow]:
        """Where words stand exactly so in the record's texts, else the nearest passage and what differs."""
        with self._seat.ask("verify") as asked:
            return verify(asked, quote, document)

    def refusals(self, *, at: str | None = None, asof: str | None = None) -> Answer[RefusalRow]:
        """What could not be used, with its reason, and what readers of a document are warned of; newest first.

        `at` keeps what was noted then, `asof` what had been noted by then.
        """
        with self._seat.ask("refusals") as asked:
            return refusals(asked, at=at, asof=asof)
