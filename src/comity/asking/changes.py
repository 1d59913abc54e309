"""What is different about an actor at one day from what it was at another: standings, posts, plans, disputes.

A change needs evidence of change: a date inside the stretch, another standing before, or a report of admission.
What is only told for the first time is called `first-reported`, not `joined`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.disputes import dispute_row
from comity.asking.learned import plan_row
from comity.asking.rows import ChangeRow, DisputeRow
from comity.asking.timeline import Stretch, check_order
from comity.asking.wording import standing, with_article
from comity.edtf import Bounds, bounds
from comity.model import Event
from comity.recording.memberships import BESIDE
from comity.recording.summaries import HeldSpell
from comity.written_dates import parse_date

INSIDE = ("member",)
"""Standings that make one a member."""
DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Moments:
    """The two days that are compared."""

    before: Bounds
    after: Bounds

    def begins_between(self, spell: HeldSpell) -> bool:
        """Whether a dated beginning lies after the first day and not after the second."""
        begins = spell.start_bounds
        return bool(
            spell.since and begins.latest and begins.earliest
            and begins.latest > (self.before.latest or begins.latest)
            and begins.earliest <= (self.after.latest or begins.earliest)
        )  # fmt: skip

    def touches(self, spell: HeldSpell) -> bool:
        """Whether anything of it can lie between the two days: not when it was over, or is still to come by far."""
        first, last = self.before.earliest, self.after.latest
        over = bool(first and spell.end[1] and spell.end[1] < first.isoformat())
        return not over and not (last and spell.start[0] and spell.start[0] > last.isoformat())

    def told_between(self, spell: HeldSpell) -> bool:
        """Whether the first report of it came after the first day."""
        reported = spell.backing.reported
        return bool(reported and self.before.latest and reported > self.before.latest.isoformat())


def changes(
    asked: Asked, actor: str, *, since: str, until: str | None = None, first: int | None = None
) -> Answer[ChangeRow]:
    """The changes of an actor between two days, in order of time, the `first` of them; `until` is the view's day."""
    who = asked.actor("actor", actor)
    moments = Moments(bounds(parse_date(since)), asked.view.moment)
    check_order(moments.before, moments.after, since, asked.view.at)
    asked.take(since=parse_date(since), until=asked.view.at)
    rows = [
        *_standings(asked, who, moments),
        *_posts(asked, who, moments),
        *_disputes(asked, who, moments),
        *_outcomes(asked, who, moments),
    ]
    ordered = sorted(rows, key=lambda row: ((row.date or "").removeprefix("../"), row.what))
    shown = _with_sources(asked, ordered[:first])
    return asked.answer(ChangeRow, shown, len(ordered) - len(shown))


def _standings(asked: Asked, who: str, moments: Moments) -> Iterator[ChangeRow]:
    view = asked.view
    spells = {
        spell.id: spell for spell in (*view.spells("membership", body=who), *view.spells("membership", holder=who))
    }
    slots: dict[tuple[str, str, str], list[HeldSpell]] = {}
    for spell in spells.values():
        track = spell.label if spell.label in BESIDE else ""
        slots.setdefault((spell.holder, spell.body, track), []).append(spell)
    come = [(spell.holder, spell.body) for spell in spells.values() if _has_come(spell, moments)]
    admissions = _admissions(asked, who, moments, come)
    for (holder, body, track), held in slots.items():
        actual = [spell for spell in held if spell.modality == "actual"]
        plans = [spell for spell in held if spell.modality == "planned"] if not track else []
        yield from _turns(asked, actual, moments, admissions.get((body, holder), ()), plans)
        yield from _plans(asked, plans, actual, moments)


def _turns(
    asked: Asked, spells: Sequence[HeldSpell], moments: Moments, admission: Sequence[str], plans: Iterable[HeldSpell]
) -> Iterator[ChangeRow]:
    """The turns of one slot: each spell that begins or is first told in between, and each that ends in between.

    What had been planned and came about is one turn, with the statements of both.
    """
    before = [spell for spell in spells if spell.holds(moments.before) == "certainly"]
    for place_in_row, spell in enumerate(spells):
        if not _turns_in(spell, moments):
            continue
        earlier = spells[place_in_row - 1] if place_in_row else (before[-1] if before else None)
        was = earlier.label if earlier and earlier is not spell else None
        planned = tuple(id for plan in plans if _fulfils(spell, plan) for id in plan.backing.statements)
        row = _row(asked, _turn(spell, was, moments, admission), spell, was, (*admission, *planned))
        yield replace(row, what=f"{row.what}, as had been planned") if planned else row
    stays = any(spell.holds(moments.after) != "no" for spell in spells)
    for spell in spells:
        if spell.ending == "ended" and (_ends_between(spell, spells, moments) or (spell in before and not stays)):
            yield _row(asked, "left", spell, spell.label, (), ended=True)


