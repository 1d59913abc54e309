"""A measure as an address asks for it: names and choices read from a query, and the number taken for them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.errors import UserError
from comity.measuring.catalogue import find_measure
from comity.measuring.measured import Measure, Measured
from comity.measuring.request import SPAN, Request
from comity.register import Register
from comity.serving.measures import choose_span, group_of
from comity.serving.web.instruments import Instruments, Sight
from comity.serving.web.measure_forms import FORMS
from comity.serving.web.moment import take_date

YES = ("yes", "true", "1", "on")
NUMBERS = ("window", "smooth")
MOST_ACTORS = 40
LARGEST = 3660
"""Days of a window, or periods of a mean."""
_BETWEEN = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Question:
    """One measure asked for: its actors as written, what is chosen among the data, how, and the two clocks."""

    measure: Measure
    actors: tuple[str, ...]
    span: tuple[tuple[str, Any], ...] = ()
    choices: tuple[tuple[str, Any], ...] = ()
    at: str | None = None
    asof: str | None = None
    ties: bool = False
    most: int | None = None


def split_names(written: str) -> tuple[str, ...]:
    """Names with commas between; raises `UserError` for too many."""
    names = tuple(part.strip() for part in _BETWEEN.split(written) if part.strip())
    if len(names) > MOST_ACTORS:
        raise UserError(f"{len(names)} names are too many for one page; give {MOST_ACTORS} or fewer.")
    return names


def read_question(name: str, given: Mapping[str, str], at: str | None = None, asof: str | None = None) -> Question:
    """The question in a query, whose empty fields count as not given; raises `UserError` for what it cannot mean."""
    known = find_measure(name)
    filled = {key: value.strip() for key, value in given.items() if value.strip()}
    actors = split_names(filled.get("actor", "")) + split_names(filled.get("beside", ""))
    span: dict[str, Any] = {key: filled[key] for key in ("sessions", "issue") if key in filled}
    span |= {key: take_date(filled[key]) for key in ("since", "until") if key in filled}
    choices: dict[str, Any] = {key: filled[key] for key in ("by", "of", "absence", "x", "y") if key in filled}
    choices |= {key: _number(filled[key]) for key in NUMBERS if key in filled}
    if _is_ticked(filled, "final"):
        span["final"] = True
    if _is_ticked(filled, "all_votes"):
        choices["contested"] = False
    if "rule" in filled:
        choices["rules"] = tuple(_BETWEEN.split(filled["rule"]))
    return Question(known, actors, tuple(sorted(span.items())), tuple(sorted(choices.items())), at, asof)


def with_example(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The query, or the example of the measure where nobody is named."""
    form = FORMS.get(name)
    named = any(given.get(key, "").strip() for key in ("actor", "beside"))
    return {**(form.example if form and not named else {}), **{key: value for key, value in given.items() if value}}


@dataclass(frozen=True, slots=True)
class Work:
    """A question with its names resolved, ready to be measured; it can be handed to another process."""

    question: Question
    groups: tuple[tuple[str, ...], ...]
    span: Mapping[str, Any]

    def __call__(self, sight: Sight) -> Measured:
        """The numbers."""
        question = self.question
        request = Request(
            self.groups,
            sight.register,
            sight.votes,
            sight.view,
            self.span,
            at=question.at,
            ties=question.ties,
            most=question.most,
            **dict(question.choices),
        )
        found = question.measure.function(request)
        if question.measure.needs == "votes" and found.data != "record":
            found = replace(found, coverage=f"{found.coverage}; {request.chosen}")
        return found


def take_measure(instruments: Instruments, question: Question, patience: float | None = None) -> Measured:
    """The number; raises `UserError` for what cannot be measured and `StillMeasuringError` for what takes longer."""
    span = choose_span({key: value for key, value in question.span if key in SPAN})
    work = Work(question, resolve(question.actors, instruments.desk.register, question.at), span)
    return instruments.take(("measure", question), work, at=question.at, asof=question.asof, patience=patience)


def resolve(actors: Sequence[str], register: Register, at: str | None = None) -> tuple[tuple[str, ...], ...]:
    """Ids of each actor as written; `KAZ+UZB` and `members:SCO` are groups. Raises `UnknownActor`."""
    return tuple(group_of(actor, register, at) for actor in actors)


def _is_ticked(filled: Mapping[str, str], name: str) -> bool:
    return filled.get(name, "").casefold() in YES


def _number(written: str) -> int:
    if not (written.isdecimal() and len(written) < 6 and 1 <= int(written) <= LARGEST):
        raise UserError(f"“{written[:20]}” cannot be used here; give a whole number from 1 to {LARGEST}.")
    return int(written)
