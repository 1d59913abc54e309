"""What a server makes ready once it listens."""

import gc

from fastapi.testclient import TestClient

from comity.serving.web.app import build_app
from comity.serving.web.site import Site
from comity.serving.web.warming import warm


def test_pages_are_made_ready_and_what_is_loaded_is_looked_through_no_more(site: Site) -> None:
    app = build_app(site, ("testserver",))
    try:
        warm(app, ("testserver",))
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
    assert {"members.html", "search.html", "macros.html"} <= {name for _, name in site.templates.cache or ()}
    with TestClient(app, headers={"accept": "text/html"}) as browser:
        assert browser.get("/").status_code == 200


def test_who_is_not_let_in_leaves_a_server_that_serves(site: Site) -> None:
    app = build_app(site, ("other.example",))
    try:
        warm(app, ("elsewhere.example",))
    finally:
        gc.unfreeze()
    with TestClient(app, "http://other.example", headers={"accept": "text/html"}) as browser:
        assert browser.get("/").status_code == 200
