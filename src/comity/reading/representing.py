"""Representing: whom a person acts for, where only an office told by a pronoun says so (“its spokesman, Ali Ba”)."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from comity.model import Office, Reference, Statement


def complete_representing(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with persons acting for the one state or body whose office the same text gives them."""
    posts: dict[str, set[str]] = {}
    for statement in statements:
        if isinstance(statement, Office) and statement.person.acts_for is not None and statement.modality == "actual":
            posts.setdefault(statement.person.id, set()).add(statement.person.acts_for)
    only = {person: next(iter(bodies)) for person, bodies in posts.items() if len(bodies) == 1}
    return [_completed(statement, only) for statement in statements] if only else list(statements)


def _completed(statement: Statement, posts: Mapping[str, str]) -> Statement:
    changes: dict[str, Any] = {}
    for field in fields(statement):
        value = getattr(statement, field.name)
        if isinstance(value, Reference) or (isinstance(value, tuple) and value and isinstance(value[0], Reference)):
            new = _acting(value, posts) if isinstance(value, Reference) else tuple(_acting(r, posts) for r in value)
            if new != value:
                changes[field.name] = new
    return replace(statement, **changes) if changes else statement


def _acting(reference: Reference, posts: Mapping[str, str]) -> Reference:
    if reference.acts_for is not None or reference.id not in posts:
        return reference
    return replace(reference, acts_for=posts[reference.id])
