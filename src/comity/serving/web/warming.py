"""What a server makes ready so that no page waits for it: before its processes part, and whenever data changed."""

import gc
import time
from contextlib import suppress
from dataclasses import dataclass

from jinja2 import Environment

from comity.asking import Desk
from comity.errors import ComityError, UserError
from comity.register import Register
from comity.serving.web.api import build_api
from comity.serving.web.api_measures import build_measures
from comity.serving.web.pages import build_pages
from comity.serving.web.site import digest_build, make_templates

FIRST_ASKED = ("Who were the members of the UN in 2015?", "Who leads the UN?")
"""Questions that have their grammar loaded."""
PAUSE, SHARE = 2.0, 20
"""Seconds between two looks at whether data changed, and how many times longer than counting them takes at least."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all processes of a server have from the one that keeps them."""

    register: Register
    templates: Environment
    build: str


def prepare(desk: Desk) -> Shared:
    """Load templates, names and routes; nothing of the record, which each process opens for itself."""
    templates = make_templates()
    for name in templates.list_templates(extensions=["html"]):
        templates.get_template(name)
    for build in (build_pages, build_api, build_measures):
        build()
    desk.register.names("org:UN")
    for question in FIRST_ASKED:
        with suppress(UserError):
            desk.ask(question)
    return Shared(desk.register, templates, digest_build())


def keep_ready(desk: Desk) -> None:
    """For ever: count what every page says of the data it was looked for in, once there are new ones.

    Whatever stands before the first count stays as long as the process, so that nothing looks through it for waste.
    """
    known = None
    while True:
        began = time.monotonic()
        with suppress(ComityError):
            stamp = desk.stamp()
            if stamp != known:
                desk.coverage()
                if known is None:
                    gc.collect()
                    gc.freeze()
                known = stamp
        time.sleep(max(PAUSE, (time.monotonic() - began) * SHARE))
