"""The newsroom: order, batches, resume, what becomes of what fails."""

from dataclasses import dataclass, field

import pytest

from comity.model import Document, Event, Evidence, Provenance, Reference, Refusal
from comity.newsroom import BATCH, Tally, assign, read_documents, record_documents
from comity.reading.set_aside import Selected, SetAside
from comity.sources.defaults import Defaults
from comity.sources.parts import PASSED_OVER

CHINA = Reference("state:CHN", "China")


@dataclass(frozen=True)
class Reading:
    statements: tuple = ()
    warnings: tuple = ()
    refusals: tuple = ()


@dataclass
class WordReader:
    """One event a document; breaks, as a whole batch would, on a text that says so."""

    version: str = "1"
    read: list[str] = field(default_factory=list)

    def read_many(self, documents):
        documents = list(documents)
        for document in documents:
            if "break" in document.text:
                raise ValueError("no verb")
            if "stop" in document.text:
                raise KeyboardInterrupt
            self.read.append(document.source)
            yield Reading((event(document),))


@dataclass
class ListWriter:
    """Keeps in memory what a record would keep."""

    added: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    registers: list = field(default_factory=list)
    resolved: bool = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.resolved = True

    def meet(self, document, run):
        pass

    def has(self, document, run):
        return (document.id, run.reader) in [(d.id, version) for d, version in self.added]

    def add(self, document, statements, *, run, refusals=(), warnings=()):
        self.added.append((document, run.reader))

    def refuse(self, refusals, *, run):
        self.refused += refusals

    def set_aside(self, document, refusal, *, run):
        self.aside.append((document.source, refusal.reason, run.reader))

    def find_repeated(self, wording, *, run):
        return None

    def add_register(self, register):
        self.registers.append(register)


def event(document):
    evidence = (Evidence.of(document.text, 0, len(document.text)),)
    return Event(document=document.id, evidence=evidence, event_type="CONSULT", actors=(CHINA,))


def documents(*texts):
    return [Document(text, source=f"{number}.md") for number, text in enumerate(texts)]


def sources(outcomes):
    return [outcome.source for outcome in outcomes]


def test_outcomes_come_in_order_across_batches_and_refusals():
    incoming = documents(*(f"Text {number}" for number in range(2 * BATCH + 3)))
    incoming.insert(5, Refusal("bad.pdf", "sources", "no"))
    outcomes = list(read_documents(incoming, WordReader()))
    assert sources(outcomes) == [item.source for item in incoming]
    assert outcomes[5].refusal == Refusal("bad.pdf", "sources", "no")
    assert all(outcome.statements for outcome in outcomes if not outcome.refusal)


def test_a_document_the_reader_fails_on_is_refused_and_the_rest_is_read():
    first, broken, last = read_documents(documents("One", "break", "Three"), WordReader())
    assert first.statements
    assert last.statements
    assert "ValueError: no verb" in broken.refusal.reason


def test_a_refusal_in_the_reading_is_the_document_s():
    class Failing(WordReader):
        def read_many(self, documents):
            yield from (Reading(refusals=(Refusal(d.source, "reading", "why", d.id),)) for d in documents)

    (outcome,) = read_documents(documents("One"), Failing())
    assert outcome.refusal.reason == "why"


def test_the_same_text_is_read_once():
    reader = WordReader()
    first, second = read_documents(documents("Same", "Same"), reader)
    assert reader.read == ["0.md"]
    assert (first.known, second.known) == (False, True)


def test_another_language_is_refused():
    (outcome,) = read_documents([Document("Ein Text", source="a.md", language="de")], WordReader())
    assert "“de”" in outcome.refusal.reason


def test_the_next_run_leaves_out_what_this_reader_read_and_a_newer_reader_reads_again():
    writer = ListWriter()
    list(read_documents(documents("One"), WordReader(), writer=writer))
    again, fresh = read_documents(documents("One", "Two"), WordReader(), writer=writer)
    assert (again.known, fresh.known) == (True, False)
    (newer,) = read_documents(documents("One"), WordReader(version="2"), writer=writer)
    assert not newer.known


