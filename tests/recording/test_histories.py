"""Random histories against plain, slow models: of one slot day by day, and of a whole record made anew each time.

Histories hold re-entries, plans, denials, late reports, newer readings, corrections and other judgements. The suite
takes two thousand slots and some records, `-m long` two thousand others and two hundred records.
"""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity.edtf import Bounds
from comity.model import Membership, Statement
from comity.recording import Record, Run, open_record
from comity.recording.claims import ACCEPT, REJECT, Claim
from comity.recording.judgements import Judgement, Subject, content_of
from comity.recording.memberships import LIFE, level_of
from comity.recording.resolve import resolve_claims
from comity.recording.spells import Spell, holds

START, SPAN = dt.date(2000, 1, 1), 60
FORMS = ("{a}/..", "{a}/..", "{a}/{b}", "{a}")
Run_ = tuple[str, dt.date, dt.date | None]
"""A period of the slow model: standing, first day, first day after."""


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def history(rng: random.Random) -> list[Claim]:
    """Claims of one slot, told in any order, some judged."""
    claims = []
    for number in range(rng.randint(1, 9)):
        begin = rng.randrange(SPAN)
        when = rng.choice(FORMS).format(a=day(begin), b=day(rng.randrange(begin, SPAN)))
        claims.append(
            Claim(
                statement=f"st-{number}", document=f"doc-{rng.randrange(5)}", kind="membership", holder="state:AAA",
                body="org:B", label=rng.choice(("founder", "member", *LIFE)), when=when, known=day(rng.randrange(SPAN)),
                modality=rng.choice(("actual", "actual", "actual", "planned", "denied", "possible")),
                judged=rng.choice((None, None, None, None, ACCEPT, REJECT)),
            )
        )  # fmt: skip
    return claims


def slow_runs(claims: list[Claim]) -> list[Run_]:
    """The standings that actual claims tell one after the other; each ends where the next begins."""
    runs: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: (c.first_evidence, LIFE.index(level_of(c)), c.statement)):
        last = runs[-1] if runs else None
        ended = last is not None and (end := votes(last, "end")) is not None and end < claim.first_evidence
        if last and not ended and level_of(last[0]) == level_of(claim):
            last.append(claim)
        else:
            runs.append([claim])
    starts = [votes(run, "start") or START for run in runs]
    found = []
    for place, run in enumerate(runs):
        own = votes(run, "end")
        ends = [end for end in (own and own + dt.timedelta(1), *starts[place + 1 : place + 2]) if end]
        found.append((level_of(run[0]), starts[place], min(ends, default=None)))
    return found


def votes(run: list[Claim], side: str) -> dt.date | None:
    """The day that an accepted claim gives, else most texts; of equals the earliest."""
    given = [(getattr(c, side), c) for c in run if getattr(c, side)]
    if side == "start" and any(c.judged == ACCEPT for _, c in given):
        given = [(bound, c) for bound, c in given if c.judged == ACCEPT]
    days = [(bound.earliest if side == "start" else bound.latest, c.document) for bound, c in given]
    texts = Counter(value for value, _ in set(days))
    return min(texts, key=lambda value: (-texts[value], value)) if texts else None


def slow_plans(claims: list[Claim], runs: list[Run_], at: dt.date) -> set[str]:
    """What was planned on a day: from the planned day until it comes about, or is denied after all planned days."""
    found = set()
    for level in {level_of(claim) for claim in claims if claim.modality == "planned"}:
        plans = [claim for claim in claims if claim.modality == "planned" and level_of(claim) == level]
        told, begins = min(claim.known for claim in plans), votes(plans, "start")
        came = [first for label, first, end in runs if label == level and (end is None or end > told)]
        denials = [c.known for c in claims if c.modality == "denied" and level_of(c) == level and begins < c.known]
        end = min(came, default=min(denials, default=None))
        if begins is not None and begins <= at and (end is None or at < end):
            found.add(level)
    return found


