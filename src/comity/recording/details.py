"""What stands within the JSON of a derived row, read by the database: of many rows few are ever taken apart here."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Within(FunctionElement[str]):
    """A column that holds a list as JSON, a place in it where there is another list, and a place in that one."""

    type = Text()
    inherit_cache = True


@compiles(_Within)
def _compile_for_sqlite(within: _Within, compiler: SQLCompiler, **options: Any) -> str:
    column, outer, inner = (compiler.process(part, **options) for part in within.clauses)
    return f"json_extract({column}, '$[' || {outer} || '][' || {inner} || ']')"


@compiles(_Within, "postgresql")
def _compile_for_server(within: _Within, compiler: SQLCompiler, **options: Any) -> str:
    column, outer, inner = (compiler.process(part, **options) for part in within.clauses)
    return f'(CAST({column} AS json) -> {outer} ->> {inner}) COLLATE "C"'


def within(column: ColumnElement[str], outer: int, inner: int, missing: str) -> ColumnElement[str]:
    """The text at a place of a list within a list of a column of JSON, `missing` where there is `null`."""
    return func.coalesce(_Within(column, literal(outer, Integer), literal(inner, Integer)), missing)