def _ends_between(spell: HeldSpell, spells: Sequence[HeldSpell], moments: Moments) -> bool:
    """Whether it ends between the two days and nothing of its slot holds from then on."""
    others = (other for other in spells if other is not spell)
    return _within(spell.end_bounds, moments) and all(other.holds(spell.end_bounds) == "no" for other in others)


def _turns_in(spell: HeldSpell, moments: Moments) -> bool:
    """Whether it is a change between the two days that this holds."""
    return spell.holds(moments.before) != "certainly" and _has_come(spell, moments)


def _fulfils(spell: HeldSpell, plan: HeldSpell) -> bool:
    """Whether it is what had been planned."""
    return plan.ending == "fulfilled" and (spell.label, spell.start) == (plan.label, plan.end)


def _has_come(spell: HeldSpell, moments: Moments) -> bool:
    """Whether it begins between the two days or, without a date, is first told between them."""
    if spell.since:
        return moments.begins_between(spell)
    return moments.told_between(spell) and spell.holds(moments.after) != "no"


def _turn(spell: HeldSpell, was: str | None, moments: Moments, admission: Sequence[str]) -> str:
    if spell.label in BESIDE:
        return spell.label
    if spell.label == "withdrawn":
        return "left"
    if spell.label == "suspended":
        return "suspended"
    if not (was or admission or moments.begins_between(spell)):
        return "first-reported"
    return "joined" if spell.label in INSIDE and was not in ("suspended", *INSIDE) else "status"


def _plans(
    asked: Asked, plans: Iterable[HeldSpell], actual: Sequence[HeldSpell], moments: Moments
) -> Iterator[ChangeRow]:
    for plan in plans:
        if plan.ending == "fulfilled" and _within(plan.end_bounds, moments):
            done = next((spell for spell in actual if _fulfils(spell, plan)), None)
            if done and not _turns_in(done, moments):
                yield _row(asked, "plan-fulfilled", done, "planned", plan.backing.statements)
        elif plan.ending == "missed" and _within(plan.end_bounds, moments):
            yield _row(asked, "plan-missed", plan, "planned", (), ended=True)
        elif (
            plan.ending not in ("fulfilled", "missed")
            and moments.told_between(plan)
            and plan.holds(moments.after) != "no"
        ):
            yield _row(asked, "planned", plan, None, ())


def _within(span: Bounds, moments: Moments) -> bool:
    return bool(
        span.latest and moments.before.latest and moments.after.latest
        and moments.before.latest < span.latest <= moments.after.latest
    )  # fmt: skip


def _posts(asked: Asked, who: str, moments: Moments) -> Iterator[ChangeRow]:
    part = {"holder": who} if who.startswith("person:") else {"body": who}
    spells = [spell for spell in asked.view.spells("office", **part) if spell.modality == "actual"]
    posts: dict[tuple[str, str], list[HeldSpell]] = {}
    for spell in spells:
        posts.setdefault((spell.label, spell.body), []).append(spell)
    for spell in filter(moments.touches, spells):
        yield from _post(asked, spell, posts[spell.label, spell.body], moments)


def _post(asked: Asked, spell: HeldSpell, post: Iterable[HeldSpell], moments: Moments) -> Iterator[ChangeRow]:
    """What changed between the two days of one holder, among all holders of the post."""
    held_before = spell.holds(moments.before) == "certainly"
    come = _has_come(spell, moments)
    if not held_before and (come or moments.begins_between(spell)):
        before = (s for s in post if s.ending == "succeeded" and s.holder != spell.holder)
        predecessor = next((s for s in before if s.holds(moments.before) != "no"), None)
        if moments.begins_between(spell) or predecessor:
            was = asked.actors.name(predecessor.holder) if predecessor else None
            yield _row(asked, "took-office", spell, was, ())
    if held_before and spell.ending == "ended" and spell.holds(moments.after) == "no":
        yield _row(asked, "left-office", spell, spell.label, (), ended=True)


def _disputes(asked: Asked, who: str, moments: Moments) -> Iterator[ChangeRow]:
    """Disputes that a report between the two days opened."""
    day = (moments.before.latest or moments.before.earliest, moments.after.latest or moments.after.earliest)
    for dispute in asked.view.disputes(who):
        opened = sorted(side.backing.reported or "" for side in dispute.sides)[-1]
        if opened and str(day[0]) < opened <= str(day[1]):
            yield _disputed(opened, dispute_row(asked, dispute))


