"""Statements in one plain line each, names as the texts have them."""

from collections.abc import Sequence

from comity.model import Event, Fact, Membership, Office, Quotation, Reference, Relation, Statement

HEDGES = {"actual": "", "planned": "planned: ", "possible": "possibly: ", "denied": "denied: "}
STANDINGS = {
    "founder": "a founder", "member": "a member", "observer": "an observer", "dialogue-partner": "a dialogue partner",
    "candidate": "a candidate", "suspended": "a suspended member", "withdrawn": "no longer a member",
    "chair": "the chair", "host": "the host", "associate": "an associate", "partner": "a partner",
}  # fmt: skip


def say(statement: Statement) -> str:
    """The statement in one line: hedge, who did or is what, when, and who says so."""
    when = f" ({statement.when})" if statement.when else ""
    source = f", says {statement.said_by.name}" if statement.said_by else ""
    return f"{HEDGES[statement.modality]}{_core(statement)}{when}{source}"


def standing(status: str) -> str:
    """A status as it follows “is”."""
    return STANDINGS.get(status, f"“{status.replace('-', ' ')}”")


def _core(statement: Statement) -> str:
    match statement:
        case Event():
            return _event(statement)
        case Membership():
            return f"{statement.member.name} is {standing(statement.status)} of {statement.organisation.name}"
        case Office():
            return f"{statement.person.name} is {statement.role} of {statement.of.name}"
        case Quotation():
            words = f"“{statement.text}”" if statement.form == "direct" else statement.text
            return f"{statement.speaker.name}: {words}"
        case Relation():
            return f"{statement.from_.name} – {statement.relation} – {statement.to.name}"
        case Fact():
            value = statement.value.name if isinstance(statement.value, Reference) else statement.value
            return f"{statement.about.name}, {statement.property}: {value}"
    return statement.kind


def _event(event: Event) -> str:
    mode = f" ({event.mode})" if event.mode else ""
    to = f" → {_list(event.recipients)}" if event.recipients else ""
    where = f" in {event.where.name}" if event.where else ""
    return f"{event.event_type}{mode}: {_list(event.actors)}{to}{where}"


def _list(parties: Sequence[Reference]) -> str:
    return ", ".join(party.name for party in parties)
