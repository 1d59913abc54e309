"""Merging: what a document says twice is one statement with all its evidence."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from comity.model import SYMMETRIC_RELATIONS, Event, Evidence, Quotation, Reference, Relation, Statement

_FREE = frozenset({"evidence", "when", "when_basis", "confidence", "frame", "said_by", "contexts", "mode", "where"})


def merge(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements that say the same become one, in the order of their first evidence.

    Same means: equal keys and modality, and dates that do not contradict each other. One that the document
    asserts itself absorbs those that only somebody in it says; quotations are never merged.
    """
    groups: dict[Hashable, list[Statement]] = {}
    for statement in statements:
        key = (id(statement),) if isinstance(statement, Quotation) else _key(statement)
        groups.setdefault(key, []).append(statement)
    merged = [one for group in groups.values() for one in _merge_group(group)]
    return tuple(sorted(merged, key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.kind)))


def _key(statement: Statement) -> Hashable:
    values: list[Any] = [statement.kind]
    for f in fields(statement):
        if f.name not in _FREE:
            values.append(_identity(getattr(statement, f.name)))
    if isinstance(statement, Relation) and statement.relation in SYMMETRIC_RELATIONS:
        pair = frozenset({statement.from_.id, statement.to.id})
        return ("relation", statement.relation, pair, statement.modality)
    return tuple(values)


def _identity(value: Any) -> Hashable:
    if isinstance(value, Reference):
        return value.id
    if isinstance(value, tuple):
        return frozenset(_identity(v) for v in value)
    return value.casefold() if isinstance(value, str) else value


def _merge_group(group: Sequence[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    told: list[list[tuple[Evidence, ...]]] = []
    for statement in sorted(group, key=lambda s: (s.said_by is not None, s.when is None, s.evidence[0].start)):
        for i, other in enumerate(kept):
            if _compatible(other, statement):
                kept[i] = _union(other, statement)
                told[i].append(statement.evidence)
                break
        else:
            kept.append(statement)
            told.append([statement.evidence])
    return [
        replace(statement, evidence=_without_nested(chain.from_iterable(spans))) if len(spans) > 1 else statement
        for statement, spans in zip(kept, told, strict=True)
    ]


def _compatible(a: Statement, b: Statement) -> bool:
    if a.when and b.when and a.when != b.when and not (_stands(a) and _stands(b)):
        return False
    if isinstance(a, Relation):
        return True  # a tie of which two speak is one, and the first of them vouches for it
    if a.said_by is not None and b.said_by is not None and a.said_by.id != b.said_by.id:
        return False
    if isinstance(a, Event) and isinstance(b, Event):
        return not (a.mode and b.mode and a.mode != b.mode)
    return True


def _stands(statement: Statement) -> bool:
    """Whether it is a tie with no end: “partners since 2009”, “upgraded the partnership in 2018” tell one."""
    return isinstance(statement, Relation) and not (statement.when or "").startswith("../")


def _union(a: Statement, b: Statement) -> Statement:
    change: dict[str, Any] = {"confidence": max(a.confidence, b.confidence)}
    if a.when is None:
        change |= {"when": b.when, "when_basis": b.when_basis}
    if isinstance(a, Event) and isinstance(b, Event):
        change |= {
            "mode": a.mode or b.mode,
            "where": a.where or b.where,
            "contexts": tuple(dict.fromkeys((*a.contexts, *b.contexts))),
        }
    if isinstance(a, Relation) and a.said_by and b.said_by and b.evidence[0].start < a.evidence[0].start:
        change["said_by"] = b.said_by
    return replace(a, **change)


def _without_nested(spans: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The spans in order; those that lie inside another one add nothing."""
    kept: list[Evidence] = []
    for span in sorted(spans, key=lambda e: (e.start, -e.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)
