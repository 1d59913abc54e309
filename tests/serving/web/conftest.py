"""A site over the two reports of `tests/conftest.py` and a small register, asked as a browser asks.

Pages only read, so that one record serves all tests; the databases themselves are tried in tests/recording.
"""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, first_report, second_report

from comity.asking.desk import Desk
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.instruments import Instruments
from comity.serving.web.site import Site

LONG = 300.0
"""Seconds that no number takes, however busy the machine."""


@pytest.fixture(scope="module")
def record_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("site") / "test.db")


@pytest.fixture(scope="module")
def desk(record_address: str, register: Register) -> Iterator[Desk]:
    with open_record(record_address, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            for story in (first_report(), second_report()):
                writer.add(story.document, story.statements, run=RUN)
            writer.add_register(Bookshelf(register))
        yield Desk(record, register)


@pytest.fixture(scope="module")
def site(desk: Desk) -> Site:
    return Site(desk)


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[TestClient]:
    app = build_app(site, ("testserver",))
    app.state.instruments = Instruments(site.desk, patience=LONG)
    with TestClient(app, headers={"accept": "text/html"}) as client:
        yield client
