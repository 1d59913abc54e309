"""Two short reports of our own, told twice over: as texts with statements (`reports`) and as a record (`record`).

Tests that need other statements build them with `Story`, which finds a statement's evidence by its words. Nothing is
patched: the record's clock is an argument.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgresql
import pytest
from hypothesis import HealthCheck, settings
from tests.stock import Make, Stock

from comity.model import (
    Document,
    Event,
    Evidence,
    Fact,
    Membership,
    Office,
    Quotation,
    Reference,
    Relation,
    Statement,
)
from comity.recording import Record, Run, open_record
from comity.register import Register, default
from comity.register.rows import MembershipRow

# A property says of one change what it says of the next, on a busy machine too: its examples are the same each time,
# and bounded in number, not in time. Who looks for new ones runs with --hypothesis-profile=searching.
BUSY = (HealthCheck.too_slow,)
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=BUSY)
settings.register_profile("searching", deadline=None, max_examples=1_000, suppress_health_check=BUSY)
settings.load_profile("steady")

NOON = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
RUN = Run("reader 1")


def refer(id: str) -> Reference:
    """`state:CHN`, or `person:xi-jinping for state:CHN`; the name is the id's tail."""
    own, _, acts_for = id.partition(" for ")
    return Reference(own, own.partition(":")[2].replace("-", " ").title(), acts_for or None)


class Story:
    """A document whose statements are added one by one, with the words they rest on."""

    def __init__(self, text: str, published: str | None = None, publisher: str | None = None) -> None:
        self.document = Document(text, source=f"{publisher}.md", publisher=publisher, published=published)
        self.statements: list[Statement] = []

    def membership(self, words: str, member: str, organisation: str, status: str, **more: Any) -> "Story":
        who, what = refer(member), refer(organisation)
        return self._add(Membership(**self._common(words, more), member=who, organisation=what, status=status))

    def office(self, words: str, person: str, role: str, of: str, **more: Any) -> "Story":
        return self._add(Office(**self._common(words, more), person=refer(person), role=role, of=refer(of)))

    def fact(self, words: str, about: str, property: str, value: str, **more: Any) -> "Story":
        return self._add(Fact(**self._common(words, more), about=refer(about), property=property, value=value))

    def relation(self, words: str, actor: str, relation: str, other: str, **more: Any) -> "Story":
        ends = {"from_": refer(actor), "to": refer(other)}
        return self._add(Relation(**self._common(words, more), relation=relation, **ends))

    def quotation(self, words: str, speaker: str, **more: Any) -> "Story":
        common = self._common(words, more)
        said = {"form": "direct", "cue": "say", **common}
        return self._add(Quotation(**said, speaker=refer(speaker), text=words))

    def event(self, words: str, type: str, actors: str, recipients: str = "", **more: Any) -> "Story":
        mode, where = more.pop("mode", None), more.pop("where", None)
        sides = [tuple(refer(id) for id in side.split(", ") if id) for side in (actors, recipients)]
        place = refer(where) if where else None
        common = self._common(words, more)
        return self._add(Event(**common, event_type=type, mode=mode, actors=sides[0], recipients=sides[1], where=place))

    def _common(self, words: str, more: dict[str, Any]) -> dict[str, Any]:
        start = self.document.text.index(words)
        said_by = more.pop("said_by", None)
        evidence = (Evidence(start, start + len(words), words),)
        said = refer(said_by) if said_by else None
        return {"document": self.document.id, "evidence": evidence, "said_by": said, **more}

    def _add(self, statement: Statement) -> "Story":
        self.statements.append(statement)
        return self


XI, PUTIN, SCO = "person:xi-jinping for state:CHN", "person:vladimir-putin for state:RUS", "org:SCO"


def first_report() -> Story:
    text = (
        "The Shanghai Cooperation Organisation was set up in 2001 by China, Russia and Kazakhstan. "
        "India came in as a member in 2017. Mongolia still watches as an observer.\n"
        "State television says that Iran is to become a member. Xi Jinping will meet Vladimir Putin in Samarkand. "
        "China and Russia called each other friends without limits.\n"
        "Anna Berg, a fellow of the Harbour Institute, said: “The club grows faster than its agenda.”"
    )
    story = Story(text, "2022-09-14", "Northern Post")
    story.fact("set up in 2001", SCO, "founded", "2001", when="2001")
    for state in ("CHN", "RUS", "KAZ"):
        story.membership(
            "set up in 2001 by China, Russia and Kazakhstan", f"state:{state}", SCO, "founder", when="2001"
        )
    story.membership("India came in as a member in 2017", "state:IND", SCO, "member", when="2017/..")
    story.membership("Mongolia still watches as an observer", "state:MNG", SCO, "observer")
    tv = "org:state-television"
    story.membership("Iran is to become a member", "state:IRN", SCO, "member", modality="planned", said_by=tv)
    meeting = "Xi Jinping will meet Vladimir Putin in Samarkand"
    story.event(meeting, "CONSULT", f"{XI}, {PUTIN}", modality="planned", mode="meet", where="place:samarkand")
    story.event("China and Russia called each other friends without limits", "SUPPORT", "state:CHN, state:RUS")
    story.office("Anna Berg, a fellow of the Harbour Institute", "person:anna-berg", "fellow", "org:harbour-institute")
    return story.quotation("The club grows faster than its agenda.", "person:anna-berg")


