"""Conditions with many values, handed to the database as one parameter: the question stays the same for all of them.

A list of parameters is written anew for each question, which takes longer than the question where it is short.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, Integer, TypeDecorator, bindparam
from sqlalchemy import Text as AnyText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Values(TypeDecorator[Any]):
    """Numbers or texts: JSON for SQLite, an array for a server."""

    impl = AnyText
    cache_ok = True

    def __init__(self, numbers: bool) -> None:
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(AnyText())
        return dialect.type_descriptor(ARRAY(BigInteger() if self.numbers else AnyText()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return json.dumps(value) if dialect.name == "sqlite" else value


class _Among(FunctionElement[bool]):
    """A column and the values of which it is to be one."""

    type = Boolean()
    inherit_cache = True
    _is_implicitly_boolean = True  # a condition as it stands: compared with 1, SQLite would look at every row


@compiles(_Among)
def _compile_for_sqlite(among: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in among.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _compile_for_server(among: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in among.clauses)
    return f"{column} = ANY({values})"


def among(column: ColumnElement[Any], values: Iterable[int | str] | str) -> ColumnElement[bool]:
    """Whether a column holds one of the values; a name for them leaves them to be given when the question is put."""
    kind = _Values(isinstance(column.type, Integer))
    given = bindparam(values, type_=kind) if isinstance(values, str) else bindparam(None, list(values), type_=kind)
    return _Among(column, given)
