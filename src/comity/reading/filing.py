"""Filing: the state from where a text was sent, by its dateline."""

from collections.abc import Mapping

from comity.reading.page import Page
from comity.register import Register


def filed_in(page: Page, register: Register, named: Mapping[str, int]) -> str:
    """“BUENOS AIRES, May 4 –”: the state of that city, if the text names it too; else nothing."""
    line = next((p for p in page.passages if p.kind == "dateline"), None)
    if line is None:
        return ""
    for match in register.match(page.document.text[line.start : line.end].title()):
        for reading in match.readings:
            entry = register.entry(reading.id)
            state = reading.id if reading.id.startswith("state:") else entry.details.get("in", "") if entry else ""
            if named.get(state):
                return state
    return ""
