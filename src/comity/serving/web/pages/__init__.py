"""The pages: which address shows what. Each page also comes as a download, at its address with the form behind it."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from comity.serving.briefing.files import WRITERS
from comity.serving.web.addresses import beside
from comity.serving.web.downloads import FORMS, REFERENCES
from comity.serving.web.embedding import policy_for
from comity.serving.web.given import TheSite
from comity.serving.web.leave import Leave, OfTheirOwn, enter
from comity.serving.web.page import Page
from comity.serving.web.pages import (
    access,
    actors,
    briefs,
    documents,
    drafts,
    finding,
    front,
    judging,
    maps,
    measures,
    network,
    studies,
    taking_in,
    time,
    watching,
)
from comity.serving.web.pages.seating import Builder, seated
from comity.serving.web.responses import BARE, EMBED, write_download, write_page

PAGES: tuple[tuple[str, Builder], ...] = (
    ("/", front.home),
    ("/coverage", front.coverage),
    ("/refusals", front.refusals),
    ("/documents", documents.documents),
    ("/document/{id}", documents.document),
    ("/statement/{id}", documents.statement),
    ("/sentences/{ids}", documents.sentences),
    ("/actor/{id}", actors.actor),
    ("/members/{id}", actors.members),
    ("/brief/{id}", briefs.brief),
    ("/watch/{id}", watching.watch),
    ("/watch/{id}/{other}", watching.watch_pair),
    ("/why/{id}", judging.why),
    ("/judgements", judging.judgements),
    ("/map", maps.show),
    ("/measures/{name}", measures.measure),
    ("/measures", measures.index),
    ("/network", network.network),
    ("/studies/{name}", studies.study),
    ("/studies", studies.index),
    ("/pair/{id}/{other}", actors.pair),
    ("/timeline", time.timeline),
    ("/changes", time.changes),
    ("/quotes", finding.quotes),
    ("/disputes", finding.disputes),
    ("/search", finding.search),
    ("/ask", finding.ask),
    ("/check", drafts.check),
    ("/read", taking_in.take_in),
    ("/read/{id}", taking_in.job),
)
"""Addresses and what builds their pages; more exact addresses first."""
EMBEDDED = ("/measures/{name}", "/network", "/timeline", "/map", "/members/{id}")
"""Pages whose chart other sites may show, at their address behind `/embed`."""
WRITES: tuple[tuple[str, Callable[..., Response]], ...] = (
    ("/read", taking_in.taken_in),
    ("/read/{id}/again", taking_in.retried),
    ("/judge", judging.judge),
    ("/judge/add", judging.add),
    ("/judge/undo", judging.undo),
)
"""What writes; only who has leave may."""
TWO_PARTS = "csl.json"


@cache
def build_pages() -> APIRouter:
    """The routes of all pages and their downloads: made once, for each application over whatever site."""
    router = APIRouter(include_in_schema=False)
    for form in WRITERS:
        router.add_api_route(f"/brief/{{id}}.{form}", briefs.brief_file(form), methods=["GET", "HEAD"])
    router.add_api_route("/watch/{id}.atom", watching.feed, methods=["GET", "HEAD"])
    router.add_api_route("/watch/{id}/{other}.atom", watching.feed_of_pair, methods=["GET", "HEAD"])
    for address, build in ((address, seated(build)) for address, build in PAGES):
        _add_downloads(router, beside(address), build, ["GET", "HEAD"])
        router.add_api_route(address, _show(build), methods=["GET", "HEAD"])
        if address in EMBEDDED:
            router.add_api_route(f"{EMBED}{address}", _embed(build), methods=["GET", "HEAD"])
    checked = seated(drafts.checked)
    _add_downloads(router, "/check", checked, ["POST"])
    router.add_api_route("/check", _show(checked), methods=["POST"])
    router.add_api_route("/enter/{token}", enter, methods=["GET"])
    router.add_api_route(access.PLACE, access.show, methods=["GET"])
    router.add_api_route(access.PLACE, access.make, methods=["POST"], dependencies=[OfTheirOwn])
    router.add_api_route(f"{access.PLACE}/revoke", access.revoke, methods=["POST"], dependencies=[OfTheirOwn])
    for address, write in WRITES:
        router.add_api_route(address, write, methods=["POST"], dependencies=[Leave])
    return router


def _add_downloads(router: APIRouter, address: str, build: Builder, methods: list[str]) -> None:
    router.add_api_route(f"{address}.{TWO_PARTS}", _download(build, TWO_PARTS), methods=methods)
    router.add_api_route(f"{address}.{{form}}", _download(build), methods=methods)


def _show(build: Builder) -> Callable[..., Response]:
    def show(request: Request, site: TheSite, page: Annotated[Page, Depends(build)]) -> Response:
        return write_page(site, request, page)

    return show


def _embed(build: Builder) -> Callable[..., Response]:
    def embed(request: Request, site: TheSite, page: Annotated[Page, Depends(build)]) -> Response:
        response = write_page(site, request, page, layout=BARE)
        response.headers["Content-Security-Policy"] = policy_for(request.app.state.framers)
        return response

    return embed


def _download(build: Builder, fixed: str | None = None) -> Callable[..., Response]:
    def download(request: Request, site: TheSite, page: Annotated[Page, Depends(build)]) -> Response:
        form = fixed or request.path_params["form"]
        forms = tuple(dict.fromkeys([*(FORMS if page.answers and not page.forms else REFERENCES), *page.forms]))
        if page.status == HTTPStatus.ACCEPTED:
            raise HTTPException(503, "This is still being computed; ask again in a while.", {"Retry-After": "5"})
        if form not in forms:
            if form in FORMS:
                raise HTTPException(
                    400, "There are no rows to save: the page says what to ask first, or what is missing."
                )
            raise HTTPException(404, f"There is no form “{form}” of this page; there are {', '.join(forms)}.")
        return write_download(site, request, page, form)

    return download