def holding(spells: list[Spell], modality: str, at: dt.date) -> set[str]:
    moment = Bounds(at, at)
    return {s.label for s in spells if s.modality == modality and holds(s.start, s.end, moment) == "certainly"}


def check_slot(seed: int) -> bool:
    """Whether a history could be compared: beginnings in dispute may order spells in another way."""
    claims = history(random.Random(seed))
    spells, _ = resolve_claims("membership", claims)
    kept = [claim for claim in claims if claim.judged != REJECT]
    placed = Counter(c.statement for s in spells for c in (*s.supports, *s.dissents))
    assert placed == Counter(c.statement for c in kept), "every claim that was not rejected stands in one place"
    if any(len(spell.datings) > 1 for spell in spells):
        return False
    runs = slow_runs([claim for claim in kept if claim.modality == "actual"])
    for number in range(SPAN):
        at = day(number)
        expected = {label for label, first, end in runs if first <= at and (end is None or at < end)}
        assert holding(spells, "actual", at) == expected, (seed, at, claims)
        assert holding(spells, "planned", at) == slow_plans(kept, runs, at), (seed, at, claims)
    return True


@pytest.mark.parametrize("part", range(5))
def test_slots_agree_with_a_slow_model(part: int) -> None:
    assert sum(check_slot(seed) for seed in range(part * 100, part * 100 + 100)) > 40


@pytest.mark.parametrize(
    "first", [pytest.param(10_000, marks=pytest.mark.slow), pytest.param(50_000, marks=pytest.mark.long)]
)
def test_slots_of_two_thousand_histories_agree(first: int) -> None:
    assert sum(check_slot(seed) for seed in range(first, first + 4_500)) > 2000


class Chronicle:
    """A record under random changes, and beside it a plain list of what was read and judged."""

    def __init__(self, path: Path, story: Any, seed: int) -> None:
        self.rng, self.story, self.path = random.Random(seed), story, path
        self.record = open_record(path, create=True)
        self.read: dict[int, Any] = {}
        self.judged: list[tuple[Judgement, bool]] = []
        """In order of time, with whether it holds."""
        self.runs = 0

    def change(self) -> None:
        turn = self.rng.random()
        if not self.read or turn < 0.45:
            self.tell()
        elif turn < 0.85:
            self.judge()
        else:
            self.take_back()

    def tell(self) -> None:
        """A new report, or a newer reading of one: late reports come as they come."""
        number = self.rng.randrange(5)
        self.runs += 1
        told = self.story(f"Report {number}. A thing is so.", f"2022-0{number + 1}-11", f"Paper {number % 3}")
        for _ in range(self.rng.randint(0, 3)):
            one, other = self.rng.sample(("CHN", "RUS", "IND"), 2)
            modality, when = self.rng.choice(("actual", "actual", "planned", "denied")), self.rng.choice(WHENS)
            label = self.rng.choice(("member", "observer", "withdrawn", "chair"))
            told.membership("A thing is so", f"state:{one}", "org:SCO", label, when=when, modality=modality)
            told.event("A thing is", "CONSULT", f"state:{one}, state:{other}", when=when, modality=modality)
        self.read[number] = told
        with self.record.writer() as writer:
            writer.add(told.document, told.statements, run=Run(f"reader {self.runs}"))

    def judge(self) -> None:
        standing = sorted(self.standing().values(), key=lambda statement: statement.id)
        if not standing:
            return
        one, verdict = self.rng.choice(standing), self.rng.choice(("accept", "reject", "correct"))
        made = None
        if verdict == "correct":
            changes: dict[str, Any] = {"when": self.rng.choice(WHENS)}
            if isinstance(one, Membership):
                changes["status"] = self.rng.choice(("member", "observer"))
            changed = replace(one, **changes)
            verdict, made = ("reject", None) if changed.id == one.id else ("correct", Subject(changed))
        judgement = Judgement(verdict, "Ann", "because", "", (Subject(one),), made)  # type: ignore[arg-type]
        self.judged.append((self.record.writer().judge(judgement), True))

    def take_back(self) -> None:
        """The last judgement that holds: nothing can build on it."""
        for place in reversed(range(len(self.judged))):
            judgement, live = self.judged[place]
            if live:
                self.record.writer().judge(Judgement("undo", "Ann", "no", "", withdraws=judgement.id))
                self.judged[place] = (judgement, False)
                return

    def standing(self) -> dict[str, Statement]:
        """What stands, told judgement by judgement."""
        everything = {s.id: s for told in self.read.values() for s in told.statements}
        for judgement, live in self.judged:
            if not live or judgement.verdict == "accept":
                continue
            [subject] = judgement.subjects
            said = (subject.statement.document, content_of(subject.statement))
            everything = {id: s for id, s in everything.items() if (s.document, content_of(s)) != said}
            if judgement.made:
                everything[judgement.made.statement.id] = judgement.made.statement
        return everything

    def fresh(self) -> Record:
        """A record of just what stands, read at once and in another order."""
        path = self.path.with_suffix(".fresh.db")
        path.unlink(missing_ok=True)
        record, standing = open_record(path, create=True), self.standing()
        with record.writer() as writer:
            for told in self.rng.sample(list(self.read.values()), len(self.read)):
                own = [s for s in standing.values() if s.document == told.document.id]
                writer.add(told.document, own, run=Run("reader"))
        return record


