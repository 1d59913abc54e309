"""A desk over the two reports of `tests/conftest.py`, with a small register of our own in the record where asked."""

import pytest

from comity.asking.desk import Desk
from comity.recording import Record
from comity.register import Register, default


@pytest.fixture(scope="session")
def register() -> Register:
    return default()


@pytest.fixture
def desk(record: Record, register: Register) -> Desk:
    return Desk(record, register)


class Bookshelf:
    """As much of a register as the register's document is written from."""

    version = "test"

    def __init__(self, register: Register) -> None:
        self._register = register
        self.entry, self.standings = register.entry, register.standings

    def entries(self, kind: str) -> list[object]:
        return [self._register.entry("org:SCO")]

    def members(self, organisation: str) -> list[object]:
        return self._register.members(organisation)

    def offices(self) -> list[object]:
        return [office for office in self._register.offices("state:KAZ") if office.office == "president"]

    def holders(self, office: str, of: str) -> list[object]:
        return self._register.holders(office, of)


@pytest.fixture
def informed(record: Record, register: Register) -> Desk:
    """A desk whose record also holds what the register says of the SCO and of Kazakhstan's presidents."""
    with record.writer() as writer:
        writer.add_register(Bookshelf(register))  # type: ignore[arg-type]
    return Desk(record, register)