def second_report() -> Story:
    text = (
        "The organisation took in Belarus at its meeting in Astana. Kazakhstan holds the chair. "
        "Narendra Modi stayed away.\n"
        "Jo Lind dates the founding to 1996. Xi Jinping, the Chinese president, sat beside Vladimir Putin."
    )
    story = Story(text, "2024-07-05", "Southern Herald")
    story.event("The organisation took in Belarus", "SUPPORT", SCO, "state:BLR", where="place:astana")
    story.membership("The organisation took in Belarus", "state:BLR", SCO, "member")
    story.membership("Kazakhstan holds the chair", "state:KAZ", SCO, "chair")
    modi = "person:narendra-modi for state:IND"
    story.event("Narendra Modi stayed away", "CONSULT", modi, SCO, modality="denied", mode="multilateral")
    story.fact("dates the founding to 1996", SCO, "founded", "1996", when="1996", said_by="person:jo-lind")
    story.office("Xi Jinping, the Chinese president", XI, "president", "state:CHN")
    return story


class Bookshelf:
    """As much of a register as its document in the record is written from: the SCO and Kazakhstan's presidents."""

    def __init__(self, register: Register, version: str = "1", *more: MembershipRow) -> None:
        self._register, self.version, self._more = register, version, more
        self.entry, self.standings = register.entry, register.standings

    def entries(self, _: str) -> list[object]:
        return [self._register.entry("org:SCO")]

    def members(self, organisation: str) -> list[object]:
        return [*self._register.members(organisation), *self._more]

    def offices(self) -> list[object]:
        return [office for office in self._register.offices("state:KAZ") if office.office == "president"]

    def holders(self, office: str, of: str) -> list[object]:
        return self._register.holders(office, of)


@pytest.fixture(scope="session")
def register() -> Register:
    return default()


@pytest.fixture
def bookshelf(register: Register) -> Bookshelf:
    return Bookshelf(register)


@pytest.fixture
def reports() -> tuple[Story, Story]:
    return first_report(), second_report()


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server of this run; tests that need it are skipped where none is installed."""
    if postgresql.find_binaries() is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return Stock(tmp_path_factory.mktemp("stock"))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, stock: Stock) -> Iterator[str]:
    """Where a record can be made, once on each database; a test that asks for a record finds it there."""
    path, name = tmp_path / "test.db", next((name for name in MADE if name in request.fixturenames), "")
    if request.param == "sqlite":
        yield stock.copy(name, MADE[name], path) if name else str(path)
        return
    server = request.getfixturevalue("server")
    if name:
        with stock.lend(name, MADE[name], server) as address:
            yield address
        return
    address = server.room()
    yield address
    server.clear(address)


@pytest.fixture
def empty(address: str) -> Iterator[Record]:
    with open_record(address, create=True, clock=lambda: NOON) as record:
        yield record


def lay_empty(address: str) -> None:
    open_record(address, create=True, clock=lambda: NOON).close()


def lay_reports(address: str) -> None:
    with open_record(address, create=True, clock=lambda: NOON) as record, record.writer() as writer:
        for story in (first_report(), second_report()):
            writer.add(story.document, story.statements, run=RUN)


def lay_informed(address: str) -> None:
    lay_reports(address)
    with open_record(address, clock=lambda: NOON) as record, record.writer() as writer:
        writer.add_register(Bookshelf(default()))  # type: ignore[arg-type]


MADE: dict[str, Make] = {"informed": lay_informed, "record": lay_reports, "empty": lay_empty}
"""What makes the record that a fixture of this name gives; the fullest first, for each rests on the next."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The guide first, which is one long test, then files with slow ones: who comes to them last keeps all waiting."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path.name != "test_guide.py", item.path not in slow))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly when the half of the tests that needs PostgreSQL did not run."""
    skipped = terminalreporter.stats.get("skipped", ())
    if left_out := sum(postgresql.MISSING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"WARNING: {left_out} tests on PostgreSQL did not run. {postgresql.MISSING}.")


@pytest.fixture
def record(empty: Record, stock: Stock) -> Record:
    """The record of the two reports."""
    if empty.address not in stock.given:
        lay_reports(empty.address)
    return empty


@pytest.fixture
def story() -> type[Story]:
    return Story


@pytest.fixture
def run() -> Run:
    return RUN
