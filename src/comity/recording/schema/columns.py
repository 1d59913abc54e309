"""What the tables of a record are made of: text as it is compared, keys and references."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData
from sqlalchemy import Text as AnyText
from sqlalchemy.ext.compiler import compiles

metadata = MetaData()


class Text(AnyText):
    """Text compared by the numbers of its letters, as SQLite does and whatever a server's language is."""


@compiles(Text, "postgresql")
def _compile_text(_: Text, *__: object, **___: object) -> str:
    return 'TEXT COLLATE "C"'


def key() -> Column[int]:
    """The number of a row, given by the writer."""
    return Column("key", Integer, primary_key=True, autoincrement=False)


def to(target: str, name: str, **options: bool) -> Column[int]:
    """A column that names a row of `target`, written `table.column`."""
    return Column(name, Integer, ForeignKey(target), **options)  # type: ignore[arg-type]
