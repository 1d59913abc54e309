"""Events that others coded into the layer of a record that is theirs: never statements, never counted as reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from comity.exchanging.coded import STEP, hash_file
from comity.exchanging.gdelt import read_gdelt
from comity.exchanging.icews import read_icews
from comity.exchanging.polecat import read_polecat
from comity.model import Refusal
from comity.outside import OutsideEvent, OutsideFile
from comity.recording import Writer
from comity.recording.ways import Run
from comity.register import Register

READERS: dict[str, Callable[[Path, Register], Iterator[OutsideEvent | Refusal]]] = {
    "polecat": read_polecat,
    "icews": read_icews,
    "gdelt": read_gdelt,
}
"""What reads the files of each layer."""


@dataclass(slots=True)
class TakenEvents:
    """What became of a file of coded events."""

    layer: str
    source: str
    events: int = 0
    repeated: int = 0
    """Events that the layer had from another file."""
    known: bool = False
    """Whether the same file had been taken in before."""
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        if self.known:
            return f"{self.source} is in the layer {self.layer} already."
        parts = [
            f"{self.events:,} events of {self.source} taken into the layer {self.layer}",
            f"{self.repeated:,} were there already" if self.repeated else "",
        ]
        return ", ".join(filter(None, parts)) + "."


def take_events(layer: str, path: Path, writer: Writer, register: Register) -> TakenEvents:
    """Record a file of coded events with its hash; the same file twice changes nothing. Raises `SourceError`."""
    taken = TakenEvents(layer, path.name)
    file = OutsideFile(layer, path.name, hash_file(path), register.version)
    done = writer.add_outside(file, _sift(READERS[layer](path, register), taken.refusals))
    if done is None:
        taken.known = True
        return taken
    taken.events, taken.repeated = done.taken, done.repeated
    if taken.refusals:
        writer.refuse(taken.refusals, run=Run(STEP))
    return taken


def _sift(found: Iterator[OutsideEvent | Refusal], refusals: list[Refusal]) -> Iterator[OutsideEvent]:
    for one in found:
        if isinstance(one, Refusal):
            refusals.append(one)
        else:
            yield one