def _disputed(opened: str, row: DisputeRow) -> ChangeRow:
    """A dispute as a change; its texts are counted once it is known to be shown."""
    sides = " or ".join(side.value for side in row.sides)
    return ChangeRow(
        change=DISPUTED,
        date=opened,
        actor=row.about,
        name=row.name,
        what=f"Sources differ on {row.name}, {row.what}: {sides}",
        before=None,
        after=None,
        modality="actual",
        sources=0,
        said_by=(),
        publishers=tuple(dict.fromkeys(name for side in row.sides for name in side.publishers)),
        origin="reports",
        statements=row.statements,
    )


def _with_sources(asked: Asked, rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    """The rows with the independent texts of disputes counted: one text can stand on both sides."""
    texts = asked.view.families(id for row in rows if row.change == DISPUTED for id in row.statements)
    return [
        replace(row, sources=len({texts[id] for id in row.statements if id in texts}))
        if row.change == DISPUTED
        else row
        for row in rows
    ]


def _outcomes(asked: Asked, who: str, moments: Moments) -> Iterator[ChangeRow]:
    """Plans of happenings that came true, or did not, between the two days."""
    stretch = Stretch(moments.before.latest or Stretch().first, moments.after.latest or Stretch().last)
    turned = asked.view.happenings(who, within=stretch.span, outcomes=("as-planned", "missed"))
    heads = asked.view.statements(happening.head for happening in turned)
    for happening in turned:
        told = max((span.exact for span in heads[happening.head].statement.evidence), key=len)
        outcome = "missed" if happening.outcome == "missed" else "fulfilled"
        yield plan_row(asked, who, outcome, happening.date, " ".join(told.split()), happening.backing)


def _admissions(
    asked: Asked, who: str, moments: Moments, slots: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Statements that tell of an organisation taking somebody in, told or dated between the two days.

    Looked for are pairs of holder and body, one of which is `who`.
    """
    stretch = Stretch(moments.before.latest or Stretch().first, moments.after.latest or Stretch().last)
    others = {id for pair in slots for id in pair if id != who}
    if not others:
        return {}
    told = asked.view.happenings(who, *sorted(others), within=stretch.span, type="SUPPORT")
    told = [happening for happening in told if happening.modality == "actual"]
    heads = asked.view.statements(happening.head for happening in told)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for happening in told:
        event = heads[happening.head].statement
        if not isinstance(event, Event):
            continue
        for giver in event.actors:
            for taker in event.recipients:
                pair = (giver.id, taker.represents)
                if giver.id.startswith("org:"):
                    found[pair] = (*found.get(pair, ()), *happening.backing.statements)
    return found


def _row(
    asked: Asked, change: str, spell: HeldSpell, was: str | None, besides: Sequence[str], *, ended: bool = False
) -> ChangeRow:
    backing = spell.backing
    name = asked.actors.name(spell.holder)
    body = with_article(spell.body, asked.actors.name(spell.body))
    return ChangeRow(
        change=change,
        date=_date(spell, ended),
        actor=spell.holder,
        name=name,
        what=_sentence(change, spell, name, body, was),
        before=was,
        after=None if change in ("left", "left-office") else spell.label,
        modality=spell.modality,
        sources=backing.sources,
        said_by=backing.said_by,
        publishers=backing.publishers,
        origin=backing.origin,
        statements=tuple(dict.fromkeys((*backing.statements, *besides))),
    )


def _date(spell: HeldSpell, ended: bool) -> str | None:
    """The date of the change; `../DAY` is by the day of the first report."""
    if ended:
        return spell.until or (f"../{spell.end[1]}" if spell.end[1] else None)
    return spell.since or (f"../{spell.backing.reported}" if spell.backing.reported else None)


def _sentence(change: str, spell: HeldSpell, name: str, body: str, was: str | None) -> str:
    role = spell.label if spell.kind == "office" else standing(spell.label)
    of = f"{role} of {body}"
    match change:
        case "joined":
            return f"{name} became {of}" + (f", until then {standing(was)}" if was else "")
        case "left":
            return f"{name} left {body}" if spell.label in ("withdrawn", *INSIDE) else f"{name} ceased to be {of}"
        case "plan-fulfilled":
            return f"{name} became {of}, as had been planned"
        case "plan-missed":
            return f"{name} did not become {of}, as had been planned"
        case "planned":
            return f"{name} is to leave {body}" if spell.label == "withdrawn" else f"{name} is to become {of}"
        case _ if change == "first-reported" or (change in BESIDE and not spell.since):
            return f"{name} is told to be {of} for the first time; since when is not told"
        case "took-office":
            return f"{name} became {of}" + (f" after {was}" if was else "")
        case "left-office":
            return f"{name} ceased to be {of}"
    return f"{name} became {of}" + (f", until then {standing(was)}" if was else "")
