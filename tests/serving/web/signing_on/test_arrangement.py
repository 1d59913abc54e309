"""Settings of the sign-on: what a file and the environment say, and what would not be safe."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.errors import UserError
from comity.serving.web.signing_on.arrangement import Arrangement, groups_of, load_arrangement

PLAIN = {"issuer": "https://sign-on.example.org/desk", "client": "comity", "address": "https://comity.example.org/"}


def load(folder: Path, told: Any, environment: dict[str, str] | None = None) -> Arrangement:
    place = folder / "sign-on.yaml"
    place.write_text(yaml.safe_dump(told))
    return load_arrangement(place, environment or {})


def test_a_file_says_who_signs_people_on(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    told = {**PLAIN, "secret_file": "secret", "roles": {"reader": ["all"], "owner": ["chiefs", "all"]}, "hours": 2,
            "seals": "seals"}  # fmt: skip
    arrangement = load(tmp_path, told)
    assert (arrangement.secret, arrangement.hours) == ("from a file", 2)
    assert arrangement.seals == tmp_path / "seals"
    assert arrangement.roles == {"all": "owner", "chiefs": "owner"}
    assert (arrangement.back, arrangement.host) == ("https://comity.example.org/sign-in/back", "comity.example.org")
    assert arrangement.secure
    assert arrangement.others is None
    assert "from a file" not in repr(arrangement)


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    environment = {"COMITY_OIDC_ISSUER": "https://other.example", "COMITY_OIDC_SECRET": "hidden"}
    arrangement = load(tmp_path, PLAIN, environment)
    assert (arrangement.issuer, arrangement.secret) == ("https://other.example", "hidden")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([], "holds no settings"),
        ({"issuer": "https://a.example"}, "client is missing"),
        ({**PLAIN, "issuer": "http://sign-on.example.org"}, "should begin with https"),
        ({**PLAIN, "address": "comity.example.org"}, "should be a web address"),
        ({**PLAIN, "issuer": "https://me@a.example"}, "should be a web address"),
        ({**PLAIN, "secret": "open"}, "“secret” is no setting"),
        ({**PLAIN, "secret_file": "missing"}, "cannot read the secret"),
        ({**PLAIN, "roles": {"boss": ["a"]}}, "roles should give"),
        ({**PLAIN, "roles": {"owner": "a"}}, "roles should give"),
        ({**PLAIN, "others": "owner"}, "others should be reader"),
        ({**PLAIN, "hours": True}, "hours should be"),
        ({**PLAIN, "seals": 1}, "seals is missing"),
        ({**PLAIN, "hours": 1000}, "hours should be"),
        ({**PLAIN, "inside": "yes please"}, "inside should be"),
        ({**PLAIN, "scopes": ["email"]}, "openid"),
    ],
)
def test_settings_that_are_wrong_say_what_to_do(tmp_path: Path, told: Any, said: str) -> None:
    with pytest.raises(UserError, match=said):
        load(tmp_path, told)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Cannot read the settings"):
        load_arrangement(tmp_path / "none.yaml", {})


@pytest.mark.parametrize(
    ("claims", "claim", "groups"),
    [
        ({"groups": ["a", "b"]}, "groups", ("a", "b")),
        ({"groups": "a"}, "groups", ("a",)),
        ({"realm": {"roles": ["a", 1, None]}}, "realm.roles", ("a",)),
        ({"https://a.example/roles": ["a"]}, "https://a.example/roles", ("a",)),
        ({"groups": {"a": 1}}, "groups", ()),
        ({"realm": ["roles"]}, "realm.roles", ()),
        ({}, "groups", ()),
    ],
)
def test_groups_are_found_where_a_claim_leads(claims: Any, claim: str, groups: tuple[str, ...]) -> None:
    assert groups_of(claims, claim) == groups
