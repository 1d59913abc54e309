"""The values that travel between rooms: documents, evidence, references and the six kinds of statements.

All are frozen; ids are hashes of content, so reading the same document twice gives the same values.
The wire form is the contract of `docs/statements.md`, one JSON object a line.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from json.encoder import encode_basestring as _q
from typing import Any, ClassVar, Literal

Modality = Literal["actual", "planned", "possible", "denied"]
MODALITIES: tuple[Modality, ...] = ("actual", "planned", "possible", "denied")

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = (
    "founder", "member", "observer", "dialogue-partner", "candidate", "suspended", "withdrawn",
    "chair", "host", "associate", "partner",
)  # fmt: skip
RELATIONS = (
    "ally", "partner", "rival", "at-odds", "backs", "leads", "part-of", "successor-of",
    "borders", "family", "party-member", "based-in",
)  # fmt: skip
SYMMETRIC_RELATIONS = frozenset({"ally", "partner", "rival", "at-odds", "borders", "family"})
PROPERTIES = (
    "founded", "dissolved", "born", "age", "population", "member-count", "headquarters", "purpose", "announced",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a document came out of what was met: the bytes, what made text of them, and what it went by."""

    raw_sha256: str
    """Hash of the file, page or message that the text was taken from, as it was met."""
    extractor: str
    """Kind of source: `text`, `html`, `feed`, `warc`, `pdf`, `docx`, `mail`, `table`."""
    version: str
    """What did the work, with its version: `trafilatura 2.3.1`."""
    published_basis: str | None = None
    """How the date of publication was found, None when there is none or nobody said how."""
    part: str | None = None
    """Which part of the source it is: a path inside an archive, a record, a row, a message."""
    canonical_url: str | None = None
    """Address that the page gives as its own."""
    authors: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    """Where in the text each page of a paged source begins, so that evidence can name its page."""
    doubts: tuple[str, ...] = ()
    """What a reader of the document should know: text that may be missing, a date that may be another."""

    def page_of(self, offset: int) -> int | None:
        """Number of the page, from 1, on which a place of the text lies; None when the source has no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def to_json(self) -> dict[str, Any]:
        """What is known, by name; nothing stands for the rest."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items() if value
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Provenance":
        """The provenance that `to_json` wrote; unknown names are ignored."""
        given: dict[str, Any] = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        return cls(**given | {name: tuple(value) for name, value in given.items() if isinstance(value, list)})


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its publisher and date, kept unchanged; `text` has line ends `\\n` and no front matter."""

    text: str
    source: str = ""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """Date of publication as an EDTF day (`2022-09-14`) or None when unknown."""
    url: str | None = None
    language: str | None = None
    provenance: Provenance | None = None
    sha256: str = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)
        object.__setattr__(self, "id", f"doc-{digest[:16]}")

    def to_json(self) -> dict[str, Any]:
        """The contract's `document` line (the text itself is not in the stream)."""
        return {
            "kind": "document", "id": self.id, "source": self.source, "url": self.url, "title": self.title,
            "publisher": self.publisher, "published": self.published, "language": self.language,
            "sha256": self.sha256, "provenance": self.provenance.to_json() if self.provenance else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span of a document: offsets in Unicode code points, end exclusive; `text[start:end] == exact`, always."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Evidence":
        """The span `text[start:end]` with surrounding white space left out."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Reference:
    """Who is meant: an actor id, the name as it stands in the text, and whom a person acts for."""

    id: str
    name: str
    acts_for: str | None = None

    def to_json(self) -> dict[str, Any]:
        """`{"id", "name", "for"}`."""
        return {"id": self.id, "name": self.name, "for": self.acts_for}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reference":
        """The reference that `to_json` wrote."""
        return cls(data["id"], data["name"], data.get("for"))

    @property
    def represents(self) -> str:
        """The state or organisation behind the reference: `acts_for` when there is one, else the id itself."""
        return self.acts_for or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing one document says. Never edited; superseded by a newer reading or judged by a person."""

    kind: ClassVar[str] = ""

    document: str
    evidence: tuple[Evidence, ...]
    said_by: Reference | None = None
    modality: Modality = "actual"
    when: str | None = None
    """EDTF date of what is stated, or None when text and publication date do not support one."""
    when_basis: str | None = None
    """How `when` was found: `explicit`, `relative` (to publication), `anchored` (to another date), or None."""
    confidence: float = 0.5
    frame: str | None = None
    """Name of the lexicon frame or rule that read it, for explanation."""

    @property
    def id(self) -> str:
        """`st-` and sixteen hex digits over everything the statement says and where; not over confidence."""
        said = _SAID[self.kind](self)
        return "st-" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def to_json(self, *, with_id: bool = True) -> dict[str, Any]:
        """The contract's line for this statement."""
        head: dict[str, Any] = {"id": self.id} if with_id else {}
        head |= {"kind": self.kind, "document": self.document}
        return head | {wire: _to_wire(getattr(self, name)) for name, wire in _keys_of(self.kind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Statement):
    """Somebody does something to, with or about somebody (PLOVER 2022 types and modes)."""

    kind: ClassVar[str] = "event"
    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...] = ()
    where: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Statement):
    """What an actor is to an organisation."""

    kind: ClassVar[str] = "membership"
    member: Reference
    organisation: Reference
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Statement):
    """Who holds which post of which state or organisation."""

    kind: ClassVar[str] = "office"
    person: Reference
    role: str
    of: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Statement):
    """Who said what; `text` is the words as in the document without the quotation marks."""

    kind: ClassVar[str] = "quotation"
    speaker: Reference
    text: str
    form: Literal["direct", "indirect"]
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Statement):
    """A standing tie; read “`from_` is `relation` of `to`”."""

    kind: ClassVar[str] = "relation"
    from_: Reference
    relation: str
    to: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Statement):
    """A dated property of one actor."""

    kind: ClassVar[str] = "fact"
    about: Reference
    property: str
    value: str | Reference


