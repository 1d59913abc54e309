"""What a server makes ready before its processes part: it is there once, and nobody's first page waits for it."""

from contextlib import suppress
from dataclasses import dataclass

from jinja2 import Environment

from comity.asking import Desk
from comity.errors import UserError
from comity.register import Register
from comity.serving.web.api import build_api
from comity.serving.web.api_measures import build_measures
from comity.serving.web.pages import build_pages
from comity.serving.web.site import digest_build, make_templates


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
    with suppress(UserError):
        desk.members("UN")
    return Shared(desk.register, templates, digest_build())
