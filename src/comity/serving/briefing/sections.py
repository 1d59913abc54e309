"""The sections of a brief, each from the answer to one question. What is planned, possible or denied stands apart."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from comity.asking.rows import ChangeRow, DisputeRow, MemberRow, MembershipRow, OfficeRow, QuoteRow, TimelineRow
from comity.serving.briefing.brief import Line, Section
from comity.serving.briefing.notes import SHOWN, Notes
from comity.serving.briefing.shapes import Drawing
from comity.serving.web import words

HAPPENINGS, PLANS, QUOTES, DISPUTES, CHANGES = 40, 25, 20, 20, 80
"""How many lines a section has at most; it says how many more there are."""
MANY = 40
"""Standings of which each has sentences of several texts."""
Names = dict[str, str]


def tell_members(rows: Sequence[MemberRow], notes: Notes, drawing: Drawing | None) -> Section:
    """Who stands how to an organisation, as fact."""
    actual = [row for row in rows if row.modality == "actual"]
    return Section("Members now", _standings(actual, notes), "No member is known for this day.", 0, drawing)


def tell_memberships(rows: Sequence[MembershipRow], notes: Notes) -> Section:
    """What the actor belongs to, as fact."""
    actual = [row for row in rows if row.modality == "actual"]
    return Section("Belongs to", _standings(actual, notes), "No membership is known for this day.")


def tell_changes(rows: Sequence[ChangeRow], notes: Notes) -> Section:
    """What changed between the two days; the same change of several on one day is one line."""
    actual = [row for row in rows if row.modality == "actual" and row.change != "disputed"]
    alike = [list(group) for _, group in groupby(sorted(actual, key=_same_change), _same_change)]
    grouped = [part for group in alike for part in _by_one_body(group)]
    lines = tuple(_change(group, notes) for group in grouped[:CHANGES])
    return Section("What changed", lines, "No change between these days is known.", len(grouped) - len(lines))


def tell_offices(rows: Sequence[OfficeRow], notes: Notes, of_person: bool) -> Section:
    """Who holds which post, or which posts a person holds."""
    actual = [row for row in rows if row.modality == "actual"]

    def tell(row: OfficeRow, notes: Notes) -> Line:
        lead, text = (row.role, "" if row.of == row.person else row.of_name) if of_person else (row.name, row.role)
        mark = _joined(_doubt(row), words.unsure(row.confidence))
        return Line(lead, f"{text}{_span(row)}", mark, notes.ask(row.statements), row.sources)

    return Section("Posts" if of_person else "Who holds office", _lines(actual, notes, tell), "No office is known.")


def tell_happenings(rows: Sequence[TimelineRow], notes: Notes, names: Names, drawing: Drawing | None) -> Section:
    """What happened as the texts report it, the last ones."""
    actual = [row for row in rows if row.modality == "actual"]
    return Section("What happened", _told(actual[-HAPPENINGS:], notes, names), "No happening in this time is known.",
                   max(0, len(actual) - HAPPENINGS), drawing)  # fmt: skip


def tell_plans(
    standings: Sequence[MemberRow | MembershipRow], rows: Sequence[TimelineRow], notes: Notes, names: Names
) -> Section:
    """What is planned, possible or denied: not facts, and told apart from them."""
    open_standings = [row for row in standings if row.modality != "actual"]
    told = [row for row in rows if row.modality != "actual"]
    shown = told[-PLANS:]
    lines = (*_standings(open_standings, notes), *_told(shown, notes, names))
    return Section("Planned, possible or denied: not (yet) so", lines, "Nothing of this kind is known.",
                   len(told) - len(shown))  # fmt: skip


def tell_disputes(rows: Sequence[DisputeRow], notes: Notes) -> Section:
    """Where sources differ, each side with its sentences."""
    lines = [
        Line(f"{row.name}: {row.what}", f"{words.date(side.value) or side.value}{_by(side)}",
             _joined(row.state, words.unsure(side.confidence)),
             notes.ask(side.statements), side.sources)
        for row in rows[:DISPUTES]
        for side in row.sides
    ]  # fmt: skip
    return Section("Where sources disagree", tuple(lines), "No dispute is known.", max(0, len(rows) - DISPUTES))


def tell_quotes(rows: Sequence[QuoteRow], notes: Notes) -> Section:
    """Who said what, the last ones, direct speech in quotation marks."""
    shown = rows[-QUOTES:]

    def tell(row: QuoteRow, notes: Notes) -> Line:
        said = f"“{row.text}”" if row.form == "direct" else row.text
        mark = "" if row.form == "direct" else "not word for word"
        mark = _joined(mark, words.unsure(row.confidence))
        return Line(row.name, said, mark, notes.ask(row.statements), row.sources)

    return Section("Said", _lines(shown, notes, tell), "No quotation in this time is known.",
                   len(rows) - len(shown), quoting=True)  # fmt: skip


def _lines(rows: Iterable[Any], notes: Notes, tell: Callable[[Any, Notes], Line]) -> tuple[Line, ...]:
    return tuple(tell(row, notes) for row in rows)


def _told(rows: Iterable[TimelineRow], notes: Notes, names: Names) -> tuple[Line, ...]:
    return tuple(_happening(row, notes, names) for row in rows)


def _standings(rows: Sequence[MemberRow | MembershipRow], notes: Notes) -> tuple[Line, ...]:
    """Standings in their order; those alike in everything but the name are one line. Of many each has one sentence."""
    texts = SHOWN if len(rows) <= MANY else 1
    return tuple(_standing(list(group), notes, texts) for _, group in groupby(rows, _standing_told))


def _standing_told(row: MemberRow | MembershipRow) -> tuple[str, str]:
    """What is told of a standing but the name, and how sure it is; dates of other sources stand beside it."""
    founder = ", founder" if row.founder and row.status != "founder" else ""
    others = f" (others say {', '.join(map(words.date, row.dissent))})" if row.dissent else ""
    mark = _doubt(row) if row.modality == "actual" else _mark(row.modality, row.said_by)
    return f"{words.status_word(row.status)}{founder}{_span(row)}{others}", _joined(mark, words.unsure(row.confidence))


def standing_in_words(row: MembershipRow) -> str:
    """How one stands in an organisation, and how sure that is: `member, since 2001`."""
    told, mark = _standing_told(row)
    return f"{told} ({mark})" if mark else told


def _standing(rows: list[MemberRow | MembershipRow], notes: Notes, texts: int) -> Line:
    """One standing, or several that are told together: each has its own sentences, so that dates are told by some."""
    told, mark = _standing_told(rows[0])
    if len(rows) == 1:
        return Line(rows[0].name, told, mark, notes.ask(rows[0].statements, texts), rows[0].sources)
    numbers = tuple(dict.fromkeys(number for row in rows for number in notes.ask(row.statements, texts)))
    return Line(f"{told[0].upper()}{told[1:]} ({len(rows)})", ", ".join(row.name for row in rows), mark, numbers)


def _happening(row: TimelineRow, notes: Notes, names: Names) -> Line:
    kind = words.TYPES.get(row.type, row.type.casefold())
    to = f" → {words.names(row.recipients, names)}" if row.recipients else ""
    where = f" in {names.get(row.where, row.where.partition(':')[2])}" if row.where else ""
    lead = words.date(row.date) or f"reported {words.date(row.reported)}"
    outcome = words.OUTCOMES.get(row.outcome or "", "")
    mark = _joined(_mark(row.modality, row.said_by), outcome, words.unsure(row.confidence))
    text = f"{kind}: {words.names(row.actors, names)}{to}{where}. “{row.what}”"
    return Line(lead, text, mark, notes.ask(row.statements), row.sources)


def _same_change(row: ChangeRow) -> tuple[str, ...]:
    """Rows with the same key are told together; those that say something of their own stand alone."""
    doubt = words.unsure(row.confidence)
    key = ((row.date or "").removeprefix("../"), row.change, row.before or "", row.after or "", doubt)
    return (*key, "" if row.change in ("joined", "left", "status") else row.what)


def _by_one_body(rows: list[ChangeRow]) -> list[list[ChangeRow]]:
    """Changes of several in one body together; those of one actor in several bodies each by itself."""
    return [rows] if len({row.actor for row in rows}) == len(rows) else [[row] for row in rows]


def _change(rows: list[ChangeRow], notes: Notes) -> Line:
    first = rows[0]
    text = first.what
    if len(rows) > 1:
        people = ", ".join(row.name for row in rows[:-1]) + f" and {rows[-1].name}"
        now = _several(first.after, len(rows)) if first.after else f"no longer {_several(first.before, len(rows))}"
        until = f", until then {_several(first.before, len(rows))}" if first.before and first.after else ""
        text = f"{people}: {now}{until}"
    numbers = tuple(dict.fromkeys(number for row in rows for number in notes.ask(row.statements)))
    mark = _joined(_mark(first.modality, first.said_by), words.unsure(first.confidence))
    return Line(words.date(first.date) or "not dated", text, mark, numbers,
                max(row.sources for row in rows))  # fmt: skip


def _several(status: str | None, number: int) -> str:
    """What several are: `members`."""
    return words.standings(status or "member", number).partition(" ")[2]


def _span(row: Any) -> str:
    since = f", since {words.date(row.since)}" if row.since and "/" not in row.since else ""
    if row.since and "/" in row.since:
        since = f", {words.date(row.since)}"
    return since + (f", until {words.date(row.until)}" if row.until else "")


def _doubt(row: Any) -> str:
    return "" if row.certain else "uncertain on that day"


def _joined(*marks: str) -> str:
    return "; ".join(mark for mark in marks if mark)


def _mark(modality: str, said_by: Sequence[str]) -> str:
    parts = [] if modality == "actual" else [modality]
    return ", ".join([*parts, *([f"says {', '.join(said_by)}"] if said_by else [])])


def _by(side: Any) -> str:
    who = ", ".join(side.said_by or side.publishers) or words.ORIGINS.get(side.origin, side.origin)
    return f", say {who}" if len(side.publishers) > 1 else f", says {who}"
