"""The record as RDF, in Turtle: statements as Web Annotations on texts, who and what made them after PROV-O.

A statement is an `oa:Annotation` and a `prov:Entity`; its keys are those of `docs/statements.md` in the vocabulary
`urn:comity:vocabulary#`. Each span of evidence is a target with a quote and a position selector. What stands is
written, and each judgement as an activity of the person who made it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from comity.exchanging.turtle import Blank, block, iri, literal, prefixes
from comity.model import Evidence, Statement
from comity.recording import View
from comity.recording.judgements import Judgement
from comity.recording.kept import Kept, KeptStatement
from comity.register import Register

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "edtf": "http://id.loc.gov/datatypes/",
    "cmt": "urn:comity:vocabulary#",
}
EDTF = "edtf:edtf"
AROUND = 32
"""Characters of a text that a quote selector gives before and after its words."""
ELSEWHERE = frozenset({"id", "kind", "document", "evidence"})
"""Keys of a statement that the annotation itself says."""
WORD = re.compile(r"_([a-z])")
WIKIDATA = "http://www.wikidata.org/entity/"


def write_turtle(view: View, register: Register) -> Iterator[bytes]:
    """Blocks of Turtle, one for each document, reading, actor, statement and judgement."""
    yield prefixes(PREFIXES).encode()
    met: set[str] = set()
    for kept in view.kept():
        yield _document(kept).encode()
        yield from (part.encode() for part in _reading(kept, met))
        for said in kept.statements:
            if said.stands:
                yield from (_actor(id, register, view).encode() for id in _new(said.statement, met))
                yield _statement(kept, said).encode()
    for judgement in view.judgements():
        yield from (part.encode() for part in _judgement(judgement, met))


def _name(kind: str, id: str) -> str:
    return iri(f"urn:comity:{kind}:{id}")


def _document(kept: Kept) -> str:
    document = kept.document
    return block(_name("document", document.id), [
        ("a", "prov:Entity , schema:Article"),
        ("dcterms:identifier", literal(document.id)),
        ("dcterms:title", literal(document.title)),
        ("dcterms:publisher", literal(document.publisher)),
        ("dcterms:issued", literal(document.published, EDTF)),
        ("dcterms:language", literal(document.language)),
        ("schema:url", iri(document.url) if document.url else None),
        ("dcterms:source", literal(document.source or None)),
        ("cmt:sha256", literal(document.sha256)),
        ("cmt:register", _flag(kept.register)),
    ])  # fmt: skip


def _reading(kept: Kept, met: set[str]) -> Iterator[str]:
    """The reading that found the statements, and the reader once."""
    reader = _name("reader", kept.run.reader)
    if reader not in met:
        met.add(reader)
        label = literal(f"Comity, reader {kept.run.reader}")
        yield block(reader, [("a", "prov:SoftwareAgent"), ("rdfs:label", label)])
    yield block(_name("reading", kept.document.id), [
        ("a", "prov:Activity"),
        ("prov:used", _name("document", kept.document.id)),
        ("prov:wasAssociatedWith", reader),
        ("prov:endedAtTime", literal(kept.recorded_at, "xsd:dateTime")),
        ("cmt:registerVersion", literal(kept.run.register or None)),
    ])  # fmt: skip


def _new(statement: Statement, met: set[str]) -> Iterator[str]:
    """Ids of actors that a statement names first."""
    for id in _ids(statement.to_json()):
        if id not in met:
            met.add(id)
            yield id


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "name" in value and "id" in value:
            yield from filter(None, (value["id"], value.get("for")))
        else:
            yield from (id for inner in value.values() for id in _ids(inner))
    elif isinstance(value, list):
        yield from (id for inner in value for id in _ids(inner))


def _actor(id: str, register: Register, view: View) -> str:
    entry = register.entry(id)
    label = entry.name if entry else next(iter(view.names_of(id)), id.partition(":")[2])
    qid = entry.details.get("wikidata", "") if entry else ""
    return block(_name("actor", id), [
        ("a", f"cmt:{id.partition(':')[0].capitalize() or 'Actor'} , prov:Agent"),
        ("rdfs:label", literal(label)),
        ("dcterms:identifier", literal(id)),
        ("skos:exactMatch", iri(WIKIDATA + qid) if qid else None),
    ])  # fmt: skip


def _statement(kept: Kept, said: KeptStatement) -> str:
    statement, document = said.statement, kept.document
    made_by = _name("judgement", said.judgement) if said.judgement else _name("reading", document.id)
    pairs: list[tuple[str, str | None]] = [
        ("a", f"cmt:{statement.kind.capitalize()} , oa:Annotation , prov:Entity"),
        ("dcterms:identifier", literal(statement.id)),
        ("prov:wasGeneratedBy", made_by),
        ("prov:wasDerivedFrom", _name("document", document.id)),
    ]
    for key, value in statement.to_json().items():
        if key not in ELSEWHERE:
            pairs += [(_predicate(key), text) for text in _values(key, value)]
    targets = [str(_target(span, document.id, document.text)) for span in statement.evidence]
    pairs += [("oa:hasTarget", target) for target in targets]
    return block(_name("statement", statement.id), pairs)


def _predicate(key: str) -> str:
    return f"cmt:{WORD.sub(lambda found: found[1].upper(), key)}"


def _values(key: str, value: Any) -> Iterator[str | None]:
    if isinstance(value, list):
        for one in value:
            yield from _values(key, one)
    elif isinstance(value, dict):
        yield str(_part(value))
    elif isinstance(value, float):
        yield literal(str(value), "xsd:double")
    elif value is not None:
        yield literal(value, EDTF if key == "when" else "")


def _part(reference: dict[str, Any]) -> Blank:
    """Who has a part: whom it means, what the text calls it, and for whom it acts."""
    pairs = [("cmt:is", _name("actor", reference["id"])), ("cmt:named", literal(reference["name"]) or '""')]
    if reference["for"]:
        pairs.append(("prov:actedOnBehalfOf", _name("actor", reference["for"])))
    return Blank((("a", "cmt:Part"), *pairs))


def _target(span: Evidence, document: str, text: str) -> Blank:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    quote = Blank((
        ("a", "oa:TextQuoteSelector"), ("oa:exact", str(literal(span.exact))), ("oa:prefix", str(literal(before))),
        ("oa:suffix", str(literal(after))),
    ))  # fmt: skip
    place = Blank((("a", "oa:TextPositionSelector"), ("oa:start", str(span.start)), ("oa:end", str(span.end))))
    source = _name("document", document)
    selectors = (("oa:hasSelector", str(quote)), ("oa:hasSelector", str(place)))
    return Blank((("a", "oa:SpecificResource"), ("oa:hasSource", source), *selectors))


def _judgement(judgement: Judgement, met: set[str]) -> Iterator[str]:
    """What a person decided, and the person once."""
    person = _name("judge", judgement.person)
    if person not in met:
        met.add(person)
        yield block(person, [("a", "prov:Person"), ("rdfs:label", literal(judgement.person))])
    judged = _each(_name("statement", subject.statement.id) for subject in judgement.subjects)
    yield block(_name("judgement", judgement.id), [
        ("a", "prov:Activity"),
        ("prov:wasAssociatedWith", person),
        ("prov:endedAtTime", literal(judgement.recorded_at, "xsd:dateTime")),
        ("cmt:verdict", literal(judgement.verdict)),
        ("cmt:reason", literal(judgement.reason)),
        ("prov:used", judged),
        ("cmt:withdraws", _name("judgement", judgement.withdraws) if judgement.withdraws else None),
    ])  # fmt: skip


def _each(names: Iterable[str]) -> str | None:
    return " , ".join(names) or None


def _flag(yes: bool) -> str:
    return "true" if yes else "false"
