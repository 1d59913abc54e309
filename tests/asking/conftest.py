"""A desk over the two reports of `tests/conftest.py`, with a small register of our own in the record where asked."""

import pytest

from comity.asking.desk import Desk
from comity.recording import Record
from comity.register import Register


@pytest.fixture
def desk(record: Record, register: Register) -> Desk:
    return Desk(record, register)


@pytest.fixture
def informed(record: Record, register: Register) -> Desk:
    """A desk whose record also holds what the register says of the SCO and of Kazakhstan's presidents."""
    return Desk(record, register)