STATEMENT_KINDS: dict[str, type[Statement]] = {
    cls.kind: cls for cls in (Event, Membership, Office, Quotation, Relation, Fact)
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document, passage or row that was not used: where it came from, at which step, and why in one sentence."""

    source: str
    step: str
    reason: str
    document: str | None = None


_WIRE = {"from_": "from"}
_TUPLES = {"contexts", "actors", "recipients"}


def statement_from_json(data: Mapping[str, Any]) -> Statement:
    """The statement that `Statement.to_json` wrote; keys that the contract does not list are ignored.

    Raises `KeyError` or `TypeError` when a key of the contract is missing; importers turn that into a refusal.
    """
    cls = STATEMENT_KINDS[data["kind"]]
    given = {name: _from_wire(name, data[wire]) for name, wire in _keys_of(cls.kind) if wire in data}
    return cls(document=data["document"], **given)


@cache
def _keys_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Names of the fields of a kind and of their keys on the wire, `document` left out."""
    return tuple((f.name, _WIRE.get(f.name, f.name)) for f in fields(STATEMENT_KINDS[kind]) if f.name != "document")


def _maybe(text: str | None) -> str:
    return "null" if text is None else _q(text)


def _who(who: Reference | None) -> str:
    if who is None:
        return "null"
    return f'{{"for":{_maybe(who.acts_for)},"id":{_q(who.id)},"name":{_q(who.name)}}}'


def _everyone(references: tuple[Reference, ...]) -> str:
    return _who(references[0]) if len(references) == 1 else ",".join(map(_who, references))


def _span(span: Evidence) -> str:
    return f'{{"end":{span.end},"exact":{_q(span.exact)},"start":{span.start}}}'


def _spans(evidence: tuple[Evidence, ...]) -> str:
    return _span(evidence[0]) if len(evidence) == 1 else ",".join(map(_span, evidence))


_SAID: dict[str, Callable[[Any], str]] = {
    "event": lambda s: (
        f'{{"actors":[{_everyone(s.actors)}],"contexts":[{",".join(map(_q, s.contexts))}],"document":'
        f'{_q(s.document)},"event_type":{_q(s.event_type)},"evidence":[{_spans(s.evidence)}],"kind":"event",'
        f'"modality":{_q(s.modality)},"mode":{_maybe(s.mode)},"recipients":[{_everyone(s.recipients)}],'
        f'"said_by":{_who(s.said_by)},"when":{_maybe(s.when)},"where":{_who(s.where)}}}'
    ),
    "membership": lambda s: (
        f'{{"document":{_q(s.document)},"evidence":[{_spans(s.evidence)}],"kind":"membership","member":'
        f'{_who(s.member)},"modality":{_q(s.modality)},"organisation":{_who(s.organisation)},'
        f'"said_by":{_who(s.said_by)},"status":{_q(s.status)},"when":{_maybe(s.when)}}}'
    ),
    "office": lambda s: (
        f'{{"document":{_q(s.document)},"evidence":[{_spans(s.evidence)}],"kind":"office","modality":'
        f'{_q(s.modality)},"of":{_who(s.of)},"person":{_who(s.person)},"role":{_q(s.role)},'
        f'"said_by":{_who(s.said_by)},"when":{_maybe(s.when)}}}'
    ),
    "quotation": lambda s: (
        f'{{"cue":{_maybe(s.cue)},"document":{_q(s.document)},"evidence":[{_spans(s.evidence)}],"form":{_q(s.form)},'
        f'"kind":"quotation","modality":{_q(s.modality)},"said_by":{_who(s.said_by)},"speaker":{_who(s.speaker)},'
        f'"text":{_q(s.text)},"when":{_maybe(s.when)}}}'
    ),
    "relation": lambda s: (
        f'{{"document":{_q(s.document)},"evidence":[{_spans(s.evidence)}],"from":{_who(s.from_)},"kind":"relation",'
        f'"modality":{_q(s.modality)},"relation":{_q(s.relation)},"said_by":{_who(s.said_by)},"to":{_who(s.to)},'
        f'"when":{_maybe(s.when)}}}'
    ),
    "fact": lambda s: (
        f'{{"about":{_who(s.about)},"document":{_q(s.document)},"evidence":[{_spans(s.evidence)}],"kind":"fact",'
        f'"modality":{_q(s.modality)},"property":{_q(s.property)},"said_by":{_who(s.said_by)},'
        f'"value":{_q(s.value) if isinstance(s.value, str) else _who(s.value)},"when":{_maybe(s.when)}}}'
    ),
}
"""What makes up an id: `json.dumps` of what a statement says, its keys sorted and without spaces, in a tenth of the
time. `tests/test_model.py` holds the two against each other."""


def _to_wire(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Reference):
        return {"id": value.id, "name": value.name, "for": value.acts_for}
    if isinstance(value, Evidence):
        return {"start": value.start, "end": value.end, "exact": value.exact}
    if isinstance(value, tuple):
        return [_to_wire(v) for v in value]
    return value


def _from_wire(name: str, value: Any) -> Any:
    if name == "evidence":
        return tuple([Evidence(e["start"], e["end"], e["exact"]) for e in value])
    if name in _TUPLES:
        return tuple([_refer(v) for v in value])
    return _refer(value)


def _refer(value: Any) -> Any:
    """A reference where the wire has one, else the value itself; most are plain, and told so at once."""
    if value is None or type(value) is str or not isinstance(value, Mapping):
        return value
    return Reference.from_json(value)
