"""The register as a document: one plain sentence for each of its rows, and the statement that the sentence makes.

So the register's rows are statements like all others, and reports can corroborate or contradict them in one place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from comity.edtf import is_edtf
from comity.model import Document, Evidence, Membership, Office, Reference, Statement
from comity.recording.claims import REGISTER_FRAME
from comity.register import Register
from comity.register.rows import HolderRow, MembershipRow

SOURCE = "register"
TITLE = "The register that comes with Comity"
_CONFIDENCE = {"high": 0.95, "medium": 0.8, "low": 0.6}
_STANDING = {
    "founder": "a founder of", "member": "a member of", "observer": "an observer of", "candidate": "a candidate of",
    "dialogue-partner": "a dialogue partner of", "associate": "an associate of", "partner": "a partner of",
    "suspended": "suspended from", "withdrawn": "no longer a member of", "chair": "the chair of", "host": "the host of",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as a sentence, with what makes its statement once the sentence has a place."""

    sentence: str
    make: Callable[[str, Evidence], Statement]


def write_register(register: Register) -> tuple[Document, list[Statement]]:
    """The register's document and its statements; the same register gives the same document."""
    lines = list(_lines(register))
    text = "\n".join(line.sentence for line in lines)
    document = Document(text, source=SOURCE, title=TITLE, language="en")
    statements, start = [], 0
    for line in lines:
        end = start + len(line.sentence)
        statements.append(line.make(document.id, Evidence(start, end, line.sentence)))
        start = end + 1
    return document, statements


def _lines(register: Register) -> Iterator[_Line]:
    names: dict[str, str] = {}

    def named(id: str) -> Reference:
        if id not in names:
            entry = register.entry(id)
            names[id] = entry.name if entry else id.partition(":")[2]
        return Reference(id, names[id])

    steps = frozenset(status for status, standing in register.standings.items() if standing.keeps)
    for organisation in sorted(entry.id for entry in register.entries("organisation")):
        for row in _with_steps(register.members(organisation), steps):
            yield _membership(row, named(row.member), named(organisation))
    for of, office in sorted({(office.of, office.office) for office in register.offices()}):
        for holder in register.holders(office, of):
            if holder.office == office:
                yield _office(holder, named(holder.person), named(of))


def _with_steps(rows: Sequence[MembershipRow], steps: frozenset[str]) -> list[MembershipRow]:
    """The rows, with a standing that the register ends where a step begins lasting until the step is taken."""
    taken = {(row.member, row.since): row.until for row in rows if row.status in steps and row.since}
    kept = []
    for row in rows:
        until = row.until
        while row.status not in steps and until and (row.member, until) in taken:
            until = taken[row.member, until]
        kept.append(replace(row, until=until))
    return kept


def _membership(row: MembershipRow, member: Reference, organisation: Reference) -> _Line:
    standing = _STANDING.get(row.status, f"“{row.status.replace('-', ' ')}” in")
    kind = f", by date {row.date_kind.replace('-', ' ')}" if row.date_kind else ""
    sentence = f"{member.name} {_tense(row.until)} {standing} {organisation.name}{_span(row.since, row.until)}{kind}."

    def make(document: str, evidence: Evidence) -> Statement:
        return Membership(
            document=document,
            evidence=(evidence,),
            when=_when(row.since, row.until),
            when_basis=REGISTER_FRAME,
            confidence=_CONFIDENCE.get(row.confidence, 0.8),
            frame=f"{REGISTER_FRAME}-{row.date_kind}" if row.date_kind else REGISTER_FRAME,
            member=member,
            organisation=organisation,
            status=row.status,
        )

    return _Line(sentence, make)


def _office(row: HolderRow, person: Reference, of: Reference) -> _Line:
    role = f"acting {row.office}" if row.acting else row.office
    sentence = f"{person.name} {_tense(row.until)} {role} of {of.name}{_span(row.since, row.until)}."

    def make(document: str, evidence: Evidence) -> Statement:
        return Office(
            document=document,
            evidence=(evidence,),
            when=_when(row.since, row.until),
            when_basis=REGISTER_FRAME,
            confidence=_CONFIDENCE.get(row.confidence, 0.8),
            frame=REGISTER_FRAME,
            person=Reference(person.id, person.name, of.id),
            role=role,
            of=of,
        )

    return _Line(sentence, make)


def _when(since: str, until: str) -> str | None:
    span = f"{since or '..'}/{until or '..'}"
    return span if (since or until) and is_edtf(span) else since or None


def _tense(until: str) -> str:
    return "was" if until else "has been"


def _span(since: str, until: str) -> str:
    begin = f" {'from' if until else 'since'} {since}" if since else ""
    return begin + (f" until {until}" if until else "")
