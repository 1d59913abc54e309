"""What a process of a bench took, as it tells the one that started it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of processors, the largest memory of a process in MB, statements, bytes it left."""

    clock: float
    busy: float
    memory: float
    statements: int = 0
    results: int = 0
