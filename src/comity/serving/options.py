"""The options that commands share, each declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.sureness import parse_confidence
from comity.written_dates import parse_date, parse_day


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class Stream(StrEnum):
    """What `comity read` writes: a summary, having recorded; or statements, recording nothing."""

    TABLE = "table"
    JSONL = "jsonl"


RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        envvar="COMITY_RECORD",
        metavar="FILE",
        help="The record to use, a file or a postgresql:// URL.",
        show_default="comity.db",
    ),
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="How the answer is written.", show_default="table, or by --out's name")
]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to FILE instead of the screen.")]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", parser=parse_date, help="The day in the world.", show_default="today"),
]
AtHeldOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", parser=parse_date, help="Only what can hold on that day.")
]
AtSpanOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", parser=parse_date, help="Only this day, month or year.")
]
AtEndOption = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", parser=parse_date, help="The same as --until.", show_default="today"),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--asof", metavar="DATE", parser=parse_date, help="Use only what was published by this day."),
]
RecordedOption = Annotated[
    str | None,
    typer.Option("--recorded", metavar="MOMENT", help="Use only what this record held by then (a day, or a moment)."),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="NUMBER",
        parser=parse_confidence,
        help="Use only statements at least so sure, from 0 to 1; how many rows that leaves out is said.",
        show_default="0",
    ),
]
RecordedSinceOption = Annotated[
    str | None, typer.Option("--recorded-since", metavar="MOMENT", help="What this record learned after that moment.")
]
AsOfSinceOption = Annotated[
    str | None,
    typer.Option(
        "--asof-since", metavar="DATE", parser=parse_date, help="What became known by publications after that date."
    ),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", parser=parse_date, help="Nothing before this date.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", parser=parse_date, help="Nothing after this date.")
]
BesideOption = Annotated[
    str | None,
    typer.Option("--beside", metavar="LAYERS", help="Show what others coded too: gdelt, icews, polecat."),
]
ReportsOnlyOption = Annotated[
    bool, typer.Option("--reports-only", help="Leave out the register that comes with Comity.")
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", parser=parse_day, help="Day of publication of texts that do not say."),
]
PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Publisher of texts that do not say.")
]
