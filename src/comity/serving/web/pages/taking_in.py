"""Taking texts in: drop files or paste a text, watch the reading, see what could not be used and why, try again."""

import math
from collections.abc import Callable
from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.serving.web.given import Id, TheSite
from comity.serving.web.jobs import Job, Jobs, TooMuch, Upload
from comity.serving.web.page import Page
from comity.serving.web.site import Site
from comity.sources.defaults import Defaults
from comity.sources.kinds import SUFFIXES
from comity.written_dates import parse_day

Field = Annotated[str, Form(max_length=300)]


def take_in(site: TheSite) -> Page:
    """Where files are dropped."""
    summary = "Drop files or paste a text to read into the record."
    return Page("take_in.html", "Read texts", summary, more={"suffixes": ",".join(SUFFIXES)}, moved_by=())


def taken_in(
    site: TheSite,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form(max_length=1_100_000)] = "",
    title: Field = "",
    publisher: Field = "",
    published: Field = "",
) -> Response:
    """Begin to read what was dropped or pasted."""
    uploads = [Upload(file.filename, file.file.read()) for file in files or () if file.filename]
    if text.strip():
        uploads.append(Upload(f"{title.strip() or 'pasted text'}.txt", text.replace("\r\n", "\n").encode()))
    if not uploads:
        raise HTTPException(400, "There is nothing to read; choose files or paste a text.")
    named = title.strip() or None if len(uploads) == 1 else None
    day = parse_day(published.strip()) if published.strip() else None
    return _begin(lambda: _jobs(site).start(uploads, Defaults(publisher.strip() or None, day, named)))


def job(site: TheSite, id: Id) -> Page:
    """How far a reading is, and what became of each text."""
    found = _find(site, id)
    summary = f"{found.done} of {found.total} texts dealt with, {len(found.refused)} of them not used."
    return Page("job.html", "Reading", summary, more={"job": found}, moved_by=())


def retried(site: TheSite, id: Id) -> Response:
    """Begin again with what could not be used."""
    return _begin(lambda: _jobs(site).retry(_find(site, id)))


def _begin(start: Callable[[], Job]) -> Response:
    """To the page of a reading; 413 for what is too large, 429 for what is too much for now."""
    try:
        return RedirectResponse(f"/read/{start().id}", 303)
    except TooMuch as error:
        if error.wait is None:
            raise HTTPException(413, str(error)) from None
        raise HTTPException(429, str(error), {"Retry-After": str(math.ceil(error.wait))}) from None


def _jobs(site: Site) -> Jobs:
    if site.jobs is None:
        raise HTTPException(403, "Nothing is read here.")
    return site.jobs


def _find(site: Site, id: str) -> Job:
    found = _jobs(site).find(id)
    if found is None:
        raise HTTPException(404, "There is no such reading; the server has forgotten it or was started anew.")
    return found
