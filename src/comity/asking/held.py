"""Claims of a draft about what somebody is: properties and standing ties, beside what the record tells of both."""

from collections.abc import Iterable, Sequence

from comity.asking.asked import Asked
from comity.asking.facts import has_value, values_of
from comity.asking.verdicts import CONTRADICTED, NOT_FOUND, PLANNED_ONLY, SUPPORTED, Verdict
from comity.model import SYMMETRIC_RELATIONS, Fact, Reference, Relation, Statement
from comity.recording.disputes import SINGLE_VALUED

Told = tuple[str, tuple[str, ...]]
"""How sure something is told, and the statements that tell it."""


def check_fact(asked: Asked, claim: Fact) -> Verdict:
    """What the record says to a property: a day agrees with its year, and of some properties there is one value."""
    value = claim.value.id if isinstance(claim.value, Reference) else claim.value
    rows = values_of(asked, asked.actors.stand_in(claim.about.id), claim.property)
    verdict = _weigh(claim, [(row.modality, row.statements) for row in rows if has_value(row, value)])
    others = [row for row in rows if row.modality == "actual" and not has_value(row, value)]
    if claim.property not in SINGLE_VALUED or not others or claim.modality == "denied":
        return verdict
    told = ", ".join(dict.fromkeys(row.value for row in others))
    if verdict.verdict == SUPPORTED:
        return Verdict(SUPPORTED, f"{verdict.why} Sources also say {told}.", verdict.statements)
    if verdict.verdict == NOT_FOUND and claim.modality == "actual":
        return Verdict(CONTRADICTED, f"The record has {told}.", _all(row.statements for row in others))
    return verdict


def check_relation(asked: Asked, claim: Relation) -> Verdict:
    """What the record says to a tie; who stands how to whom counts, but for ties that hold both ways."""
    told = asked.view.statements_about("relation", claim.from_.id)
    return _weigh(claim, [(item.statement.modality, (item.id,)) for item in told if _ties(item.statement, claim)])


def _weigh(claim: Statement, same: Sequence[Told]) -> Verdict:
    """The verdict on a claim by how sure the record is of the very same."""
    actual, planned, possible, denied = (
        _all(ids for modality, ids in same if modality == wanted)
        for wanted in ("actual", "planned", "possible", "denied")
    )
    hoped, how = (planned, "planned") if planned else (possible, "possible")
    if claim.modality == "denied":
        if denied:
            return Verdict(SUPPORTED, "The record has it as denied too.", denied)
        if actual:
            return Verdict(CONTRADICTED, "The record has it.", actual)
    elif actual:
        return Verdict(SUPPORTED, "The record has the same.", actual)
    elif hoped and claim.modality == "actual":
        return Verdict(PLANNED_ONLY, f"The record has it only as {how}.", hoped)
    elif hoped:
        return Verdict(SUPPORTED, f"The record has it as {how}.", hoped)
    elif denied:
        return Verdict(CONTRADICTED, "The record has it as denied.", denied)
    return Verdict(NOT_FOUND, "The record says nothing of it.")


def _ties(said: Statement, claim: Relation) -> bool:
    """Whether a statement tells the claimed tie between the claimed ends, or between those who act for them."""
    if not isinstance(said, Relation) or said.relation != claim.relation:
        return False
    ways = [(said.from_, said.to)]
    if claim.relation in SYMMETRIC_RELATIONS:
        ways.append((said.to, said.from_))
    return any(_is(claim.from_, one) and _is(claim.to, other) for one, other in ways)


def _is(claimed: Reference, told: Reference) -> bool:
    """Whether the one told of is the claimed one, or acts for it."""
    return claimed.id in (told.id, told.represents)


def _all(ids: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for some in ids for id in some))
