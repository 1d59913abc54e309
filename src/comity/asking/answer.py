"""What a question gives back: rows, the statements behind them, what was looked at, and the data version."""

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import polars

R = TypeVar("R")
ONLY = "Only the "
"""How a note begins that tells which rows of a longer answer these are."""


@dataclass(frozen=True, slots=True)
class Question:
    """The question as it was run: its name and its arguments with every name and date resolved."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " ".join([self.name, *(f"{key}={value}" for key, value in self.arguments)])


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at to answer: an empty answer means “not in these texts”, never “not so”."""

    documents: int
    texts: int
    """Independent texts among the documents: copies of one text are one."""
    statements: int
    publishers: tuple[str, ...]
    first: str | None
    """First day of publication among the documents, or None when no document is dated."""
    last: str | None
    register: bool
    """Whether the register's rows were looked at beside the reports."""
    unread: int = 0
    """Documents that are kept and were not read, so that nothing was looked at in them."""

    def __str__(self) -> str:
        span = f" of {self.first} to {self.last}" if self.first else ""
        names = f" by {', '.join(self.publishers[:4])}" if self.publishers else ""
        more = f" and {len(self.publishers) - 4} more" if len(self.publishers) > 4 else ""
        register = ", and the register" if self.register else ""
        copies = f" ({self.texts} independent)" if self.texts != self.documents else ""
        unread = f"; {self.unread} more {'is' if self.unread == 1 else 'are'} kept unread" if self.unread else ""
        return f"{self.documents} document{'s' * (self.documents != 1)}{copies}{span}{names}{more}{register}{unread}"


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """An answer: typed rows of one class from `comity.asking.rows`, each carrying the ids of its statements."""

    question: Question
    row: type[R]
    """The class of the rows, so that an empty answer still knows its columns."""
    rows: tuple[R, ...]
    statements: tuple[str, ...]
    """Ids of all statements behind the rows, each once, in the order of the rows."""
    coverage: Coverage
    data_version: str
    notes: tuple[str, ...] = ()
    """Sentences a reader of the answer must know: which actor was taken, what was left out."""
    left_out: int = 0
    """How many more rows there are than were asked for; who asks for all leaves out none."""

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than these; a note says so."""
        return self.left_out > 0 or any(note.startswith(ONLY) for note in self.notes)

    @property
    def found(self) -> bool:
        """Whether there is any row."""
        return bool(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def reversed(self) -> "Answer[R]":
        """The same with the last row first."""
        return replace(self, rows=self.rows[::-1], statements=statement_ids(self.rows[::-1]))

    def frame(self) -> "polars.DataFrame":
        """The rows as a Polars frame; tuples become list columns, and an empty answer keeps its columns."""
        import polars as pl

        return pl.DataFrame(self.records(), schema=_frame_schema(self.row))

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries, tuples as lists: what JSON, CSV and Parquet writers take."""
        return list(self.each())

    def each(self) -> Iterator[dict[str, Any]]:
        """The rows as plain dictionaries, made one after the other."""
        return (_plain(asdict(row)) for row in self.rows)  # type: ignore[call-overload]

    def to_json(self) -> dict[str, Any]:
        """Everything in the answer as plain values."""
        head, tail = self.around()
        return {**head, "rows": self.records(), **tail}

    def around(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What stands before the rows and what after them where an answer is written."""
        question = {"name": self.question.name, "arguments": dict(self.question.arguments)}
        tail = {
            "statements": list(self.statements),
            "coverage": _plain(asdict(self.coverage)),
            "data_version": self.data_version,
            "notes": list(self.notes),
        }
        return {"question": question, "found": self.found}, tail


def statement_ids(rows: Iterable[Any]) -> tuple[str, ...]:
    """The statement ids of `rows`, each once, in order of first use; those of a plan follow its row's."""
    return tuple(dict.fromkeys(chain.from_iterable(map(_behind, rows))))


def _behind(row: Any) -> tuple[str, ...]:
    statements: tuple[str, ...] = row.statements
    return (*statements, *getattr(row, "planned_statements", ()))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _frame_schema(row: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(row)
    return {f.name: _frame_type(hints[f.name]) for f in fields(row)}


def _frame_type(hint: Any) -> Any:
    import polars as pl

    plain = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
    if hint in plain:
        return plain[hint]
    if typing.get_origin(hint) is tuple:
        return pl.List(_frame_type(typing.get_args(hint)[0]))
    if isinstance(hint, types.UnionType):
        return _frame_type(next(arm for arm in typing.get_args(hint) if arm is not type(None)))
    if hasattr(hint, "__dataclass_fields__"):
        return pl.Struct(_frame_schema(hint))
    return pl.String
