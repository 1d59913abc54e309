"""What reads an archive: the versions that its results depend on, and how a worker comes by reader and selector."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from comity.reading.batches import Reader
from comity.reading.set_aside import Selector
from comity.recording import Run
from comity.settings import Settings

LAYOUT = 1
"""Raise it with every change of the tables that a shard becomes."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The versions on which the bytes of a shard's tables depend."""

    reader: str
    register: str
    selector: str | None = None
    layout: int = LAYOUT

    @property
    def hash(self) -> str:
        """Names the folder of all that these versions read."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()[:16]

    @property
    def run(self) -> Run:
        """What the record is told: the same run as that of `comity read`."""
        return Run(reader=self.reader)

    def to_json(self) -> dict[str, Any]:
        """The versions by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Pipeline":
        """The pipeline that `to_json` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Tools:
    """A loaded reader, with a selector where one is wished for."""

    reader: Reader
    register: str
    """Version of the register."""
    selector: Selector | None = None

    @property
    def pipeline(self) -> Pipeline:
        """What they are."""
        return Pipeline(self.reader.version, self.register, self.selector.version if self.selector else None)


class Recipe(Protocol):
    """Makes the tools where they are needed; small enough to be sent there."""

    def make(self) -> Tools: ...


@dataclass(frozen=True, slots=True)
class ByBook(Recipe):
    """The reader of the settings; `select` sets documents aside that are not worth reading."""

    settings: Settings
    select: bool = False

    def make(self) -> Tools:
        """Load register, model and lexicon: seconds of work and hundreds of megabytes, once a worker."""
        from comity.reading.pipeline import Reader  # loads the parser
        from comity.reading.selecting import Selector
        from comity.register import Register

        register = Register.load(self.settings.overlay)
        reader = Reader(self.settings, register)
        return Tools(reader, register.version, Selector(register) if self.select else None)
