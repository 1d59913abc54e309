"""The front: what the record holds, what came in last, and what could not be used."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from comity.asking.answer import Answer
from comity.edtf import bounds
from comity.serving.web.given import TheMoment, TheSite
from comity.serving.web.page import Page
from comity.serving.web.plots.stock import draw_stock

SHOWN, DISPUTES = 12, 6
"""Happenings and open disputes that are named."""
RECENT = 60
"""Days before a report in which what happened is news in it."""
REPORTS = 5
"""How many reports are looked at first: as a rule they tell more than is shown."""


def home(site: TheSite, moment: TheMoment) -> Page:
    """Search over everything, what changed lately, what there is."""
    latest = site.desk.latest(**moment.known, reports=REPORTS)
    if len(latest) < SHOWN:
        latest = site.desk.latest(**moment.known)
    shown = _news_first(latest.rows)[:SHOWN]
    names = site.desk.names({id for row in shown for id in (*row.actors, *row.recipients)})
    summary = f"A dated and sourced record of world affairs, read from {latest.coverage}."
    answers: dict[str, Answer[Any]] = {"latest": latest}
    now = moment.asof is None and site.desk.recorded is None and not site.desk.min_confidence
    more: dict[str, Any] = {"names": names, "shown": shown, "open": 0}
    if now:  # of an earlier day every dispute would have to be resolved anew
        answers["disputes"], more["open"] = site.desk.open_disputes(DISPUTES)
    return Page("home.html", "Comity", summary, answers, "latest", more, moved_by=("asof",))


def _news_first(rows: Sequence[Any]) -> list[Any]:
    """What each day's reports tell: first what is new in them, then the years before that they look back at."""

    def place(row: Any) -> tuple[dt.date, bool]:
        told, happened = (bounds(day).latest if day else None for day in (row.reported, row.date))
        old = bool(told and happened and (told - happened).days > RECENT)
        return told or dt.date.min, not old

    return sorted(rows, key=place, reverse=True)


def coverage(site: TheSite, moment: TheMoment) -> Page:
    """What there is of each publisher, language and month: what a “nothing found” rests on."""
    stock = site.desk.coverage(**moment.known)
    months: dict[str, int] = {}
    publishers: dict[str, tuple[int, int]] = {}
    languages: dict[str, int] = {}
    for row in stock.rows:
        months[row.month or ""] = months.get(row.month or "", 0) + row.documents
        documents, statements = publishers.get(row.publisher or "", (0, 0))
        publishers[row.publisher or ""] = (documents + row.documents, statements + row.count)
        languages[row.language or ""] = languages.get(row.language or "", 0) + row.documents
    unused = Counter(row.severity for row in site.desk.refusals(asof=moment.asof).rows)
    more = {
        "months": months,
        "drawn": draw_stock(months),
        "unused": unused,
        "publishers": sorted(publishers.items(), key=lambda item: (-item[1][0], item[0])),
        "languages": languages,
    }
    summary = f"What answers are looked for in: {stock.coverage}."
    return Page("coverage.html", "Coverage", summary, {"stock": stock}, "stock", more, moved_by=("asof",),
                selects=False)  # fmt: skip


def refusals(site: TheSite) -> Page:
    """What could not be used, with its reason."""
    answer = site.desk.as_recorded(None).refusals()  # what was read since is not kept among them
    summary = "Documents and passages that could not be used, each with its reason, and warnings about others."
    return Page("refusals.html", "Not used", summary, {"refusals": answer}, "refusals", moved_by=(),
                hears_moments=False)  # fmt: skip
