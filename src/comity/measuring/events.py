"""Event series: cooperation and conflict of a pair or of one actor by day, month or year, from the record."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.errors import UserError
from comity.measuring.measured import Measured, frame_of, row
from comity.recording import View
from comity.recording.summaries import ToldHappening

SOURCE = "PLOVER codebook 2.0 (draft): conflict-cooperation value of each type and mode"
DEFINITION = (
    "Sum of the PLOVER values of the happenings of a period: cooperation above zero, conflict below; planned and "
    "denied ones are counted apart. `n` counts happenings, `documents` all documents of the period; `per_document` is "
    "the sum by documents, since more reports tell more happenings. No smoothing"
)
LENGTHS = {"day": 10, "month": 7, "year": 4}
HAPPENED = "actual"


@dataclass(frozen=True, slots=True)
class Weight:
    """The value of a type (and mode) and its quad class: 1 and 2 verbal and material cooperation, 3 and 4 conflict."""

    quad: int
    score: float


@cache
def weights() -> Mapping[tuple[str, str], Weight]:
    """The weights by type and mode, the type's own under the empty mode."""
    text = files("comity.measuring").joinpath("plover_weights.csv").read_text("utf-8")
    return {
        (r["type"], r["mode"]): Weight(int(r["quad"]), float(r["score"])) for r in csv.DictReader(text.splitlines())
    }


def weigh(type: str, mode: str | None) -> Weight | None:
    """The weight of a mode, else of its type; None for a type that PLOVER does not know."""
    known = weights()
    return known.get((type, mode or ""), known.get((type, "")))


def measure_events(view: View, actor: str, other: str | None = None, *, by: str = "month") -> Measured:
    """The series of an actor (with another): one row a period and side, with the statements behind it."""
    if by not in LENGTHS:
        raise UserError(f"Happenings cannot be counted by “{by}”; choose one of {', '.join(LENGTHS)}.")
    told = view.happenings(actor, other)
    documents = Counter((head.published or "")[: LENGTHS[by]] for head in view.documents())
    rows = [
        {"actor": actor, "other": other, "period": period, "series": side} | line
        for (period, side), group in sorted(_group(told, LENGTHS[by]).items())
        for line in [_sum(group, side, documents.get(period, 0))]
    ]
    rows = rows or [{"actor": actor, "other": other, "period": None, "series": None} | _nothing()]
    frame = frame_of(rows, ("actor", "other", "period", "series"))
    return Measured("events", frame, f"{DEFINITION}.", SOURCE, "record", view.data_version)


def day_of(happening: ToldHappening) -> str | None:
    """The date of a happening to the precision told, else the day of its first report."""
    return happening.date or happening.backing.reported


def _group(told: Iterable[ToldHappening], length: int) -> dict[tuple[str, str], list[ToldHappening]]:
    """By period and side; happenings known less precisely than the period are left out."""
    groups: dict[tuple[str, str], list[ToldHappening]] = defaultdict(list)
    for happening in told:
        period = (day_of(happening) or "")[:length]
        weight = weigh(happening.type, happening.mode)
        if len(period) == length and weight is not None:
            side = "cooperation" if weight.quad <= 2 else "conflict"
            groups[period, side if happening.modality == HAPPENED else f"{happening.modality} {side}"].append(happening)
    return groups


def _sum(group: list[ToldHappening], side: str, documents: int) -> dict[str, object]:
    scores = [weight.score for h in group if (weight := weigh(h.type, h.mode))]
    publishers = {name for h in group for name in h.backing.publishers}
    line = row(float(sum(scores)), n=len(group), unit="PLOVER value", rule="sum of PLOVER values")
    return line | {
        "documents": documents,
        "publishers": len(publishers),
        "per_document": sum(scores) / documents if documents else None,
        "statements": [id for h in group for id in h.backing.statements],
    }


def _nothing() -> dict[str, object]:
    line = row(None, unit="PLOVER value", rule="sum of PLOVER values", reason="the record tells of no dated happening")
    return line | {"documents": 0, "publishers": 0, "per_document": None, "statements": []}
