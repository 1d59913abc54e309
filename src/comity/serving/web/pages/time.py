"""What happened, and what changed between two dates."""

from typing import Any

from comity.asking.desks.place import LATEST
from comity.asking.wording import with_article
from comity.serving.web import spans
from comity.serving.web.given import FEW, Beside, Day, TheMoment, TheSite, Whole, Words
from comity.serving.web.moment import take_date
from comity.serving.web.page import Page
from comity.serving.web.pages.coded import part
from comity.serving.web.words import count


def timeline(
    site: TheSite,
    moment: TheMoment,
    beside: Beside,
    whole: Whole,
    actor: Words = "",
    other: Words = "",
    since: Day = "",
    until: Day = "",
) -> Page:
    """Happenings of an actor, with another where one is given, and what others coded where that is asked for."""
    layers = {"layers": site.desk.layers()}
    if not actor.strip():
        summary = "What happened, was planned or denied."
        return Page("timeline.html", "Timeline", summary, more=layers, moved_by=("asof",))
    first, last = take_date(since), take_date(until)
    answer = site.desk.timeline(
        actor, other.strip() or None, since=first, until=last, beside=beside, **moment.known,
        limit=None if whole else LATEST,
    )  # fmt: skip
    taken = dict(answer.question.arguments)
    who = site.desk.names(taken[key] for key in ("actor", "other") if key in taken)
    names = site.desk.names({id for row in answer.rows for id in (*row.actors, *row.recipients, row.where) if id})
    title = f"Timeline of {' and '.join(with_article(id, name) for id, name in who.items())}"
    own, coded = part(answer.rows)
    more = {"names": names, "chart": spans.place_happenings(own), "own": own, "coded": coded, **layers}
    summary = f"{count(len(own), 'happening')} of {' and '.join(who.values())}, each with its sentences."
    return Page("timeline.html", title, summary, {"timeline": answer}, "timeline", more, moved_by=("asof",),
                partial=answer.is_cut)  # fmt: skip


def changes(
    site: TheSite, moment: TheMoment, whole: Whole, actor: Words = "", since: Day = "", until: Day = ""
) -> Page:
    """What is different about an actor at one day from what it was at another."""
    first = take_date(since)
    if not actor.strip() or first is None:
        return Page("changes.html", "Changes", "What changed between two dates.", moved_by=("asof",))
    last = take_date(until)
    clocks: dict[str, Any] = {"asof": moment.asof, "reports_only": moment.reports_only}
    answer = site.desk.changes(actor, since=first, until=last, **clocks, first=None if whole else FEW)
    id = dict(answer.question.arguments)["actor"]
    who = with_article(id, site.desk.names([id])[id])
    summary = f"What changed about {who} from {first} to {last or 'today'}."
    return Page("changes.html", f"Changes of {who}", summary, {"changes": answer}, "changes", moved_by=("asof",),
                partial=answer.left_out > 0)  # fmt: skip
