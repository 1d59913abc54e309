"""Tokens with which programs of a team ask: shown once, kept as hashes, ended by a day or by hand, only for reading."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from comity.asking.desk import Desk
from comity.errors import UserError
from comity.serving.cli import app as commands
from comity.serving.web.app import Access, build_app
from comity.serving.web.people import HeaderDoor, Roles
from comity.serving.web.proxies import Proxies
from comity.serving.web.running import open_tokens
from comity.serving.web.site import Site
from comity.serving.web.tokens import LONGEST_DAYS, MOST, Tokens, bearer

PROXY = ("10.0.0.7", 5000)
MEMBERS = "/api/v1/members?organisation=SCO"
ADA, OLGA, RITA = ({"X-Remote-User": name} for name in ("Ada Editor", "Olga Owner", "Rita Reader"))


class Day:
    """A day that a test can move on."""

    def __init__(self) -> None:
        self.now = dt.date(2024, 7, 4)

    def __call__(self) -> dt.date:
        return self.now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def tokens(tmp_path: Path, day: Day) -> Tokens:
    return Tokens(tmp_path / "tokens.json", day)


Opened = Callable[..., TestClient]


@pytest.fixture
def opened(desk: Desk, tokens: Tokens) -> Iterator[Opened]:
    """A client before the server of a team; what a test gives are roles or how it is served."""
    clients: list[TestClient] = []

    def open_site(roles: Roles | None = None, **other: object) -> TestClient:
        given = roles or Roles({"Ada Editor": "editor", "Olga Owner": "owner"})
        site = Site(desk, token="the server's secret", door=HeaderDoor("X-Remote-User", given), tokens=tokens, **other)  # type: ignore[arg-type]
        access = Access(proxies=Proxies.parse(["10.0.0.7"]), guarded=("X-Remote-User",))
        client = TestClient(build_app(site, ("testserver",), access), client=PROXY, follow_redirects=False)
        clients.append(client)
        return client.__enter__()

    yield open_site
    for client in clients:
        client.__exit__(None, None, None)


def _key(client: TestClient, who: dict[str, str]) -> str:
    page = client.get("/tokens", headers={**who, "accept": "text/html"})
    assert page.headers["cache-control"] == "no-store"
    return re.findall(r'name="key" value="([^"]+)"', page.text)[0]


def _make(client: TestClient, who: dict[str, str], name: str = "R at my desk", **more: str) -> str:
    told = {"name": name, "key": _key(client, who), **more}
    page = client.post("/tokens", data=told, headers={**who, "accept": "text/html"})
    assert page.status_code == 200, page.text
    return re.findall(r"comity_[\w-]{43}", page.text)[0]


def _shown(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_program_asks_with_a_token_that_a_reader_made(opened: Opened) -> None:
    client = opened()
    assert client.get(MEMBERS).status_code == 401
    secret = _make(client, RITA)
    assert client.get(MEMBERS, headers=_shown(secret)).json()["rows"]
    assert client.get("/members/SCO.csv", headers=_shown(secret)).text.startswith("member,")
    assert "Rita Reader (reader)" in client.get("/", headers={**_shown(secret), "accept": "text/html"}).text


def test_a_token_is_shown_once_and_kept_nowhere(opened: Opened, tmp_path: Path) -> None:
    client = opened()
    secret = _make(client, RITA)
    assert secret not in client.get("/tokens", headers={**RITA, "accept": "text/html"}).text
    for kept in tmp_path.iterdir():
        assert secret not in kept.read_text()
    assert (tmp_path / "tokens.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "shown",
    ["Bearer comity_wrong", "Bearer ", "Basic comity_wrong", "Bearer the server's secret", f"Bearer {'x' * 9000}", "ÿ"],
)
def test_what_is_no_token_lets_nobody_in(opened: Opened, shown: str) -> None:
    answer = opened().get(MEMBERS, headers={"Authorization": shown.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_header_that_comes_twice_shows_no_token() -> None:
    assert bearer([(b"authorization", b"bearer  comity_a ")]) == "comity_a"
    assert bearer([(b"authorization", b"Bearer comity_a"), (b"authorization", b"Bearer comity_b")]) is None


def test_a_token_writes_nothing_and_makes_no_other(opened: Opened) -> None:
    client = opened()
    secret = _make(client, ADA)
    key = _key(client, ADA)
    for path in ("/judge", "/tokens", "/tokens/revoke"):
        told = {"key": key, "name": "more", "token": "tk-1", "verdict": "accept", "statement": "st-1", "reason": "x"}
        assert client.post(path, data=told, headers=_shown(secret)).status_code == 401
    assert client.get("/tokens", headers=_shown(secret)).status_code == 401


def test_it_ends_after_its_last_day(opened: Opened, day: Day) -> None:
    client = opened()
    secret = _make(client, RITA, days="7")
    day.now += dt.timedelta(7)
    assert client.get(MEMBERS, headers=_shown(secret)).status_code == 200
    day.now += dt.timedelta(1)
    assert client.get(MEMBERS, headers=_shown(secret)).status_code == 401


def test_it_has_the_role_that_its_person_has_today(opened: Opened) -> None:
    secret = _make(opened(), ADA)
    assert "Ada Editor (reader)" in opened(Roles()).get("/", headers={**_shown(secret), "accept": "text/html"}).text
    assert opened(Roles(others=None)).get(MEMBERS, headers=_shown(secret)).status_code == 401


def test_one_revokes_ones_own_and_an_owner_anybodys(opened: Opened, tokens: Tokens) -> None:
    client = opened()
    secrets = [_make(client, RITA, name=name) for name in ("one", "two")]
    two, one = (tokens.find(secret) for secret in reversed(secrets))
    assert one is not None
    assert two is not None

    def revoke(id: str, who: dict[str, str], key: dict[str, str] | None = None) -> int:
        told = {"token": id, "key": _key(client, key or who)}
        return client.post("/tokens/revoke", data=told, headers=who).status_code

    assert revoke(one.id, ADA) == 400
    assert revoke(one.id, RITA, key=ADA) == 403
    assert revoke(one.id, RITA) == revoke(two.id, OLGA) == 303
    assert [client.get(MEMBERS, headers=_shown(secret)).status_code for secret in secrets] == [401, 401]


def test_everybody_sees_their_own_and_owners_all(opened: Opened) -> None:
    client = opened()
    _make(client, RITA, name="<script>1</script>")
    seen = {
        who["X-Remote-User"]: client.get("/tokens", headers={**who, "accept": "text/html"}).text
        for who in (RITA, ADA, OLGA)
    }
    assert [name for name, page in seen.items() if "&lt;script&gt;1" in page] == ["Rita Reader", "Olga Owner"]
    assert not any("<script>1" in page for page in seen.values())


def test_nobody_makes_tokens_where_everyone_may_ask(opened: Opened) -> None:
    client = opened(public=True)
    assert client.post("/tokens", data={"name": "x", "key": ""}, headers=RITA).status_code == 403


@pytest.mark.parametrize(("name", "days"), [("", 7), ("x", 0), ("x", LONGEST_DAYS + 1)])
def test_a_token_has_a_name_and_an_end(tokens: Tokens, name: str, days: int) -> None:
    with pytest.raises(UserError):
        tokens.make("Rita Reader", "reader", name, days)
    assert not tokens.current()


def test_nobody_has_too_many(tokens: Tokens) -> None:
    for number in range(MOST):
        tokens.make("Rita Reader", "reader", str(number))
    with pytest.raises(UserError, match="revoke one"):
        tokens.make("Rita Reader", "reader", "one more")
    assert tokens.make("Ada Editor", "editor", "hers")


def test_commands_and_a_server_share_the_file(opened: Opened, tmp_path: Path, tokens: Tokens, day: Day) -> None:
    day.now = dt.datetime.now(dt.UTC).date()
    client, file = opened(), str(tmp_path / "tokens.json")
    made = CliRunner().invoke(commands, ["tokens", "make", file, "nightly report", "--person", "Rita Reader"])
    secret = re.findall(r"comity_[\w-]{43}", made.stdout)[0]
    assert client.get(MEMBERS, headers=_shown(secret)).status_code == 200
    listed = CliRunner().invoke(commands, ["tokens", "list", file]).stdout
    assert "nightly report: Rita Reader (reader)" in listed
    assert secret not in listed
    id = re.findall(r"tk-\w+", listed)[0]
    assert CliRunner().invoke(commands, ["tokens", "revoke", file, id]).exit_code == 0
    assert client.get(MEMBERS, headers=_shown(secret)).status_code == 401


def test_a_broken_file_is_told_at_the_start_and_lets_nobody_in_later(opened: Opened, tmp_path: Path) -> None:
    client = opened()
    secret = _make(client, RITA)
    (tmp_path / "tokens.json").write_text("[{}]")
    assert client.get(MEMBERS, headers=_shown(secret)).status_code == 401
    with pytest.raises(UserError, match="no file of tokens"):
        Tokens(tmp_path / "tokens.json")


def test_the_description_of_the_api_names_tokens_where_there_are_some(opened: Opened, desk: Desk) -> None:
    schema = opened().get("/api/v1/openapi.json", headers=RITA).json()
    assert schema["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    with TestClient(build_app(Site(desk), ("testserver",))) as open_to_all:
        assert "securitySchemes" not in open_to_all.get("/api/v1/openapi.json").json()["components"]


def test_tokens_without_a_team_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--oidc"):
        open_tokens(tmp_path / "tokens.json", None)
    assert open_tokens(None, None) is None
