"""A wheel of a clean clone in an empty environment without Node serves every page and asset."""

import pytest
from wheel import kind_of, try_wheel


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/"),
        ("/actor/org:SCO", "/actor/{id}"),
        ("/actor/org:SCO.csl.json", "/actor/{id}.csl.json"),
        ("/pair/PRK/USA.ris", "/pair/{id}/{other}.ris"),
        ("/measures", "/measures"),
        ("/static/comity.css", "/static/comity.css"),
        ("/api/v1/openapi.json", "/api/v1/openapi.json"),
    ],
)
def test_addresses_are_told_apart_by_kind_and_form(path: str, kind: str) -> None:
    assert kind_of(path) == kind


@pytest.mark.long
def test_an_installed_wheel_serves_every_page_and_asset() -> None:
    found = try_wheel()
    assert not found.trouble
    assert not found.missing
