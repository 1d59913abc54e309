"""Finding: words in texts, quotations, disputes, and questions in plain English."""

from typing import Any

from comity.asking.answer import Answer
from comity.asking.desks.place import LATEST
from comity.asking.rows import TimelineRow
from comity.asking.wording import with_article
from comity.serving.web import narrowed
from comity.serving.web.given import Day, TheMoment, TheSite, Whole, Words
from comity.serving.web.moment import take_date
from comity.serving.web.page import Page
from comity.serving.web.words import count

PASSAGES, EVERY = 100, 10_000
"""Passages that a page shows, and that its downloads hold."""
UNSHOWN = ("statements", "sources", "publishers")
"""What the last column of a table stands for."""


def search(site: TheSite, moment: TheMoment, whole: Whole, q: Words = "") -> Page:
    """Actors of that name, and passages that hold the words."""
    words = q.strip()
    if not words:
        return Page("search.html", "Search", "Search names and texts.", moved_by=("asof",))
    actors = site.desk.suggest(words)
    passages = site.desk.search(words, limit=EVERY if whole else PASSAGES, **moment.known)
    summary = f"{count(len(actors), 'name')} and {count(len(passages), 'passage')} for “{words}”."
    answers: dict[str, Answer[Any]] = {"passages": passages, "actors": actors}
    return Page("search.html", f"Search: {words}", summary, answers, "passages", moved_by=("asof",),
                partial=passages.is_cut)  # fmt: skip


def quotes(
    site: TheSite, moment: TheMoment, whole: Whole, speaker: Words = "", about: Words = "", since: Day = "",
    until: Day = "",
) -> Page:  # fmt: skip
    """Who said what."""
    first, last = take_date(since), take_date(until)
    if not speaker.strip() and not about.strip():
        return Page("quotes.html", "Quotations", "Who said what, when and where.", moved_by=("asof",))
    answer = site.desk.quotes(
        speaker.strip() or None, about=about.strip() or None, since=first, until=last, **moment.known,
        limit=None if whole else LATEST,
    )  # fmt: skip
    taken = dict(answer.question.arguments)
    names = site.desk.names(taken[key] for key in ("speaker",) if key in taken)
    said = "".join(f" of {with_article(id, name)}" for id, name in names.items())
    title = f"Quotations{said}" + (f" about “{about.strip()}”" if about.strip() else "")
    summary = f"{count(len(answer), 'quotation')}, word for word as the texts have them."
    return Page("quotes.html", title, summary, {"quotes": answer}, "quotes", moved_by=("asof",),
                partial=answer.is_cut)  # fmt: skip


def disputes(site: TheSite, moment: TheMoment, about: Words = "") -> Page:
    """Where sources cannot all be right."""
    answer = site.desk.disputes(about.strip() or None, **moment.known)
    summary = "Statements that cannot all hold, each side with its sources."
    id = dict(answer.question.arguments).get("about")
    title = f"Disputes about {with_article(id, site.desk.names([id])[id])}" if id else "Disputes"
    return Page("disputes.html", title, summary, {"disputes": answer}, "disputes", moved_by=("asof",))


def ask(site: TheSite, moment: TheMoment, q: Words = "") -> Page:
    """A question in plain English, and the query that was run for it."""
    if not q.strip():
        return Page("ask.html", "Ask", "Ask the record a question in plain English.")
    answer = site.desk.ask(q, **moment.arguments)
    summary = f"The record's answer to “{q.strip()}”, with the query that was run."
    told = {
        id
        for row in answer.rows
        if isinstance(row, TimelineRow)
        for id in (*row.actors, *row.recipients, row.where)
        if id
    }
    more = {
        "shape": answer.row.__name__,
        "fields": [
            name
            for name in answer.row.__dataclass_fields__
            if name not in UNSHOWN and any(getattr(row, name) for row in answer.rows)
        ],
        "of_person": "person" in dict(answer.question.arguments),
        "names": site.desk.names(told),
        "ran": narrowed.say_run(answer.notes[0], site.desk.names(narrowed.named_in(answer.notes))),
        "told": [narrowed.say_note(note) for note in answer.notes[1:]],
        "whole": narrowed.whole(answer.question),
    }
    return Page("ask.html", q.strip(), summary, {"answer": answer}, "answer", more)
