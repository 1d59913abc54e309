"""The map: how states stand to an organisation on a day, beside the table of the same rows."""

from comity.asking.answer import Answer
from comity.asking.rows import MemberRow
from comity.asking.wording import with_article
from comity.serving.web import world
from comity.serving.web.given import TheMoment, TheSite, Words
from comity.serving.web.page import Page


def show(site: TheSite, moment: TheMoment, organisation: Words = "") -> Page:
    """A map of the members of an organisation; an empty one to begin with."""
    if not organisation.strip():
        more = {"world": world.draw_members(()), "claimed": world.claimed()}
        return Page("map.html", "Map", "How states stand to an organisation, on a map.", more=more)
    answer: Answer[MemberRow] = site.desk.members(organisation, **moment.arguments)
    who = site.desk.find(dict(answer.question.arguments)["organisation"])
    more = {"world": world.draw_members(answer.rows), "claimed": world.claimed(), "who": who}
    name = with_article(who.actor, who.name)
    summary = f"How states stand to {name}, on a map and in a table."
    return Page("map.html", f"Map of {name}", summary, {"members": answer}, "members", more)
