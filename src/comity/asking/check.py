"""Claims of a draft beside the record: supported, contradicted, planned only, or not found; one row a claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.happened import can_meet, check_event
from comity.asking.held import check_fact, check_relation
from comity.asking.offices import LEADING
from comity.asking.quoted import compare_quotation
from comity.asking.rows import CheckRow
from comity.asking.verdicts import CONTRADICTED, NOT_FOUND, PLANNED_ONLY, SUPPORTED, Verdict
from comity.asking.wording import say, standing, with_article, with_states
from comity.edtf import Bounds, bounds, start_bounds
from comity.model import Event, Fact, Membership, Office, Quotation, Reference, Relation, Statement
from comity.recording.claims import published_day
from comity.recording.posts import is_same_post
from comity.recording.summaries import HeldSpell


@dataclass(frozen=True, slots=True)
class Claimed:
    """When a claim says that something holds: the days, and whether they are those on which it began."""

    days: Bounds
    begins: bool = False


def check(asked: Asked, statements: Iterable[Statement]) -> Answer[CheckRow]:
    """Each statement of a draft with what the record says of it, in the order of the draft."""
    claims = sorted(statements, key=lambda claim: (claim.evidence[0].start, claim.kind))
    asked.take(at=asked.view.at)
    if any(_is_held(asked, document) for document in {claim.document for claim in claims}):
        asked.notes.append("This draft is itself in the record: what only it says is shown as supported.")
    return asked.answer(CheckRow, [_row(asked, claim) for claim in claims])


def _is_held(asked: Asked, document: str) -> bool:
    """Whether the record holds a text, and it was known by then."""
    found = asked.view.document(document)
    if found is None:
        return False
    head, *_ = found
    return asked.view.asof is None or published_day(head.published, head.recorded_at) <= asked.view.asof.isoformat()


def _row(asked: Asked, claim: Statement) -> CheckRow:
    verdict = _judge(asked, claim)
    return CheckRow(
        verdict=verdict.verdict,
        kind=claim.kind,
        claim=say(claim, with_states(asked.actors.name)),
        words=" ".join(claim.evidence[0].exact.split()),
        start=claim.evidence[0].start,
        why=verdict.why,
        differences=verdict.differences,
        statements=verdict.statements,
    )


def _judge(asked: Asked, claim: Statement) -> Verdict:
    match claim:
        case Membership():
            return _membership(asked, claim)
        case Office():
            return _office(asked, claim)
        case Event():
            return _departed(asked, claim) or check_event(asked, claim)
        case Quotation():
            return compare_quotation(asked, claim)
        case Fact():
            return check_fact(asked, claim)
        case Relation():
            return check_relation(asked, claim)
    return Verdict(NOT_FOUND, "The record holds no statements of this kind.")


def _membership(asked: Asked, claim: Membership) -> Verdict:
    body = claim.organisation.id
    holders = dict.fromkeys((claim.member.id, claim.member.represents))
    spells = [spell for id in holders for spell in asked.view.spells("membership", holder=id, body=body)]
    label = "member" if claim.status == "founder" else claim.status
    same = [s for s in spells if s.label == label and (claim.status != "founder" or s.founder)]
    verdict = _spells(claim, _claimed(asked, claim), same)
    if claim.status == "withdrawn" and verdict.verdict != SUPPORTED:
        verdict = _left(asked, claim, claim.member, body) or verdict
    if verdict.verdict != NOT_FOUND or claim.modality != "actual":
        return verdict
    others = [s for s in spells if s.modality == "actual" and s.holds(_claimed(asked, claim).days) == "certainly"]
    if others and label in ("member", "observer", "candidate", "suspended", "withdrawn"):
        it = with_article(body, asked.actors.name(body))
        why = f"The record has {claim.member.name} as {standing(others[0].label)} of {it} then."
        return Verdict(CONTRADICTED, why, others[0].backing.statements)
    return verdict


def _departed(asked: Asked, claim: Event) -> Verdict | None:
    """Who withdraws from an organisation is borne out by the end of the membership, for which no report is needed."""
    if claim.mode != "withdraw" or len(claim.actors) != 1 or len(claim.recipients) != 1:
        return None
    body = claim.recipients[0].id
    return _left(asked, claim, claim.actors[0], body) if body.startswith("org:") else None


def _left(asked: Asked, claim: Membership | Event, member: Reference, body: str) -> Verdict | None:
    """What an end of the membership at the claimed time says of a departure that is told as fact."""
    if claim.modality != "actual":
        return None
    when = _claimed(asked, claim)
    dated = when.begins or isinstance(claim, Event)
    for spell in asked.view.spells("membership", holder=member.represents, body=body):
        if spell.modality != "actual" or spell.label != "member" or not spell.until:
            continue
        end = Bounds(bounds(spell.until).earliest, spell.end_bounds.latest)
        if can_meet(end, when.days) if dated and claim.when else spell.holds(when.days) == "no":
            return _supported([spell], f"The record has it as a member until {spell.until}.")
    return None


def _office(asked: Asked, claim: Office) -> Verdict:
    posts = asked.view.spells("office", holder=claim.person.id, body=claim.of.id)
    when = _claimed(asked, claim)
    verdict = _spells(claim, when, [post for post in posts if is_same_post(post.label, claim.role)])
    if verdict.verdict != NOT_FOUND or claim.modality != "actual" or claim.role not in LEADING:
        return verdict
    rivals = [
        spell
        for spell in asked.view.spells("office", body=claim.of.id)
        if spell.label == claim.role and spell.modality == "actual" and spell.holds(when.days) == "certainly"
    ]
    if not rivals:
        return verdict
    why = f"The record has {asked.actors.name(rivals[0].holder)} as {claim.role} then."
    return Verdict(CONTRADICTED, why, rivals[0].backing.statements)


def _spells(claim: Statement, when: Claimed, spells: Sequence[HeldSpell]) -> Verdict:
    """What spells of the claimed slot say of the claim."""
    actual = [spell for spell in spells if spell.modality == "actual"]
    denied = [spell for spell in spells if spell.modality == "denied"]
    hoped = [spell for spell in spells if spell.modality in ("planned", "possible")]
    fitting = [spell for spell in actual if _fits(spell, when)]
    if claim.modality == "denied":
        return _denial(denied, [s for s in fitting if s.holds(when.days) == "certainly"])
    if fitting:
        return _supported(fitting, f"The record has it{_since(fitting[0])}.")
    if claim.modality != "actual" and hoped:
        return _supported(hoped, f"The record has it as {hoped[0].modality}.")
    if actual:
        why = f"The record has it{_since(actual[0]) or ', but not at that time'}."
        return Verdict(CONTRADICTED, why, actual[0].backing.statements)
    if hoped:
        return Verdict(PLANNED_ONLY, f"The record has it only as {hoped[0].modality}.", _all(hoped))
    if denied:
        return Verdict(CONTRADICTED, "The record has it as denied.", _all(denied))
    return Verdict(NOT_FOUND, "The record says nothing of it.")


def _denial(denied: Sequence[HeldSpell], holding: Sequence[HeldSpell]) -> Verdict:
    if denied:
        return _supported(denied, "The record has it as denied too.")
    if holding:
        return Verdict(CONTRADICTED, f"The record has it{_since(holding[0])}.", _all(holding))
    return Verdict(NOT_FOUND, "The record says nothing of it.")


def _fits(spell: HeldSpell, when: Claimed) -> bool:
    """Whether the spell can be the claimed one: it began then, or it held then."""
    if when.begins and spell.since:
        return can_meet(spell.start_bounds, when.days)
    return spell.holds(when.days) != "no"


def _claimed(asked: Asked, claim: Statement) -> Claimed:
    """When the claim says it holds; without a date, at the view's day."""
    if claim.when is None:
        return Claimed(asked.view.moment)
    if claim.when.endswith("/.."):
        return Claimed(start_bounds(claim.when), begins=True)
    return Claimed(bounds(claim.when))


def _supported(spells: Sequence[HeldSpell], why: str) -> Verdict:
    return Verdict(SUPPORTED, why, _all(spells))


def _all(spells: Sequence[HeldSpell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for spell in spells for id in spell.backing.statements))


def _since(spell: HeldSpell) -> str:
    """From when to when, as it follows “has it”."""
    return (f" from {spell.since}" if spell.since else "") + (f" to {spell.until}" if spell.until else "")
