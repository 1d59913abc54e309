"""Datelines: the state in which a report says that it was written (“MOSCOW, Aug 21 -”)."""

from comity.reading.page import Page
from comity.register import Register


def state_of_dateline(page: Page, register: Register) -> str:
    """The state of the town in the first dateline on the day of publication; empty where none tells it."""
    line = next((p for p in page.passages if p.kind == "dateline"), None)
    if line is None:
        return ""
    at = page.document.published
    for match in register.match(page.document.text[line.start : line.end].title()):
        seats = [r.id for r in match.readings if r.form == "capital" and _is_there(register, r.id, at)]
        places = [e.details.get("in", "") for r in match.readings if (e := register.entry(r.id)) is not None]
        for state in (*seats, *places):
            if state.startswith("state:"):
                return state
    return ""


def _is_there(register: Register, state: str, at: str | None) -> bool:
    entry = register.entry(state)
    return entry is not None and (at is None or ((entry.since or "") <= at and at < (entry.until or "9999")))
