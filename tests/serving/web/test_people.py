"""Teams behind a proxy that signs people in: readers read, editors write in their own name, nobody else comes in."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, first_report

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.recording import open_record
from comity.register import Register
from comity.serving.web.app import Access, build_app
from comity.serving.web.people import HeaderDoor, Roles
from comity.serving.web.proxies import Proxies
from comity.serving.web.running import team_door
from comity.serving.web.site import Site

TOKEN = "a-secret-that-must-not-be-seen"
PROXY = ("10.0.0.7", 5000)
ROLES = Roles({"Ada Editor": "editor", "Olga Owner": "owner"})


def _client(desk: Desk, roles: Roles = ROLES, peer: tuple[str, int] = PROXY, public: bool = False) -> TestClient:
    site = Site(desk, public, token=TOKEN, door=HeaderDoor("X-Remote-User", roles))
    access = Access(proxies=Proxies.parse(["10.0.0.7"]), guarded=("X-Remote-User",))
    return TestClient(build_app(site, ("testserver",), access), headers={"accept": "text/html"}, client=peer)


@pytest.fixture
def team(tmp_path: Path, register: Register) -> Iterator[Desk]:
    with open_record(tmp_path / "test.db", create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            writer.add(first_report().document, first_report().statements, run=RUN)
            writer.add_register(Bookshelf(register))
        yield Desk(record, register)


def _statement(team: Desk) -> str:
    return team.members("SCO", reports_only=True).rows[0].statements[0]


def test_nobody_comes_in_without_a_name(desk: Desk) -> None:
    with _client(desk) as client:
        assert client.get("/").status_code == 401
        assert client.get("/api/v1/coverage").status_code == 401
        assert client.get("/static/comity.css").status_code == 200
        assert client.get("/", headers={"X-Remote-User": "Rita Reader"}).status_code == 200


def test_the_header_counts_from_the_proxy_alone(desk: Desk) -> None:
    with _client(desk, peer=("10.0.0.8", 5000)) as client:
        assert client.get("/", headers={"X-Remote-User": "Ada Editor"}).status_code == 401


def test_a_header_that_comes_twice_names_nobody(desk: Desk) -> None:
    with _client(desk) as client:
        twice = [("X-Remote-User", "Ada Editor"), ("X-Remote-User", "Olga Owner")]
        assert client.get("/", headers=twice).status_code == 401  # type: ignore[arg-type]


def test_only_who_is_listed_where_that_is_asked(desk: Desk) -> None:
    with _client(desk, Roles(ROLES.given, None)) as client:
        assert client.get("/", headers={"X-Remote-User": "Rita Reader"}).status_code == 401
        assert client.get("/", headers={"X-Remote-User": "Ada Editor"}).status_code == 200


def test_readers_see_no_forms_and_cannot_write(team: Desk) -> None:
    with _client(team) as client:
        client.headers["X-Remote-User"] = "Rita Reader"
        page = client.get(f"/statement/{_statement(team)}").text
        assert "Judge this statement" not in page
        answer = client.post("/judge", data={"verdict": "accept", "statement": _statement(team), "reason": "x"})
        assert answer.status_code == 403


@pytest.mark.parametrize("name", ["Ada Editor", "Olga Owner"])
def test_editors_judge_in_their_own_name_whatever_the_form_says(team: Desk, name: str) -> None:
    with _client(team) as client:
        client.headers["X-Remote-User"] = name
        page = client.get(f"/statement/{_statement(team)}").text
        (key,) = set(re.findall(r'name="key" value="([^"]+)"', page))
        told = {"verdict": "accept", "statement": _statement(team), "reason": "seen", "by": "Somebody Else", "key": key}
        assert client.post("/judge", data=told, follow_redirects=False).status_code == 303
        assert [row.person for row in team.judgements().rows] == [name]


def test_the_key_of_one_is_none_of_another(team: Desk) -> None:
    with _client(team) as client:
        page = client.get(f"/statement/{_statement(team)}", headers={"X-Remote-User": "Ada Editor"}).text
        (key,) = set(re.findall(r'name="key" value="([^"]+)"', page))
        told = {"verdict": "accept", "statement": _statement(team), "reason": "seen", "key": key}
        assert client.post("/judge", data=told, headers={"X-Remote-User": "Olga Owner"}).status_code == 403


def test_a_page_of_one_is_not_given_to_another(team: Desk) -> None:
    with _client(team) as client:
        path = f"/statement/{_statement(team)}"
        editor = client.get(path, headers={"X-Remote-User": "Ada Editor"})
        reader = client.get(path, headers={"X-Remote-User": "Rita Reader"})
    assert "Ada Editor" in editor.text
    assert "Ada Editor" not in reader.text
    assert editor.headers["etag"] != reader.headers["etag"]


def test_nothing_is_written_where_everyone_may_ask(team: Desk) -> None:
    with _client(team, public=True) as client:
        client.headers["X-Remote-User"] = "Olga Owner"
        for path in ("/judge", "/judge/add", "/judge/undo", "/read", "/read/1/again"):
            assert client.post(path, data={"key": "x", "verdict": "accept"}).status_code in (403, 422)
        assert client.get(f"/enter/{TOKEN}").status_code == 403
    assert not team.judgements().rows


def test_the_token_of_the_start_does_not_open_a_team(desk: Desk) -> None:
    with _client(desk) as client:
        assert client.get(f"/enter/{TOKEN}", headers={"X-Remote-User": "Rita Reader"}).status_code == 403


def test_no_secret_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    site = Site(desk, token=TOKEN)
    app = build_app(site, ("testserver",))

    @app.get("/enter/{token}/broken")
    def broken(token: str) -> None:
        raise ValueError("a fault")

    with caplog.at_level(logging.DEBUG), TestClient(app, raise_server_exceptions=False) as client:
        client.get(f"/enter/{TOKEN}", follow_redirects=False)
        client.get("/enter/wrong")
        assert client.get(f"/enter/{TOKEN}/broken").status_code == 500
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("comity", "uvicorn"))]
    assert any("fault at /enter/" in line for line in ours)
    assert not any(TOKEN in line for line in ours)


@pytest.mark.parametrize(
    ("header", "proxies", "editors", "said"),
    [
        ("X-Remote-User", (), (), "Anybody could write"),
        ("X Remote User", ("10.0.0.7",), (), "no name of a header"),
        (None, (), ("Ada",), "user-header"),
    ],
)
def test_orders_that_would_let_anybody_in_are_refused(
    header: str | None, proxies: tuple[str, ...], editors: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        team_door(header, proxies, "test.db", editors, (), False)
