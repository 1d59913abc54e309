"""The reader: a document in, statements out. The steps stand in one tuple, in the order in which they run."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from comity.errors import ComityError
from comity.model import Document, Refusal, Statement
from comity.reading.actors import resolve_actors
from comity.reading.attribution import attribute
from comity.reading.collecting import collector_at_rest
from comity.reading.confidence import calibrate
from comity.reading.dates import find_dates
from comity.reading.events import read_events
from comity.reading.facts import read_facts
from comity.reading.memberships import read_memberships
from comity.reading.merging import merge
from comity.reading.offices import read_offices
from comity.reading.page import Page
from comity.reading.parsing import Parser
from comity.reading.portions import PORTION, Heed, Portion, portion
from comity.reading.quotations import read_quotations
from comity.reading.relations import read_relations
from comity.reading.representing import complete_representing
from comity.reading.spells import complete_spells
from comity.reading.tenses import tense_of
from comity.reading.timing import when_of
from comity.register import Register
from comity.settings import Settings

READER_VERSION = "15"
"""Raise it with every change that can alter what is read from a document."""

StatementReader = Callable[[Page], Sequence[Statement]]

STEPS: tuple[StatementReader, ...] = (
    lambda page: read_quotations(page, when_of),
    read_memberships,
    read_offices,
    read_relations,
    read_facts,
)
"""Each reads one kind of statement from a page whose actors and dates are resolved; events come last."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document: its statements, warnings in plain sentences, and what was refused."""

    document: Document
    statements: tuple[Statement, ...]
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Reader:
    """Reads documents with one language model and one register; holds no state between documents."""

    def __init__(
        self, settings: Settings | None = None, register: Register | None = None, *, most: int = PORTION,
        heed: Heed | None = None,
    ) -> None:  # fmt: skip
        """Load what is needed, seconds of work; documents of more than `most` characters are read in portions.

        `heed` is told of each of these.
        """
        settings = settings or Settings()
        self._most, self._heed = most, heed
        self.learnt = settings.learnt
        self.parser = Parser(settings.model)
        self.register = register or Register.load(settings.overlay)
        # The loaded tables live as long as the reader; the collector must not walk over them at every sweep.
        gc.freeze()
        frames_only = "" if settings.learnt else "+frames only"
        self.version = f"{READER_VERSION}+{self.parser.name}+{self.register.version}{frames_only}"

    def read(self, document: Document) -> Reading:
        """The statements of one document."""
        return next(iter(self.read_many([document])))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings in the order of the documents; a document that fails gives a reading with a refusal.

        Long documents are read in portions, each for itself.
        """
        waiting: deque[Portion] = deque()
        read: list[Reading] = []
        for page in self.parser.parse_many(self._cut(documents, waiting)):
            part = waiting.popleft()
            read.append(self._restored(page, part))
            if self._heed and part.text is not part.whole:
                self._heed(part.whole, part.start + len(part.text.text))
            if part.last:
                yield _join(part.whole, read)
                read = []

    def _cut(self, documents: Iterable[Document], waiting: deque[Portion]) -> Iterator[Document]:
        """The portions of the documents; each is left in `waiting` for whoever gets its page."""
        for part in chain.from_iterable(portion(document, self._most) for document in documents):
            if self._heed and not (part.start or part.last):
                self._heed(part.whole, 0)
            waiting.append(part)
            yield part.text

    def _restored(self, page: Page, part: Portion) -> Reading:
        """What a portion says, as part of its whole document."""
        try:
            reading = self.read_page(page)
        except ComityError:
            raise
        except Exception as error:
            whole = part.whole
            reason = f"The reader failed on this document ({type(error).__name__}: {error}); please report it."
            return Reading(whole, (), (), (Refusal(whole.source, "reading", reason, whole.id),))
        return replace(reading, document=part.whole, statements=tuple(map(part.restore, reading.statements)))

    def read_page(self, page: Page) -> Reading:
        """The statements of a parsed page."""
        with collector_at_rest():
            page = self.resolve(page)
            return Reading(page.document, calibrate(page, self.state(page)), _warnings(page))

    def state(self, page: Page) -> tuple[Statement, ...]:
        """What a resolved page states, with the confidence of the frames that read it."""
        if not page.sentences:
            return ()  # a dateline and nothing behind it
        told = [s for step in STEPS for s in step(page)]
        return merge(complete_spells(attribute(complete_representing([*told, *read_events(page, self.learnt)]))))

    def resolve(self, page: Page) -> Page:
        """The page with its dates and with whom its words mean."""
        page = resolve_actors(page, self.register)
        return replace(page, dates=find_dates(page.document.text, page.document.published, tense=tense_of(page)))


def _join(document: Document, read: Sequence[Reading]) -> Reading:
    """One reading of the readings of a document's portions."""
    if len(read) == 1:
        return read[0]
    statements = merge([s for reading in read for s in reading.statements])
    warnings = dict.fromkeys(w for reading in read for w in reading.warnings)
    refusals = dict.fromkeys(r for reading in read for r in reading.refusals)
    return Reading(document, statements, tuple(warnings), tuple(refusals))


def _warnings(page: Page) -> tuple[str, ...]:
    if page.document.published is None:
        return ("The document has no date of publication, so relative dates in it stay unresolved.",)
    return ()
