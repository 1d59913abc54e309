"""Happenings as rows of the field's event data: PLOVER in POLECAT's columns, and CAMEO by its root codes.

After PLOVER's manual, a planned CONSULT, SUPPORT, COOPERATE or AID is AGREE, and a planned RETREAT is CONCEDE; other
plans, and what is possible or denied, are left out. PLOVER has no way back to CAMEO: `cameo.csv` is our own
choice of the nearest root.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from comity.exchanging.happened import Happened
from comity.exchanging.polecat import COLUMNS as POLECAT
from comity.model import Reference

PLANNED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
OURS = ("Date EDTF", "Reports", "Publishers", "Statement IDs", "Confidence")
"""What both kinds of rows have after the columns of their model. `Event Date` is an ISO day or empty; `Date EDTF` is
what is known of the date, such as `2001-06` or `2024-07-03/2024-07-04`; `Reports` counts independent texts,
`Confidence` is that of the surest statement."""
PLOVER_COLUMNS = (*POLECAT, *OURS)
"""POLECAT's columns in its order, then ours."""
CAMEO_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Event Text", "Quad Code", "Target Name",
    "Target Country", *OURS,
)  # fmt: skip
"""ICEWS's names where it has the column. One row for each pair, reciprocal events both ways."""


def write_plover(events: Iterable[Happened], cow: Mapping[str, str]) -> Iterator[bytes]:
    """Tab-separated lines, names in a cell parted by `; `; one row for each happening."""
    quads = {row["type"]: row["quad"] for row in event_types()}
    yield _line(PLOVER_COLUMNS)
    for one in events:
        if type := _type_now(one):
            cells = _plover_cells(one, type, quads[type], cow)
            yield _line(cells.get(column, "") for column in PLOVER_COLUMNS)


def _plover_cells(one: Happened, type: str, quad: str, cow: Mapping[str, str]) -> dict[str, str]:
    """The cells of a happening by column; what POLECAT tells and Comity does not know has none."""
    event, told = one.event, one.told
    mode = told.mode if type == told.type else None
    cells = {
        "Event ID": told.id, "Event Date": one.day or "", "Event Type": type, "Event Mode": mode or "",
        "Intensity": intensity(type, mode), "Quad Code": quad, "Contexts": "; ".join(event.contexts),
        "Placename": event.where.name if event.where else "", "Publication Date": told.backing.reported or "",
    }  # fmt: skip
    for side, references in (("Actor", event.actors), ("Recipient", event.recipients)):
        names, countries, numbers = _who(references, cow)
        cells |= {f"{side} Name": names, f"{side} Country": countries, f"{side} COW": numbers}
    return cells | dict(zip(OURS, _behind(one), strict=True))


@cache
def _intensities() -> Mapping[tuple[str, str], str]:
    rows = csv.DictReader(files(__package__).joinpath("plover_intensity.csv").read_text("utf-8").splitlines())
    return {(row["type"], row["mode"]): row["intensity"] for row in rows}


def intensity(type: str, mode: str | None) -> str:
    """PLOVER's value of a mode, of the type where the mode has none: from -10, conflict, to 10, cooperation.

    After the tables of the manual 2.0, with the minus that its table of types lost for ACCUSE.
    """
    known = _intensities()
    return known.get((type, mode or ""), known[type, ""])


def write_cameo(events: Iterable[Happened], cow: Mapping[str, str]) -> Iterator[bytes]:
    """Tab-separated lines, one for each actor and recipient."""
    roots = {row["type"]: row for row in event_types()}
    yield _line(CAMEO_COLUMNS)
    for one in events:
        if type := _type_now(one):
            root = roots[type]
            head = (one.told.id, one.day or "")
            for source, target in _pairs(one):
                said = (*_who([source], cow)[:2], root["cameo"], root["text"], root["quad"])
                yield _line((*head, *said, *_who([target] if target else [], cow)[:2], *_behind(one)))


def _type_now(one: Happened) -> str | None:
    """PLOVER's type of what happened or is planned, None for what PLOVER does not code."""
    if one.told.modality == "actual":
        return one.told.type
    return PLANNED.get(one.told.type) if one.told.modality == "planned" else None


def _pairs(one: Happened) -> list[tuple[Reference, Reference | None]]:
    actors, others = one.event.actors, one.event.recipients or one.event.actors
    pairs: list[tuple[Reference, Reference | None]] = [(a, b) for a in actors for b in others if a.id != b.id]
    return pairs or [(actor, None) for actor in actors]


def _who(references: Iterable[Reference], cow: Mapping[str, str]) -> tuple[str, str, str]:
    """Names, ISO 3166-1 codes and COW numbers; organisations have the code IGO and no number, as in POLECAT."""
    known = list(references)
    behind = [reference.represents for reference in known]
    codes = [id[6:] if id.startswith("state:") else "IGO" if id.startswith("org:") else "" for id in behind]
    numbers = [cow.get(id, "") for id in behind]
    return "; ".join(r.name for r in known), "; ".join(codes), "; ".join(numbers)


def _behind(one: Happened) -> tuple[str, ...]:
    """Our columns: the date as far as it is known, and what the row rests on."""
    backing = one.told.backing
    told = one.told.date or "", str(backing.sources), "; ".join(backing.publishers), "; ".join(backing.statements)
    return *told, "" if one.confidence is None else str(one.confidence)


def event_types() -> list[dict[str, str]]:
    """The types of PLOVER with quad class and nearest root of CAMEO."""
    return list(csv.DictReader(files(__package__).joinpath("cameo.csv").read_text("utf-8").splitlines()))


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow([" ".join(cell.split()) for cell in cells])
    return text.getvalue().encode()
