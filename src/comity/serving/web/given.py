"""What pages are given: the site they belong to, the moment, and written arguments.

What only looks at the request is `async`, for otherwise each would be sent to a thread of its own and waited for.
"""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request

from comity.serving.web.addresses import without_form
from comity.serving.web.instruments import Instruments
from comity.serving.web.moment import Moment, take_beside, take_moment
from comity.serving.web.site import Site

LONGEST = 500
"""Characters of an argument in an address."""


async def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


async def _instruments(request: Request) -> Instruments:
    instruments: Instruments = request.app.state.instruments
    return instruments


FEW = 40
"""Rows of a list that a page shows unless its address asks for all of them."""
FACTS = 40
"""Statements of each property that a page counts unless its address asks for all of them."""
FILES = (".csl.json", ".atom", ".html", ".pdf", ".md")
"""Endings of addresses of files that pages write themselves."""


def is_whole(request: Request) -> bool:
    """Whether every row is wanted: of downloads, and of a page whose address says `rows=all`."""
    named = request.url.path.endswith(FILES) or "form" in request.path_params
    return named or request.query_params.get("rows") == "all"


def own_address(request: Request) -> str:
    """The whole address of the page, also where one of its downloads is asked for; without what was left empty."""
    path = request.url.path
    form = request.path_params.get("form") or next((form for form in FILES if path.endswith(form)), "")
    address = request.url.replace(path=without_form(path, form.removeprefix(".")))
    given = request.query_params.multi_items()
    filled = [(key, value) for key, value in given if value]
    return str(address if len(filled) == len(given) else address.replace(query=urlencode(filled)))


async def _wants_whole(request: Request) -> bool:
    return is_whole(request)


TheSite = Annotated[Site, Depends(_site)]
TheInstruments = Annotated[Instruments, Depends(_instruments)]
TheMoment = Annotated[Moment, Depends(take_moment)]
Beside = Annotated[str | None, Depends(take_beside)]
"""Layers of events that others coded, to be shown with what was read."""
Whole = Annotated[bool, Depends(_wants_whole)]
"""Whether every row is wanted; a page shows few of a long list, and says how many there are."""
Id = Annotated[str, Path(max_length=LONGEST)]
Ids = Annotated[str, Path(max_length=6000)]
Words = Annotated[str, Query(max_length=LONGEST)]
"""Words in a form's field; empty when nothing was written."""
Day = Annotated[str, Query(max_length=40)]
"""A date in a form's field; empty when nothing was written."""
