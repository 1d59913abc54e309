"""Where statements cannot all hold: each side with who stands for it."""

from comity.asking.answer import ONLY, Answer
from comity.asking.asked import Asked
from comity.asking.rows import DisputeRow, Side
from comity.asking.timeline import Stretch
from comity.asking.wording import STANDINGS, with_article
from comity.edtf import bounds
from comity.recording.summaries import DisputeSide, HeldDispute


def disputes(asked: Asked, about: str | None = None, *, at: str | None = None) -> Answer[DisputeRow]:
    """All disputes, or those about an actor; open ones first. `at` keeps those with a side that speaks of that day."""
    actor = asked.actor("about", about) if about else None
    asked.take(at=at)
    rows = [dispute_row(asked, dispute) for dispute in asked.view.disputes(actor)]
    rows = [row for row in rows if not at or _speaks_of(asked, row, at)]
    return asked.answer(DisputeRow, sorted(rows, key=lambda row: (row.state != "open", row.name, row.what)))


def open_disputes(asked: Asked, limit: int) -> tuple[Answer[DisputeRow], int]:
    """The first open disputes in the order of all, at most `limit`, and how many are open."""
    found, number = asked.view.open_disputes(asked.actors.name, limit)
    found.sort(key=lambda dispute: (asked.actors.name(dispute.about), _what(asked, dispute)))
    if number > limit:
        asked.notes.append(f"{ONLY}first {limit} of {number:,} open disputes are shown.")
    return asked.answer(DisputeRow, [dispute_row(asked, dispute) for dispute in found[:limit]]), number


def dispute_row(asked: Asked, dispute: HeldDispute) -> DisputeRow:
    """A dispute in words."""
    sides = tuple(_side(side) for side in dispute.sides)
    return DisputeRow(
        dispute=dispute.id,
        about=dispute.about,
        name=asked.actors.name(dispute.about),
        what=_what(asked, dispute),
        state=dispute.state,
        sides=sides,
        statements=tuple(dict.fromkeys(id for side in sides for id in side.statements)),
    )


def _speaks_of(asked: Asked, row: DisputeRow, at: str) -> bool:
    """Whether a statement of some side is dated so that it can hold on that day."""
    stretch = Stretch.between(at, at)
    told = asked.view.statements(row.statements).values()
    return any(item.statement.when and stretch.meets(bounds(item.statement.when)) for item in told)


def _what(asked: Asked, dispute: HeldDispute) -> str:
    if dispute.kind == "fact":
        return dispute.body
    body = with_article(dispute.body, asked.actors.name(dispute.body))
    tie = f"{STANDINGS.get(dispute.label, dispute.label)} of {body}"
    return {"start": f"since when {tie}", "standing": f"standing in {body}", "denied": f"whether {tie}"}[dispute.kind]


def _side(side: DisputeSide) -> Side:
    backing = side.backing
    return Side(
        side.value, backing.sources, backing.publishers, backing.said_by, backing.origin, backing.statements,
        side.judged,
    )  # fmt: skip