WHENS = (None, "2022", "2022-02", "2022-03-05", "2021/..", "2021-05/2022-01")


ANEW = {"recorded": "2100-01-01"}
"""All that was ever recorded, as a view of a moment: nothing that is kept resolved is looked at."""


def happened(record: Record, **scope: Any) -> list[Any]:
    """What is told as of a day, by every way that leads to it."""
    with record.view("2022-02-20", **scope) as view:
        told = [view.happenings(), view.happenings("state:CHN"), view.happenings("state:CHN", "state:IRN", limit=2)]
        latest = sorted(view.latest(3), key=lambda happening: happening.id)
        return [told, latest, view.count_beside("state:CHN", "CONSULT"), view.partners("state:CHN", 3)]


def derived(record: Record, *, disputes: bool, **scope: Any) -> list[Any]:
    with record.view("2022-02-20", **scope) as view:
        told = [view.spells("membership", body="org:SCO"), view.happenings("state:CHN"), view.looked().statements]
        if not disputes:
            return told
        everyone = ("org:SCO", "state:IRN", "state:CHN")
        assert view.disputes() or not any(view.disputes(one) for one in everyone)
        return [*told, view.disputes(), [view.disputes(one) for one in everyone]]


def check_chronicle(path: Path, story: Any, seed: int) -> None:
    chronicle = Chronicle(path, story, seed)
    for _ in range(12):
        chronicle.change()
    record = chronicle.record
    with record.view() as view:
        documents = [view.document(told.document.id) for told in chronicle.read.values()]
        stands = {said.id for found in documents if found for said in found[3]}
    assert stands == set(chronicle.standing()), seed
    stored = derived(record, disputes=True)
    assert stored == derived(record, disputes=True, **ANEW), "what is stored is what a view would resolve"
    for day in ("2022-01-31", "2022-02-14", "2022-04-01"):
        assert happened(record, asof=day) == happened(record, asof=day, **ANEW), "what is settled holds as it is kept"
    if not any(live and judgement.verdict == "accept" for judgement, live in chronicle.judged):
        with chronicle.fresh() as fresh:
            assert derived(record, disputes=False) == derived(fresh, disputes=False), seed
    record.close()


@pytest.mark.parametrize("seed", range(10))
def test_a_record_is_as_if_made_anew(tmp_path: Path, story: Any, seed: int) -> None:
    check_chronicle(tmp_path / "test.db", story, seed)


@pytest.mark.long
def test_two_hundred_records_are_as_if_made_anew(tmp_path: Path, story: Any) -> None:
    for seed in range(20_000, 20_200):
        check_chronicle(tmp_path / "one.db", story, seed)
        for file in tmp_path.iterdir():
            file.unlink()
