"""A team signs on at its provider: who comes in, as what, and what of a provider's or a browser's word is refused."""

import base64
import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey
from tests.serving.web.signing_on.provider import CLIENT, SECRET, SignOnProvider, make_key, open_provider

from comity.asking.desk import Desk
from comity.serving.web.app import build_app
from comity.serving.web.people import Roles
from comity.serving.web.running import PATIENCE
from comity.serving.web.signing_on.arrangement import Arrangement
from comity.serving.web.signing_on.door import SignOn
from comity.serving.web.signing_on.provider import Provider
from comity.serving.web.signing_on.seals import Seals
from comity.serving.web.site import Site
from comity.serving.web.tokens import Tokens
from comity.sources.addresses import Named, origin_of
from comity.sources.fetch import Fetcher, Internet

HERE = "http://localhost:8017"
GROUPS = {"foreign-desk": "editor", "chiefs": "owner", "all-staff": "reader"}
TOKEN = "a-secret-that-must-not-be-seen"


class Clock:
    """Unix time that a test can move."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def provider() -> Iterator[SignOnProvider]:
    with open_provider() as provider:
        yield provider


@pytest.fixture
def clock() -> Clock:
    return Clock()


Opened = Callable[..., TestClient]


@pytest.fixture
def opened(desk: Desk, provider: SignOnProvider, clock: Clock) -> Iterator[Opened]:
    """A browser before a site whose team signs on; what is given changes the arrangement."""
    clients = []

    def open_site(
        people: Roles | None = None, inside: bool = True, tokens: Tokens | None = None,
        folder: Path | None = None, **other: Any,
    ) -> TestClient:  # fmt: skip
        given = {"secret": SECRET, "roles": GROUPS, "inside": inside, **other}
        arrangement = Arrangement(provider.issuer, CLIENT, HERE, **given)
        fetcher = Fetcher("Comity/test", Internet(), PATIENCE, named=Named(origin_of(provider.issuer), inside))
        door = SignOn(
            arrangement, Provider(arrangement, fetcher, clock), people or Roles(others=None), Seals(clock, folder)
        )
        client = TestClient(
            build_app(Site(desk, token=TOKEN, door=door, tokens=tokens)),
            HERE,
            headers={"accept": "text/html"},
            follow_redirects=False,
        )
        clients.append(client)
        return client.__enter__()

    yield open_site
    for client in clients:
        client.__exit__(None, None, None)


def begin(browser: TestClient, path: str = "/") -> dict[str, str]:
    """Open a page, and follow to the provider; gives what the provider is asked."""
    away = browser.get(path)
    assert away.status_code == 303
    begun = browser.get(away.headers["location"])
    assert begun.status_code == 303, begun.text
    return dict(parse_qsl(urlsplit(begun.headers["location"]).query))


def _copy(browser: TestClient) -> dict[str, str]:
    """What a browser keeps, as somebody else would send it."""
    return {"cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}


def sign_on(browser: TestClient, provider: SignOnProvider, path: str = "/") -> Any:
    """The whole way; gives the answer of Comity to who comes back."""
    return browser.get(provider.consent(begin(browser, path)))


def test_who_signs_on_comes_back_to_the_page_that_was_asked_for(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    back = sign_on(browser, provider, "/members/SCO?at=2023-07-05&reports_only=yes")
    assert (back.status_code, back.headers["location"]) == (303, "/members/SCO?at=2023-07-05&reports_only=yes")
    page = browser.get(back.headers["location"])
    assert page.status_code == 200
    assert "Ada Editor (editor)" in page.text
    assert "Sign out" in page.text


def test_the_provider_is_asked_as_the_standards_want(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    asked = begin(browser)
    assert asked["response_type"] == "code"
    assert asked["scope"].split() == ["openid", "profile", "email"]
    assert (asked["code_challenge_method"], asked["redirect_uri"]) == ("S256", f"{HERE}/sign-in/back")
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 40
    browser.get(provider.consent(asked))
    ((_, form),) = [(path, form) for path, form in provider.asked if path == "/token"]
    assert "client_secret" not in form
    assert asked["code_challenge"] not in form.values()


@pytest.mark.parametrize(
    ("groups", "role"),
    [(["all-staff"], "reader"), (["all-staff", "chiefs", "foreign-desk"], "owner"), ("foreign-desk", "editor")],
)
def test_the_greatest_role_of_somebodys_groups_counts(
    opened: Opened, provider: SignOnProvider, groups: Any, role: str
) -> None:
    provider.claims["groups"] = groups
    browser = opened()
    sign_on(browser, provider)
    assert f"Ada Editor ({role})" in browser.get("/").text


def test_roles_may_lie_within_a_claim_or_be_given_to_names(opened: Opened, provider: SignOnProvider) -> None:
    provider.claims = {"sub": "u2", "preferred_username": "Olga", "realm_access": {"roles": ["reader"]}}
    roles = Roles({"Olga": "owner"}, None)
    for given, role in ((None, "reader"), (roles, "owner")):
        browser = opened(given, claim="realm_access.roles", roles={"reader": "reader"})
        sign_on(browser, provider)
        assert f"Olga ({role})" in browser.get("/").text


@pytest.mark.parametrize(
    ("claims", "arranged", "said"),
    {
        "no groups": ({"groups": None}, {}, "have no role here"),
        "other groups": ({"groups": ["cooks", {"chiefs": 1}]}, {}, "have no role here"),
        "no name": ({"preferred_username": None}, {}, "does not say your"),
        "a name that is a list": ({"preferred_username": ["Ada"]}, {}, "does not say your"),
        "an address not verified": ({"email": "ada@desk.example"}, {"name": "email"}, "not verified"),
    }.values(),
)
def test_who_has_no_name_or_no_role_stays_outside(
    opened: Opened, provider: SignOnProvider, claims: Mapping[str, Any], arranged: Mapping[str, Any], said: str
) -> None:
    provider.claims |= claims
    browser = opened(**arranged)
    answer = sign_on(browser, provider)
    assert answer.status_code == 403
    assert said in answer.text
    assert browser.get("/").status_code == 303


def _unsigned(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def _by_secret(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.ljust(32)))


def _by_public_key(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(provider.key.as_pem(private=False)))


def _by_another(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, make_key("one", "a forger's"))


def _key_inside(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    key = make_key("mine")
    return jwt.encode({"alg": "RS256", "jwk": key.as_dict(private=False)}, claims, key)


def _changed(provider: SignOnProvider, claims: dict[str, Any]) -> str:
    head, _, mark = jwt.encode({"alg": "RS256", "kid": "one"}, claims, provider.key).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**claims, "groups": ["chiefs"]}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{mark}"


FORGED = {
    "unsigned": _unsigned, "signed by our secret": _by_secret, "signed by the public key as a secret": _by_public_key,
    "signed by another": _by_another, "with a key of its own": _key_inside, "changed": _changed,
    "no token": lambda provider, claims: "rubbish", "none at all": lambda provider, claims: None,
}  # fmt: skip
HOUR = 3600
SPOILED: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "https://elsewhere.example"}, "for another audience": {"aud": "another"},
    "for two, and not given to us": {"aud": [CLIENT, "another"], "azp": "another"}, 
    "too old": {"exp": time.time() - HOUR},
    "not yet": {"nbf": time.time() + HOUR}, "from the future": {"iat": time.time() + HOUR},
    "of another attempt": {"nonce": "another"}, "without nonce": {"nonce": None}, "without end": {"exp": None},
    "without issuer": {"iss": None}, "without audience": {"aud": None}, "without subject": {"sub": None},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "an end that is a word": {"exp": "tomorrow"},
}  # fmt: skip


@pytest.mark.parametrize("sign", FORGED.values(), ids=FORGED)
def test_tokens_that_the_provider_did_not_sign_are_refused(opened: Opened, provider: SignOnProvider, sign: Any) -> None:
    provider.sign = sign
    browser = opened()
    assert sign_on(browser, provider).status_code == 403
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_tokens_that_are_not_for_us_and_now_are_refused(
    opened: Opened, provider: SignOnProvider, spoiled: dict[str, Any]
) -> None:
    provider.spoil = lambda claims: {k: v for k, v in {**claims, **spoiled}.items() if v is not None}
    browser = opened()
    assert sign_on(browser, provider).status_code == 403
    assert browser.get("/").status_code == 303


def test_a_new_key_of_the_provider_is_found(opened: Opened, provider: SignOnProvider, clock: Clock) -> None:
    browser = opened()
    assert sign_on(browser, provider).status_code == 303
    provider.key = make_key("two")
    clock.ahead = 120
    assert sign_on(opened(), provider).status_code == 303
    browser.cookies.clear()
    assert sign_on(browser, provider).status_code == 303
    assert [path for path, _ in provider.asked].count("/keys") == 3


def test_another_browser_cannot_finish_an_attempt_and_none_counts_twice(
    opened: Opened, provider: SignOnProvider
) -> None:
    one, other = opened(), opened()
    back = provider.consent(begin(one))
    assert other.get(back).status_code == 400
    changed = back.replace("state=", "state=x")
    assert one.get(changed).status_code == 400
    copy = _copy(one)
    assert one.get(back).status_code == 303
    one.cookies.clear()
    assert "used before" in one.get(back, headers=copy).text


def test_an_attempt_grows_too_old(opened: Opened, provider: SignOnProvider, clock: Clock) -> None:
    browser = opened()
    back = provider.consent(begin(browser))
    clock.ahead = 11 * 60
    assert "too old" in browser.get(back).text


def test_an_answer_of_another_provider_is_refused(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    back = provider.consent(begin(browser))
    assert browser.get(re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Felsewhere.example", back)).status_code == 400


def test_who_breaks_off_is_told_so(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    state = begin(browser)["state"]
    answer = browser.get(f"/sign-in/back?error=access_denied&state={state}")
    assert answer.status_code == 403
    assert "did not let you in" in answer.text


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_tells_nonsense_of_itself_is_not_used(
    opened: Opened, provider: SignOnProvider, told: dict[str, Any]
) -> None:
    provider.told = told
    browser = opened()
    answer = browser.get("/sign-in")
    assert answer.status_code == 502
    assert "sign-on provider" in answer.text


def test_a_provider_inside_the_house_is_called_only_where_that_is_said(
    opened: Opened, provider: SignOnProvider
) -> None:
    assert opened(inside=False).get("/sign-in").status_code == 502
    assert not provider.asked


def test_keys_are_not_looked_for_at_another_address_inside(opened: Opened, provider: SignOnProvider) -> None:
    provider.told = {"jwks_uri": "https://127.0.0.1:1/keys"}
    assert sign_on(opened(), provider).status_code == 403


def test_a_sign_on_ends_with_its_time(opened: Opened, provider: SignOnProvider, clock: Clock) -> None:
    browser = opened(hours=2)
    sign_on(browser, provider)
    clock.ahead = 1.9 * HOUR
    assert browser.get("/").status_code == 200
    clock.ahead = 2.1 * HOUR
    assert browser.get("/").status_code == 303


def test_signing_out_makes_every_copy_of_a_sign_on_void(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    sign_on(browser, provider)
    copy = _copy(browser)
    out = browser.post("/sign-in/out")
    assert out.headers["location"] == "/sign-in/ended"
    assert f'href="{provider.issuer}/goodbye"' in browser.get("/sign-in/ended").text
    assert browser.get("/", headers=copy).status_code == 303


def test_two_servers_with_one_folder_know_each_others_sign_ons(
    opened: Opened, provider: SignOnProvider, tmp_path: Path
) -> None:
    one, other = opened(folder=tmp_path / "seals"), opened(folder=tmp_path / "seals")
    back = provider.consent(begin(one))
    begun = _copy(one)
    came = other.get(back, headers=begun)
    assert came.status_code == 303
    assert "used before" in one.get(back, headers=begun).text
    signed = _copy(other)
    one.cookies.clear()
    other.cookies.clear()
    assert "Ada Editor (editor)" in one.get("/", headers=signed).text
    one.post("/sign-in/out", headers=signed)
    assert [browser.get("/", headers=signed).status_code for browser in (one, other)] == [303, 303]


def test_who_shares_no_folder_knows_nothing_of_it(opened: Opened, provider: SignOnProvider) -> None:
    one = opened()
    sign_on(one, provider)
    assert opened().get("/", headers=_copy(one)).status_code == 303


def test_another_site_cannot_sign_anybody_out(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    sign_on(browser, provider)
    assert browser.post("/sign-in/out", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.get("/").status_code == 200


def test_cookies_are_for_us_alone(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    given = sign_on(browser, provider).headers.get_list("set-cookie")
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in given)
    assert any(cookie.startswith("comity-session=") and "Max-Age=28800" in cookie for cookie in given)
    (name, sealed) = next((name, value) for name, value in browser.cookies.items() if name == "comity-session")
    for wrong in (sealed[:-2], sealed.replace(".", "A.", 1), "", "x" * 5000):
        assert browser.get("/", headers={"cookie": f"{name}={wrong}"}).status_code == 303


def test_an_attempt_is_no_sign_on(opened: Opened, provider: SignOnProvider) -> None:
    browser = opened()
    begin(browser)
    (sealed,) = browser.cookies.values()
    assert browser.get("/", headers={"cookie": f"comity-session={sealed}"}).status_code == 303


def test_programs_and_forms_are_told_with_a_status(opened: Opened) -> None:
    browser = opened()
    answer = browser.get("/api/v1/coverage", headers={"accept": "*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.json()["detail"].startswith("Nobody is signed in")
    answer = browser.post("/judge", data={"verdict": "accept"})
    assert answer.status_code == 401
    assert "not signed in any more" in answer.text
    assert browser.get("/sign-in/back", headers={"accept": "application/json"}).json()["status"] == 400


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/a\\b",
        "/sign-in/out",
        "javascript:x",
        "/a\r\nX: y",
    ],
)
def test_nobody_is_led_elsewhere(opened: Opened, provider: SignOnProvider, onward: str) -> None:
    browser = opened()
    begun = browser.get("/sign-in", params={"onward": onward})
    back = browser.get(provider.consent(dict(parse_qsl(urlsplit(begun.headers["location"]).query))))
    assert back.headers["location"] == "/"


def test_no_secret_is_logged(opened: Opened, provider: SignOnProvider, caplog: pytest.LogCaptureFixture) -> None:
    provider.sign = _by_another
    browser = opened()
    with caplog.at_level(logging.DEBUG):
        asked = begin(browser)
        browser.get(provider.consent(asked))
        browser.get("/sign-in/back?code=a-code-of-somebody&state=x")
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith(("comity", "uvicorn")))
    assert "an ID token was refused" in ours
    for secret in (SECRET, TOKEN, asked["state"], asked["nonce"], "code-0", "a-code-of-somebody"):
        assert secret not in ours


def test_a_token_outlasts_the_sign_on_and_a_start(opened: Opened, provider: SignOnProvider, tmp_path: Path) -> None:
    kept = Tokens(tmp_path / "tokens.json")
    browser = opened(tokens=kept)
    sign_on(browser, provider)
    key = re.findall(r'name="key" value="([^"]+)"', browser.get("/tokens").text)[0]
    made = browser.post("/tokens", data={"name": "R", "key": key}).text
    shown = {"Authorization": "Bearer " + re.findall(r"comity_[\w-]{43}", made)[0]}
    after = opened(tokens=kept)
    assert after.get("/api/v1/coverage").status_code == 401
    assert after.get("/api/v1/coverage", headers=shown).status_code == 200
    assert "Ada Editor (editor)" in after.get("/", headers=shown).text
    wrong = after.get("/", headers={"Authorization": "Bearer comity_wrong"})
    assert (wrong.status_code, "location" in wrong.headers) == (401, False)
