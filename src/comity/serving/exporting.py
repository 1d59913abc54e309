"""`comity export`: the whole record in a format of its own or of others. A file appears once it is whole."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import AsOfOption, RecordOption, ReportsOnlyOption

if TYPE_CHECKING:
    from comity.recording import View


class Target(StrEnum):
    """What a record can be exported to."""

    JSONL = "jsonl"


Export = Callable[["View", Path, bool], str]
"""Writes a view to a path, with the texts or without; says in a few words what was written."""


def export(
    ctx: typer.Context,
    format: Annotated[Target, typer.Argument(help="What is written.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="Where it is written, a file or a folder.")],
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="The texts of the documents too, so that it can be imported again.")
    ] = False,
    asof: AsOfOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
) -> None:
    """Write the record for another record, for R, Python and other programs."""
    from comity.recording import open_record
    from comity.serving.terminal import output, plain

    with (
        open_record(record or ctx.obj.settings.record) as store,
        store.view(asof=asof, reports_only=reports_only) as view,
    ):
        told = EXPORTS[format](view, out, with_texts)
    output().print(plain(f"{told} in {out}."), soft_wrap=True)


def _to_file(path: Path, parts: "Iterable[bytes]") -> int:
    """Write the parts to a file; how many there were."""
    from comity.serving.delivery import whole_file

    count = 0
    with whole_file(path) as file:
        for part in parts:
            file.write(part)
            count += 1
    return count


def _jsonl(view: "View", out: Path, with_texts: bool) -> str:
    from comity.exchanging.lines import write_lines

    return f"{_to_file(out, write_lines(view.kept(), view.judgements(), with_texts=with_texts)):,} lines"


EXPORTS: dict[Target, Export] = {Target.JSONL: _jsonl}
