"""Check my draft: each claim of a text beside the record. Nothing of the draft is kept."""

import hashlib
from typing import Annotated

from fastapi import Form
from starlette.exceptions import HTTPException

from comity.errors import SourceError
from comity.serving.web.given import TheMoment, TheSite
from comity.serving.web.page import Page
from comity.sources.plain import read_text

LONGEST = 100_000
"""Characters of a draft."""
NAME = "draft"
DIGITS = 16
"""Of the hash by which a checked draft is named: who has it can show that it was this one, and nobody else reads it."""


def check(site: TheSite, moment: TheMoment) -> Page:
    """An empty field for a draft, and the table without a row."""
    answer = site.desk.check((), at=moment.at, asof=moment.asof, reports_only=moment.reports_only)
    return Page("check.html", "Check a draft", "Each claim of a draft beside the record.", {"check": answer}, "check",
                {"draft": "", "counts": {}, "named": ""})  # fmt: skip


def checked(site: TheSite, moment: TheMoment, draft: Annotated[str, Form(max_length=LONGEST)]) -> Page:
    """The claims of a draft, each with what the record says to it."""
    if site.workshop is None:
        raise HTTPException(403, "Drafts are not checked here.")
    document = read_text(draft.replace("\r\n", "\n"), NAME)
    read = next(site.workshop.read_many([document]))
    if read.refusals and not read.statements:
        raise SourceError(f"The draft cannot be checked: {read.refusals[0].reason}.")
    answer = site.desk.check(read.statements, at=moment.at or document.published, asof=moment.asof,
                             reports_only=moment.reports_only)  # fmt: skip
    counts = {verdict: sum(row.verdict == verdict for row in answer.rows) for verdict in VERDICTS}
    told = "; ".join(f"{count} {verdict}" for verdict, count in counts.items() if count) or "no claim found"
    digest = hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest()[:DIGITS]
    named = f"the draft of {len(document.text):,} characters whose SHA-256 begins with {digest}"
    more = {"draft": draft, "counts": counts, "named": named}
    summary = f"{named[:1].upper()}{named[1:]}: {told}."
    return Page("check.html", "Check of a draft", summary, {"check": answer}, "check", more)


VERDICTS = ("contradicted", "planned only", "not found", "supported")
