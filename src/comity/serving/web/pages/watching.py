"""What is news of an actor or of two together, as a page and as an Atom feed to follow."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from comity.asking.rows import ActorRow
from comity.serving.watching.atom import MOST, to_atom
from comity.serving.watching.entries import make_entries
from comity.serving.web.given import Id, TheSite
from comity.serving.web.page import Page
from comity.serving.web.pages.seating import seated
from comity.serving.web.site import Site

ATOM = "application/atom+xml; charset=utf-8"


def watch(site: TheSite, id: Id) -> Page:
    """What is news of an actor."""
    return _page(site, site.desk.find(id))


def watch_pair(site: TheSite, id: Id, other: Id) -> Page:
    """What is news of two actors together."""
    return _page(site, site.desk.find(id), site.desk.find(other))


def feed(request: Request, page: Annotated[Page, Depends(seated(watch))]) -> Response:
    """The feed of an actor."""
    return _feed(request, page)


def feed_of_pair(request: Request, page: Annotated[Page, Depends(seated(watch_pair))]) -> Response:
    """The feed of two actors."""
    return _feed(request, page)


def _page(site: Site, *who: ActorRow) -> Page:
    answer = site.desk.news(*(one.actor for one in who))
    watched = "+".join(one.actor for one in who)
    name = " and ".join(one.name for one in who)
    entries = make_entries(site.desk, watched, answer.rows[:MOST])
    more = {"entries": entries, "name": name, "watched": watched, "who": who}
    summary = f"What reports told of {name} last, why each is told, and the sentences that say so."
    return Page("watch.html", f"Following {name}", summary, {"news": answer}, "news", more, moved_by=())


def _feed(request: Request, page: Page) -> Response:
    here = str(request.base_url).rstrip("/")
    written = to_atom(page.more["name"], page.more["watched"], page.more["entries"], here, str(request.url))
    return Response(written, media_type=ATOM)