def test_ctrl_c_keeps_all_that_came_before(tmp_path):
    for number, text in enumerate(["One", "Two", "stop", "Four"]):
        (tmp_path / f"{number}.md").write_text(text)
    writer = ListWriter()
    with pytest.raises(KeyboardInterrupt):
        list(record_documents(assign([tmp_path]), WordReader(), writer))
    assert [document.text for document, _ in writer.added] == ["One", "Two"]
    assert writer.resolved
    (tmp_path / "2.md").write_text("Three")
    outcomes = list(record_documents(assign([tmp_path]), WordReader(), writer))
    assert [outcome.known for outcome in outcomes] == [True, True, False, False]


def test_refusals_are_recorded_with_their_reason(tmp_path):
    (tmp_path / "empty.md").write_text("")
    writer = ListWriter()
    list(record_documents(assign([tmp_path, tmp_path / "gone"]), WordReader(), writer))
    assert [refusal.reason for refusal in writer.refused] == [
        "there is no such file or folder",
        "it is empty; there is no text to read",
    ]


def test_an_error_of_the_record_stops_the_run():
    class FullDisk(ListWriter):
        def add(self, *_, **__):
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        list(read_documents(documents("One", "Two"), WordReader(), writer=FullDisk()))


def test_the_register_is_recorded_before_the_first_document(tmp_path):
    (tmp_path / "a.md").write_text("One")
    writer = ListWriter()
    outcomes = record_documents(assign([tmp_path]), WordReader(), writer, register="register")
    next(outcomes)
    assert writer.registers == ["register"]


def test_a_tally_counts_by_kind():
    (outcome,) = read_documents(documents("One"), WordReader())
    tally = Tally().plus(outcome).plus(outcome.__class__("b", known=True))
    assert (tally.documents, tally.known, tally.total, tally.statements["event"]) == (1, 1, 1, 1)
    assert tally.statements["quotation"] == 0


def test_defaults_reach_the_documents(tmp_path):
    (tmp_path / "a.md").write_text("One")
    (document,) = assign([tmp_path], Defaults(published="2020-01-02")).documents()
    assert document.published == "2020-01-02"


class DullSelector:
    """Sets aside what says that it is dull."""

    version = "dull 1"

    def select(self, document):
        return SetAside(document, "actors", "it is dull") if "dull" in document.text else Selected(document)


def test_what_is_not_worth_reading_is_kept_unread():
    reader, writer = WordReader(), ListWriter()
    outcomes = list(read_documents(documents("One", "dull", "Two"), reader, writer=writer, selector=DullSelector()))
    assert reader.read == ["0.md", "2.md"]
    assert outcomes[1].set_aside.reason == "it is dull"
    assert writer.aside == [("1.md", "it is dull", "dull 1")]
    assert [document.source for document, _ in writer.added] == ["0.md", "2.md"]


def test_a_text_that_repeats_one_that_was_read_is_set_aside():
    story = " ".join(f"word{number}" for number in range(100))
    copy = f"{story} and"
    first, second = read_documents(documents(story, copy), WordReader(), selector=DullSelector())
    assert first.statements
    assert second.set_aside.why == "copy"
    assert first.document.id in second.set_aside.reason


def test_what_was_set_aside_is_counted_by_why_and_not_as_read():
    outcomes = read_documents(documents("One", "dull", "dull too"), WordReader(), selector=DullSelector())
    tally = Tally()
    for outcome in outcomes:
        tally = tally.plus(outcome)
    assert (tally.documents, tally.set_aside, tally.refused) == (1, {"actors": 2}, ())


def test_a_text_in_another_language_is_kept_and_not_read():
    writer, reader = ListWriter(), WordReader()
    list(read_documents([Document("Ein Text", source="a.md", language="de")], reader, writer=writer))
    assert writer.aside == [("a.md", "its language is “de”; only English is read", "language")]
    assert (reader.read, writer.refused) == ([], [])


def test_what_an_archive_holds_beside_articles_is_noted_and_not_refused():
    writer, tally = ListWriter(), Tally()
    passed = Refusal("a.zip", PASSED_OVER, "3 × picture held no article")
    for outcome in read_documents([passed, Document("Text")], WordReader(), writer=writer):
        tally = tally.plus(outcome)
    assert (tally.documents, tally.refused, tally.passed_over) == (1, (), (passed,))
    assert writer.refused == [passed]


def test_doubts_about_a_source_are_warnings_of_its_reading():
    told = Provenance(raw_sha256="", extractor="pdf", version="1", doubts=("words are missing",))
    (outcome,) = read_documents([Document("Text", provenance=told)], WordReader())
    assert outcome.warnings == ("words are missing",)
