"""Taking texts in: drop files or paste a text, watch the reading, see what could not be used and why, try again."""

import datetime as dt
import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated, Any

from fastapi import File, Form, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.exchanging.citations import WRITERS, Source
from comity.serving.web.given import Id, TheSite
from comity.serving.web.jobs import Job, Jobs, TooMuch, Upload
from comity.serving.web.leave import may_write
from comity.serving.web.lists import Forms, write_list
from comity.serving.web.page import Page
from comity.serving.web.site import Site
from comity.serving.web.words import every
from comity.sources.defaults import Defaults
from comity.sources.kinds import SUFFIXES
from comity.written_dates import parse_day

READING = ("reading", "asked", "state", "texts", "dealt_with", "statements", "not_used", "seconds")
TEXT = ("source", "document", "title", "publisher", "published", "url", "told", "statements")
"""What lists of readings, and of the texts of one, tell of each."""
Field = Annotated[str, Form(max_length=300)]


def take_in(site: TheSite, request: Request) -> Page:
    """Where files are dropped, and for who may drop some the readings so far."""
    summary = "Drop files or paste a text to read into the record."
    jobs = site.jobs.latest() if site.jobs is not None and may_write(site, request) else ()
    more = {"suffixes": ",".join(SUFFIXES), "jobs": jobs}
    forms = write_list("readings", [_tell(one) for one in jobs], READING)
    return Page("take_in.html", "Read texts", summary, more=more, moved_by=(), of_record=False,
                forms=_citing(site, forms, jobs), saved=every(len(jobs), "reading"), passing=bool(jobs))  # fmt: skip


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
    forms = write_list("texts", [{key: getattr(line, key) for key in TEXT} for line in found.lines], TEXT)
    return Page("job.html", "Reading", summary, more={"job": found}, moved_by=(), of_record=False,
                forms=_citing(site, forms, (found,)), saved=every(len(found.lines), "text"), passing=True)  # fmt: skip


def _tell(job: Job) -> dict[str, Any]:
    """A reading as a row of a list."""
    told = (job.id, job.asked.isoformat(timespec="seconds"), job.state, job.total, job.done, job.tally.total,
            len(job.refused), round(job.seconds, 1))  # fmt: skip
    return dict(zip(READING, told, strict=True))


def _citing(site: Site, forms: Forms, jobs: Iterable[Job]) -> Forms:
    """Those forms, and references to the texts that were read; a reading is forgotten, the texts are not."""

    def write(form: str) -> bytes:
        version, today = site.desk.data_version(), dt.date.today().isoformat()
        texts = {
            line.document: Source(
                line.document, line.title, line.publisher, line.published, line.url, today, version
            )
            for job in jobs for line in job.lines if line.document
        }  # fmt: skip
        return WRITERS[form](texts.values()).encode("utf-8", "replace")

    return forms | {form: partial(write, form) for form in WRITERS}


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
