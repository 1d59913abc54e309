"""What writes, or tells of readings under way, is answered by one process; everything else where it is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from comity.serving.web.calls import listen
from comity.serving.web.forwarding import Forwarding, answer_others


def application(name: str) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{rest:path}", methods=["GET", "POST"])
    async def tell(request: Request) -> dict[str, object]:
        assert request.client
        return {"who": name, "body": len(await request.body()), "from": request.client.host}

    return app


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "first")


@pytest.fixture
def second(path: str) -> Iterator[TestClient]:
    with listen(path) as listening:
        answer_others(listening, application("first"))
        with TestClient(Forwarding(application("second"), path)) as client:
            yield client


def test_who_reads_is_answered_here(second: TestClient) -> None:
    assert second.get("/actor/SCO").json()["who"] == "second"


def test_who_writes_is_answered_by_the_first(second: TestClient) -> None:
    told = second.post("/judge", content=b"x" * 1_000_000).json()
    assert told == {"who": "first", "body": 1_000_000, "from": "testclient"}
    assert second.get("/read/1234").json()["who"] == "first"


def test_that_nobody_is_there_to_write_is_told(path: str) -> None:
    with TestClient(Forwarding(application("second"), path)) as client:
        answer = client.post("/judge")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert client.get("/").status_code == 200
