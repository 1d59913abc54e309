"""The command line is tried with a desk that answers from values, a reader of one rule and a writer that keeps a
list: all handed in through `Doors`. `ask` runs one command; journeys with the real house are in test_journeys.py."""

import json
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from comity.asking import Answer, Coverage, Question, rows
from comity.errors import RecordError, UnknownActor
from comity.model import Event, Evidence, Membership, Reference
from comity.serving.cli import app
from comity.serving.doors import Doors
from comity.settings import Settings

IRAN, SCO = Reference("state:IRN", "Iran"), Reference("org:SCO", "SCO")
TEXT = "Iran is slated to join the SCO. Leaders met."
COVERAGE = Coverage(2, 2, 9, ("Harbour Gazette", "Meridian Wire"), "2022-09-14", "2024-07-05", True)


def member(name, modality="actual", said_by=(), **other):
    row = rows.MemberRow(
        member=f"state:{name[:3].upper()}", name=name, status="member", founder=False, since="2017", until=None,
        ending="last-reported", modality=modality, certain=True, sources=2, said_by=said_by, publishers=("Wire",),
        reported="2022-09-14", last_reported="2024-07-05", origin="reports", date_kind=None, dissent=(),
        spell="sp-0123456789abcdef",
        statements=("st-0123456789abcdef", "st-fedcba9876543210"),
    )  # fmt: skip
    return replace(row, **other)


STATEMENT = Membership(
    document="doc-1", evidence=(Evidence(0, 30, TEXT[:30]),), modality="planned",
    said_by=Reference("group:state-media", "state media"), member=IRAN, organisation=SCO, status="member",
)  # fmt: skip


def statement_row(text=TEXT, marks=((0, 30),)):
    return rows.StatementRow(
        statement="st-0123456789abcdef", kind="membership", says="Iran is planned to be a member of SCO.",
        keys=json.dumps(STATEMENT.to_json()), modality="planned", when=None, said_by=("state media",),
        passages=(rows.Passage(0, text, marks),), document="doc-1", title="Leaders meet", publisher="Meridian Wire",
        published="2022-09-14", url="https://meridian-wire.example/a", agency=None,
        appearances=(), source="a.md", recorded="2026-01-01",
        superseded=None, reader="reader 1", statements=("st-0123456789abcdef",),
    )  # fmt: skip


def answer(row, *found, notes=()):
    ids = tuple(id for one in found for id in one.statements)
    return Answer(Question("members"), row, found, ids, COVERAGE, "v1", notes)


@dataclass
class FakeDesk:
    """Answers each question with what it was given, and remembers how it was asked."""

    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass

    def __getattr__(self, name):
        def question(*words, **options):
            self.asked.append((name, words, options))
            if words and words[0] == "Ruritania":
                raise UnknownActor("Ruritania", ["Mauritania"])
            return self.answers[name]

        return question


@dataclass(frozen=True)
class Reading:
    statements: tuple = ()
    warnings: tuple = ()
    refusals: tuple = ()


@dataclass
class FakeReader:
    """Reads one meeting in every document; a text may tell it to fail, to be interrupted or to take its time."""

    heed: Any = None
    version = "1"

    def read_many(self, documents):
        for document in documents:
            if "FAIL" in document.text:
                raise ValueError("no verb")
            if "STOP" in document.text:
                raise KeyboardInterrupt
            for read in (0, 5, len(document.text)) if "LONG" in document.text else ():
                self.heed(document, read)
            evidence = (Evidence.of(document.text, 0, len(document.text)),)
            event = Event(document=document.id, evidence=evidence, event_type="CONSULT", actors=(IRAN,))
            warnings = () if document.published else ("it has no date of publication",)
            yield Reading((event,), warnings)


@dataclass
class FakeStore:
    """A record that keeps a list."""

    kept: list = field(default_factory=list)
    error: Exception | None = None

    def writer(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def meet(self, document, run):
        pass

    def has(self, document, run):
        return document.id in self.kept

    def add(self, document, statements, **_):
        if self.error:
            raise self.error
        self.kept.append(document.id)

    def refuse(self, refusals, *, run):
        pass

    def set_aside(self, document, refusal, *, run):
        pass

    def find_repeated(self, wording, *, run):
        return None

    def close(self):
        pass


@dataclass
class Shop:
    """Everything the commands open, and a way to run them."""

    desk: FakeDesk = field(default_factory=FakeDesk)
    store: FakeStore = field(default_factory=FakeStore)

    def doors(self):
        return Doors(
            open_desk=self.open_desk,
            open_record=lambda address: self.store,
            load_register=lambda settings: None,
            make_reader=lambda settings, register, heed=None: FakeReader(heed),
            settings=Settings(),
        )

    def run(self, *arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], obj=self.doors())

    def open_desk(self, address, settings):
        if address == "missing.db":
            raise RecordError("There is no record at missing.db; make one with comity read.")
        return self.desk


@pytest.fixture
def samples():
    """Builders of answers and rows."""
    return SimpleNamespace(answer=answer, member=member, statement_row=statement_row, coverage=COVERAGE)


@pytest.fixture
def shop():
    answers = {
        "members": answer(rows.MemberRow, member("India"), member("Iran", "planned", ("Chinese state media",))),
        "statement": answer(rows.StatementRow, statement_row()),
        "quotes": answer(rows.QuoteRow),
    }
    return Shop(FakeDesk(answers))
