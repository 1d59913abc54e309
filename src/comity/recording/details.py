"""What stands within the JSON of a derived row, read by the database: of many rows few are ever taken apart here."""

from typing import Any

from sqlalchemy import ColumnElement, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Within(FunctionElement[str]):
    """A column that holds JSON, and the places in lists that lead to a value in it."""

    type = Text()
    inherit_cache = False

    def __init__(self, column: ColumnElement[str], places: tuple[int, ...]) -> None:
        super().__init__(column)
        self.places = places


@compiles(_Within)
def _compile_for_sqlite(within: _Within, compiler: SQLCompiler, **options: Any) -> str:
    path = "".join(f"[{place}]" for place in within.places)
    return f"json_extract({compiler.process(within.clauses, **options)}, '${path}')"


@compiles(_Within, "postgresql")
def _compile_for_server(within: _Within, compiler: SQLCompiler, **options: Any) -> str:
    path = ",".join(map(str, within.places))
    return f"(CAST({compiler.process(within.clauses, **options)} AS json) #>> '{{{path}}}') COLLATE \"C\""


def within(column: ColumnElement[str], *places: int) -> ColumnElement[str]:
    """The text at a place in the lists of a column of JSON; nothing where there is `null`."""
    return _Within(column, places)
