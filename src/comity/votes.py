"""Recorded votes as one matrix, states by roll calls: what readers of vote files give and what measures take."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

YES, ABSTAIN, NO, ABSENT, NON_MEMBER, UNKNOWN = 1, 2, 3, 8, 9, 0
"""Voeten's codes; UNKNOWN where the source has no row: absent or no member, it does not say which."""
SEATS = {
    "state:SUN": "state:RUS", "state:YUG": "state:SRB", "state:SCG": "state:SRB", "state:TAN": "state:TZA",
}  # fmt: skip
"""Seats that went on under another name; each is one row, under its present name, as in the COW numbers."""
Cast = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a vote file that does not add up: where, and what."""

    rollcall: str
    problem: str


@dataclass(frozen=True, eq=False)
class Votes:
    """Recorded votes of one body.

    `cast[i, j]` is the vote of `states[i]` in roll call `rollcalls[j]`. The frame `rollcalls` has one row a roll call:
    `rollcall`, `session`, `date` (ISO, may be null), `title`, `symbol`, `issues` (list), `final` (false for votes on
    paragraphs and amendments) and `recurring` (the same name for votes on a resolution that comes back, else null).
    """

    states: tuple[str, ...]
    rollcalls: pl.DataFrame
    cast: Cast
    source: str
    faults: tuple[Fault, ...] = ()

    @cached_property
    def version(self) -> str:
        """A hash of the votes: two runs on the same data show the same one."""
        digest = hashlib.sha256(np.ascontiguousarray(self.cast).tobytes())
        digest.update("\n".join(self.states).encode())
        return digest.hexdigest()[:12]

    @cached_property
    def identity(self) -> str:
        """A hash of all that is here, roll calls and source too, but for what does not add up."""
        digest = hashlib.sha256(f"{self.version}\n{self.source}\n".encode())
        digest.update(self.rollcalls.write_ndjson().encode())
        return digest.hexdigest()[:16]

    @cached_property
    def row(self) -> dict[str, int]:
        """Row of each state."""
        return {state: i for i, state in enumerate(self.states)}

    @cached_property
    def sessions(self) -> NDArray[np.int64]:
        """Session of each roll call."""
        return self.rollcalls["session"].to_numpy().astype(np.int64)

    @cached_property
    def took_part(self) -> Mask:
        """Where a state voted yes, no or abstained."""
        return (self.cast >= YES) & (self.cast <= NO)

    @cached_property
    def contested(self) -> Mask:
        """Roll calls in which not all who took part voted alike."""
        kinds = [(self.cast == code).any(axis=0) for code in (YES, ABSTAIN, NO)]
        return np.asarray(np.sum(kinds, axis=0) > 1)

    def of(self, state: str) -> Cast | None:
        """The votes of a state, None when it cast none here."""
        i = self.row.get(SEATS.get(state, state))
        return None if i is None else self.cast[i]

    def keep(self, rollcalls: Mask) -> "Votes":
        """The same states with some of the roll calls."""
        chosen = np.flatnonzero(rollcalls)
        return replace(self, rollcalls=self.rollcalls[chosen.tolist()], cast=self.cast[:, chosen])

    def select(
        self,
        *,
        sessions: tuple[int, int] | None = None,
        since: str | None = None,
        until: str | None = None,
        issue: str | None = None,
        contested: bool = False,
        final: bool = False,
    ) -> "Votes":
        """Roll calls of sessions first to last, of days, of an issue, with dissent, or none on paragraphs."""
        mask = np.ones(self.rollcalls.height, dtype=bool)
        if sessions:
            mask &= (self.sessions >= sessions[0]) & (self.sessions <= sessions[1])
        for day, before in ((since, False), (until, True)):
            if day:
                written = pl.col("date").str.slice(0, len(day))
                mask &= self._where(written <= day if before else written >= day)
        if issue:
            mask &= self._where(pl.col("issues").list.contains(issue))
        if final:
            mask &= self._where(pl.col("final"))
        if contested:
            mask &= self.contested
        return self.keep(mask)

    def _where(self, condition: pl.Expr) -> Mask:
        return self.rollcalls.select(condition.fill_null(False)).to_series().to_numpy()

    @property
    def coverage(self) -> str:
        """What is in here, in words."""
        if not self.rollcalls.height:
            return "no roll call"
        dates = self.rollcalls["date"].drop_nulls()
        some = f"; {dates.len()} are dated" if dates.len() < self.rollcalls.height else ""
        days = f"{some}, {dates.sort()[0]} to {dates.sort()[-1]}" if dates.len() else ""
        sessions = f"sessions {self.sessions.min()} to {self.sessions.max()}"
        return f"{self.rollcalls.height} roll calls of {len(self.states)} states, {sessions}{days}"

    @property
    def issues(self) -> list[str]:
        """Issues that roll calls are marked with."""
        return sorted(set(self.rollcalls["issues"].explode().drop_nulls().to_list()))


ROLLCALL_SCHEMA: dict[str, Any] = {
    "rollcall": pl.String, "session": pl.Int64, "date": pl.String, "title": pl.String, "symbol": pl.String,
    "issues": pl.List(pl.String), "final": pl.Boolean, "recurring": pl.String,
}  # fmt: skip


def build_votes(cast: pl.DataFrame, rollcalls: pl.DataFrame, source: str, faults: Iterable[Fault] = ()) -> Votes:
    """Votes from rows of `rollcall`, `state`, `vote` and a frame of roll calls; of double rows the last one counts."""
    frame = rollcalls
    for name, kind in ROLLCALL_SCHEMA.items():
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(name == "final" if kind == pl.Boolean else None).cast(kind).alias(name))
    frame = frame.select(pl.col(name).cast(kind) for name, kind in ROLLCALL_SCHEMA.items())
    frame = frame.unique("rollcall", keep="last").sort("session", "date", "rollcall", nulls_last=True)
    cast = cast.with_columns(pl.col("state").replace(SEATS))
    states = sorted(cast["state"].drop_nulls().unique().to_list())
    columns = pl.DataFrame({"rollcall": frame["rollcall"], "j": np.arange(frame.height)})
    rows = pl.DataFrame({"state": pl.Series(states, dtype=pl.String), "i": np.arange(len(states))})
    cells = cast.join(columns, on="rollcall").join(rows, on="state")
    matrix = np.zeros((len(states), frame.height), dtype=np.int8)
    matrix[cells["i"].to_numpy(), cells["j"].to_numpy()] = cells["vote"].to_numpy()
    twice = cells.height - cells.select("i", "j").n_unique()
    more = (Fault("", f"{twice} votes stand twice; the last one counts."),) if twice else ()
    return Votes(tuple(states), frame, matrix, source, (*faults, *more))
