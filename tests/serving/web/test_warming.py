"""What a server makes ready before its processes part."""

from comity.asking.desk import Desk
from comity.serving.web.site import Site
from comity.serving.web.warming import prepare


def test_templates_names_and_build_are_made_once_for_all(desk: Desk) -> None:
    shared = prepare(desk)
    assert shared.register is desk.register
    assert shared.build == Site(desk).build
    loaded = {name for _, name in shared.templates.cache or ()}
    assert {"actor.html", "macros.html", "why.html"} <= loaded
