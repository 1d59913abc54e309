"""What a question in plain English is taken to mean: one of the desk's queries and what is kept of its rows."""

import shlex
from dataclasses import dataclass, replace

from comity.sureness import write_confidence

AT = ("members", "memberships", "offices", "facts", "relations", "disputes", "search", "documents")
"""Questions that take a day of the world as `at`."""
NAMED = 4
"""Values of a column that are named at most."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Keeps the rows whose `column` holds one of `values`."""

    column: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        more = len(self.values) - NAMED
        return f"{self.column}: {' or '.join(self.values[:NAMED])}" + (f" or {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Query:
    """A query that the desk can run. `words` are its arguments in order, `options` those with a name."""

    pattern: str
    """Id of the pattern that understood the question."""
    name: str
    words: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    keep: tuple[Keep, ...] = ()
    side: tuple[str, str] | None = None
    """`actors` or `recipients`, and the actor that has to stand on that side of an event."""
    pick: str | None = None
    """`first`, `last` or `next` of the rows, or the one `before` or `after` those of `than`; None for all."""
    than: str | None = None
    shared: str | None = None
    """Who has to belong to the same; only of memberships."""
    count: bool = False
    notes: tuple[str, ...] = ()
    """Whom its names can mean as well."""

    def option(self, name: str) -> str | None:
        """The value of an option, None when it is not given."""
        return dict(self.options).get(name)

    def given(self, *names: str) -> dict[str, str]:
        """The options of these names that are given."""
        return {name: value for name, value in self.options if name in names}

    def with_default(self, name: str, value: str | None) -> "Query":
        """The query with an option that the question did not name itself; only what the desk's question takes."""
        taken = name == "asof" or (self.name in AT and not {"since", "until"} & dict(self.options).keys())
        if value is None or self.option(name) or not taken:
            return self
        return replace(self, options=(*self.options, (name, value)))

    def at_least(self, min_confidence: float) -> "Query":
        """The query of nothing less sure, so that its command says so."""
        if not min_confidence:
            return self
        return replace(self, options=(*self.options, ("min-confidence", write_confidence(min_confidence))))

    @property
    def command(self) -> str:
        """The command that asks the same, before anything is kept or counted."""
        flags = [part for name, value in self.options for part in (f"--{name}", value)]
        return shlex.join(["comity", self.name, *self.words, *flags])

    @property
    def narrowing(self) -> str:
        """What is done with the rows, in words; empty when all of them are the answer."""
        parts = [f"kept {keep}" for keep in self.keep]
        if self.side:
            parts.append(f"kept {self.side[1]} among the {self.side[0]}")
        if self.shared:
            parts.append(f"kept those of which {self.shared} is a member as well")
        if self.pick:
            parts.append(f"took the {self.pick} one" if self.than is None else f"took the one {self.pick} {self.than}")
        if self.count:
            parts.append("counted them")
        return ", ".join(parts)
