"""The brief of an actor as a page, and as a file to hand on."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from comity.serving.briefing.brief import Brief
from comity.serving.briefing.files import TYPES, WRITERS
from comity.serving.briefing.gathering import Wanted, gather
from comity.serving.web.addresses import ask
from comity.serving.web.downloads import name_file
from comity.serving.web.given import FACTS, Day, Id, TheMoment, TheSite, Whole
from comity.serving.web.moment import take_date
from comity.serving.web.page import Page
from comity.serving.web.pages.seating import seated


def brief(site: TheSite, id: Id, moment: TheMoment, whole: Whole, since: Day = "", until: Day = "") -> Page:
    """Everything about an actor in a stretch of time, with the sentences beneath."""
    facts = None if whole else FACTS
    wanted = Wanted(id, take_date(since), take_date(until), moment.asof, moment.reports_only, facts)
    made, answers = gather(site.desk, wanted)
    more = {"brief": made, "files": tuple(WRITERS)}
    title = f"Brief: {made.name}"
    return Page("brief.html", title, made.summary, answers, more=more, moved_by=("asof",), partial=not whole)


def brief_file(form: str) -> Callable[..., Response]:
    """A route that hands out the brief as a file of that form."""

    def hand_out(request: Request, page: Annotated[Page, Depends(seated(brief))]) -> Response:
        made: Brief = page.more["brief"]
        address = ask(request.url.path, dict(request.query_params))
        name = name_file(page.title, address, made.data_version, form)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(WRITERS[form](made), media_type=TYPES[form], headers=headers)

    return hand_out
