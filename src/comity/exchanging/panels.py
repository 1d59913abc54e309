"""Panels for R and Python: dyad-days of what happened, and membership-years, with a codebook of every column."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import polars as pl

from comity.edtf import Bounds
from comity.exchanging.happened import Happened, cow_codes, happened
from comity.recording import View
from comity.recording.summaries import HeldSpell
from comity.register import Register

CODEBOOK = "codebook.csv"
_TITLES = {
    "plover": "“comity export plover”, beside POLECAT's columns",
    "cameo": "“comity export cameo”, beside ICEWS's columns",
}
"""Of tables that are exported by themselves."""


def write_panels(view: View, folder: Path, register: Register) -> dict[str, int]:
    """Write `dyad_day.csv`, `membership_year.csv` and the codebook, as CSV and as a page, into an empty folder."""
    cow = cow_codes(register)
    tables = {
        "dyad_day": dyad_days(happened(view), cow),
        "membership_year": membership_years(view.spells("membership"), cow, view.moment),
    }
    for name, table in tables.items():
        table.write_csv(folder / f"{name}.csv")
    text = files(__package__).joinpath(CODEBOOK).read_text("utf-8")
    (folder / CODEBOOK).write_text(text, "utf-8")
    (folder / "codebook.md").write_text("\n".join(_page(text, view.data_version)) + "\n", "utf-8")
    return {name: table.height for name, table in tables.items()}


def dyad_days(events: Iterable[Happened], cow: Mapping[str, str]) -> pl.DataFrame:
    """One row for each day, actor, recipient and type of what happened between states; reciprocal events both ways."""
    found: dict[tuple[str, str, str, str], list[Happened]] = defaultdict(list)
    for one in events:
        if one.told.modality == "actual" and one.day:
            for actor, recipient in one.pairs():
                if actor.startswith("state:") and recipient.startswith("state:"):
                    found[one.day, actor, recipient, one.told.type].append(one)
    rows = [
        (
            day, actor[6:], cow.get(actor), recipient[6:], cow.get(recipient), type, len(told),
            sum(one.told.backing.sources for one in told),
            "; ".join(id for one in told for id in one.told.backing.statements),
        )
        for (day, actor, recipient, type), told in sorted(found.items())
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_schema("dyad_day"), orient="row")


def membership_years(spells: Iterable[HeldSpell], cow: Mapping[str, str], until: Bounds) -> pl.DataFrame:
    """One row for each organisation, member, status and year in which it held; spells of unknown beginning left out."""
    found: dict[tuple[str, str, str, int], list[tuple[HeldSpell, str]]] = defaultdict(list)
    for spell in spells:
        if spell.modality == "actual":
            for year, holding in _years(spell, (until.latest or dt.date.max).year):
                found[spell.body, spell.holder, spell.label, year].append((spell, holding))
    rows = [
        (
            body, member, cow.get(member), status, year, any(holding == "certainly" for _, holding in told),
            max(spell.backing.sources for spell, _ in told),
            "+".join(sorted({spell.backing.origin for spell, _ in told})),
            "; ".join(dict.fromkeys(s for spell, _ in told for s in spell.backing.statements)),
        )
        for (body, member, status, year), told in sorted(found.items())
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_schema("membership_year"), orient="row")


def _years(spell: HeldSpell, last: int) -> Iterator[tuple[int, str]]:
    start, end = spell.start_bounds, spell.end_bounds
    if start.earliest is None:
        return
    told = _told_until(spell)
    for year in range(start.earliest.year, min(last, end.latest.year if end.latest else last) + 1):
        holding = spell.holds(Bounds(dt.date(year, 1, 1), dt.date(year, 12, 31)))
        if holding != "no":
            yield year, "possibly" if year > told else holding


def _told_until(spell: HeldSpell) -> int:
    """The last year for which somebody tells it: reports without an end do not speak for the years after them."""
    silent = spell.backing.origin == "reports" and spell.ending in ("last-reported", "unknown")
    return int((spell.backing.last_reported or "9999")[:4]) if silent else dt.MAXYEAR


def _schema(table: str) -> dict[str, type[pl.DataType]]:
    kinds: dict[str, type[pl.DataType]] = {"text": pl.String, "number": pl.Int64, "yes/no": pl.Boolean}
    rows = csv.DictReader(files(__package__).joinpath(CODEBOOK).read_text("utf-8").splitlines())
    return {row["column"]: kinds[row["type"]] for row in rows if row["table"] == table}


def _page(text: str, version: str) -> Iterator[str]:
    yield from ("# Codebook", "", f"Written from the Comity record {version}.")
    rows = list(csv.DictReader(text.splitlines()))
    for table, count in Counter(row["table"] for row in rows).items():
        yield from (
            "",
            f"## {_TITLES.get(table, f'{table}.csv')} ({count} columns)",
            "",
            "| column | type | unit | meaning | source |",
            "|-|-|-|-|-|",
        )
        for row in rows:
            if row["table"] == table:
                yield f"| {' | '.join(row[key] for key in ('column', 'type', 'unit', 'meaning', 'source'))} |"
