"""A site over the two reports of `tests/conftest.py` and a small register, asked as a browser asks."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from comity.asking.desk import Desk
from comity.recording import Record
from comity.register import Register
from comity.serving.web.app import build_app
from comity.serving.web.site import Site


@pytest.fixture
def desk(record: Record, register: Register, bookshelf: Any) -> Desk:
    with record.writer() as writer:
        writer.add_register(bookshelf)
    return Desk(record, register)


@pytest.fixture
def site(desk: Desk) -> Site:
    return Site(desk)


@pytest.fixture
def browser(site: Site) -> Iterator[TestClient]:
    with TestClient(build_app(site, ("testserver",)), headers={"accept": "text/html"}) as client:
        yield client
