"""Statements in one plain line each, names as the texts have them or as they are called."""

import re
from collections.abc import Callable, Sequence

from comity.model import Event, Fact, Membership, Office, Quotation, Reference, Relation, Statement

HEDGES = {"actual": "", "planned": "planned: ", "possible": "possibly: ", "denied": "denied: "}
STANDINGS = {
    "founder": "a founder", "member": "a member", "observer": "an observer", "dialogue-partner": "a dialogue partner",
    "candidate": "a candidate", "suspended": "a suspended member", "withdrawn": "no longer a member",
    "chair": "the chair", "host": "the host", "associate": "an associate", "partner": "a partner",
    "acceding": "an acceding state", "applicant": "an applicant", "aspirant": "an aspirant", "invited": "an invitee",
    "approved-prospective": "an approved prospective member", "negotiating": "a negotiating candidate",
    "membership-action-plan": "a holder of a membership action plan", "participant": "a participant",
    "dialogue-partner-decided": "a dialogue partner by decision", "partner-invited": "an invited partner",
    "signatory": "a signatory", "development-partner": "a development partner",
    "sectoral-dialogue-partner": "a sectoral dialogue partner", "permanent-guest": "a permanent guest",
    "member-disputed": "a disputed member", "participation-frozen": "a member with frozen participation",
    "accession-process-halted": "a candidate whose accession is halted",
    "withdrawal-announced": "a member that has announced its withdrawal",
    "withdrawal-notified": "a member that has given notice of its withdrawal",
}  # fmt: skip
"""Statuses of the contract and of the register as they follow “is”."""


Call = Callable[[Reference], str]
"""What to call whom a text names."""


def as_written(reference: Reference) -> str:
    """As the text has it."""
    return reference.name


def with_states(name: Callable[[str], str]) -> Call:
    """As the text has it, but states by the name that `name` gives: “president of Iran”, not “president of Iranian”."""
    return lambda reference: name(reference.id) if reference.id.startswith("state:") else reference.name


def say(statement: Statement, call: Call = as_written) -> str:
    """The statement in one line: hedge, who did or is what, when, and who says so."""
    when = f" ({statement.when})" if statement.when else ""
    source = f", says {call(statement.said_by)}" if statement.said_by else ""
    return f"{HEDGES[statement.modality]}{_core(statement, call)}{when}{source}"


def standing(status: str) -> str:
    """A status as it follows “is”."""
    return STANDINGS.get(status, f"“{status.replace('-', ' ')}”")


def with_article(id: str, name: str) -> str:
    """A name as it stands in a sentence: organisations with more than one word take “the”, and so do some states."""
    if name.lower().startswith("the "):
        return name
    takes = (id.startswith("org:") and " " in name) or (id.startswith("state:") and _ARTICLED.search(name))
    return f"the {name}" if takes else name


_ARTICLED = re.compile(
    r"^(?:United|Democratic Republic|Republic of|Holy See)\b|"
    r"\b(?:Republic|Kingdom|States|Islands|Emirates|Federation|Union|Netherlands|Philippines|Bahamas|Maldives|Comoros|Gambia)$"
)
"""Names of states that are made of a common noun, or of a plural."""


def _named(reference: Reference, call: Call) -> str:
    return with_article(reference.id, call(reference))


def _core(statement: Statement, call: Call) -> str:
    match statement:
        case Event():
            return _event(statement, call)
        case Membership():
            body = _named(statement.organisation, call)
            return f"{call(statement.member)} is {standing(statement.status)} of {body}"
        case Office():
            of = "" if statement.of.id == statement.person.id else f" of {_named(statement.of, call)}"
            return f"{call(statement.person)} is {statement.role}{of}"
        case Quotation():
            words = f"“{statement.text}”" if statement.form == "direct" else statement.text
            return f"{call(statement.speaker)}: {words}"
        case Relation():
            return f"{call(statement.from_)} – {statement.relation} – {call(statement.to)}"
        case Fact():
            value = call(statement.value) if isinstance(statement.value, Reference) else statement.value
            return f"{call(statement.about)}, {statement.property}: {value}"
    return statement.kind


def _event(event: Event, call: Call) -> str:
    mode = f" ({event.mode})" if event.mode else ""
    to = f" → {_list(event.recipients, call)}" if event.recipients else ""
    where = f" in {call(event.where)}" if event.where else ""
    return f"{event.event_type}{mode}: {_list(event.actors, call)}{to}{where}"


def _list(parties: Sequence[Reference], call: Call) -> str:
    return ", ".join(map(call, parties))
