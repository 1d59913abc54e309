"""Worked studies: claims of the press put to the test, with their words, what they ask for, and their tables."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from comity.errors import UserError
from comity.measuring.measured import Measured

WIDTH = 132
ENDING = "What this does not say"
CHOICES = ("by", "sessions", "issue", "window")
Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A measure asked for, as on the command line."""

    measure: str
    actors: tuple[str, ...]
    choices: Mapping[str, Any] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command that gives the same."""
        options = [f"--{name} {self.choices[name]}" for name in CHOICES if name in self.choices]
        options += [f"--rule {rule}" for rule in self.choices.get("rules", ())]
        return " ".join(["comity measure", self.measure, *self.actors, *options])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a study: words, what is asked, the table by its name, and what follows from it."""

    heading: str
    asks: tuple[Ask, ...]
    table: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """A claim put to the test."""

    name: str
    title: str
    verdict: str
    data: str
    sections: tuple[Section, ...]
    limits: tuple[str, ...]
    ending: str
    """The heading over `limits`."""


@cache
def studies() -> tuple[Study, ...]:
    """All of them, in the order of their list."""
    written = yaml.safe_load(files("comity.measuring").joinpath("studies.yaml").read_text("utf-8"))
    return tuple(_study(one) for one in written)


def find_study(name: str) -> Study:
    """The study of a name; raises `UserError` with the names there are."""
    found = next((study for study in studies() if study.name == name), None)
    if found is None:
        raise UserError(f"There is no study “{name}”; choose one of {', '.join(study.name for study in studies())}.")
    return found


def tabulate_section(section: Section, found: Sequence[Measured]) -> tuple[tuple[str, ...], Rows]:
    """Headings and rows of a section's table."""
    headings, table = TABLES[section.table]
    return headings, [row for measured in found for row in table(measured.frame.to_dicts())]


def to_markdown(study: Study, take: Callable[[Ask], Measured]) -> str:
    """The study as a page of text, its tables computed by `take`."""
    blocks = [f"# {study.title}\n**Verdict: {study.verdict}**", _wrap(study.data)]
    for section in study.sections:
        commands = "\n".join(f"$ {ask.command}" for ask in section.asks)
        headings, rows = tabulate_section(section, [take(ask) for ask in section.asks])
        table = "\n".join(f"| {' | '.join(row)} |" for row in (headings, *rows))
        head, _, body = table.partition("\n")
        blocks += [f"## {section.heading}\n```console\n{commands}\n```", *map(_wrap, section.before)]
        blocks += ["\n".join([head, f"|{'---|' * len(headings)}", body]), *map(_wrap, section.after)]
    limits = "\n".join(_wrap(limit, "* ") for limit in study.limits)
    return "\n\n".join([*blocks, f"## {study.ending}\n{limits}"]) + "\n"


def _study(written: dict[str, Any]) -> Study:
    sections = tuple(
        Section(
            part["heading"], tuple(map(_ask, part["asks"])), part["table"], tuple(part.get("before", ())),
            tuple(part.get("after", ())),
        )
        for part in written["sections"]
    )  # fmt: skip
    return Study(
        written["name"], written["title"], written["verdict"], written["data"], sections, tuple(written["limits"]),
        written.get("ending", ENDING),
    )  # fmt: skip


def _ask(written: dict[str, Any]) -> Ask:
    choices = {key: written[key] for key in CHOICES if key in written}
    if "rules" in written:
        choices["rules"] = tuple(written["rules"])
    return Ask(written["measure"], tuple(written["actors"]), choices)


def _wrap(text: str, mark: str = "") -> str:
    return "\n".join(textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark),
                                   break_on_hyphens=False))  # fmt: skip


def _code(id: str) -> str:
    return id.partition(":")[2]


def _interval(line: Mapping[str, Any], digits: int = 3) -> str:
    value, low, high = (line[name] for name in ("value", "low", "high"))
    return f"{value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]" if low is not None else _number(value, digits)


def _number(value: float | None, digits: int = 3) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _agreement(lines: Sequence[dict[str, Any]]) -> Rows:
    rows = []
    for state in dict.fromkeys(line["state"] for line in lines):
        own = [line for line in lines if line["state"] == state]
        told = [_interval(line) if line["value"] is not None else line["reason"] for line in own]
        rows.append((_code(state), *told, str(own[0]["n"]), f"{own[0]['took_part']:.0%}"))
    return rows


def _contrast(lines: Sequence[dict[str, Any]]) -> Rows:
    rows = []
    for line in lines:
        pair = f"{_code(line['state'])} – {_code(line['other'])}"
        points = ["" if line[name] is None else f"{100 * line[name]:+.1f}" for name in ("value", "low", "high")]
        verdict = line["verdict"].replace("state:", "")
        rows.append((pair, *points, str(line["n"]), _number(line["p_holm"]), verdict))
    return rows


def _cohesion(lines: Sequence[dict[str, Any]]) -> Rows:
    return [
        (_code(line["bloc"]), line["rule"], _interval(line) if line["value"] is not None else line["reason"],
         _number(line.get("expected")), str(line["n"]))
        for line in lines
    ]  # fmt: skip


def _drift(lines: Sequence[dict[str, Any]]) -> Rows:
    return [(line["part"], "" if line["value"] is None else f"{line['value']:+.3f}") for line in lines]


def _lead_lag(lines: Sequence[dict[str, Any]]) -> Rows:
    return [
        (line["reason"] or _interval(line, 2), str(line["n"]), _number(line["p"]), _number(line.get("documents"), 1))
        for line in lines
    ]


TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Sequence[dict[str, Any]]], Rows]]] = {
    "agreement": (("state", "exact", "half", "no abstentions", "n", "took part"), _agreement),
    "contrast": (("pair", "points", "low", "high", "votes all three cast", "p (Holm)", "verdict"), _contrast),
    "cohesion": (("bloc", "index", "value [95 %]", "expected", "roll calls"), _cohesion),
    "drift": (("part", "agreement index"), _drift),
    "lead-lag": (("outcomes after less before", "events", "p", "documents after less before"), _lead_lag),
}
"""How a section's numbers are told: headings, and rows from the rows of its measures."""
