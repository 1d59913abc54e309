"""How documents are recorded, by whom they were read, and what came of it: plain values."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """What read: versions of reader and register, and the options that change what is read."""

    reader: str
    register: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Hash over all of it."""
        parts = (self.reader, self.register, json.dumps(sorted(self.options)))
        return "run-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Added:
    """What recording one document did."""

    document: str
    statements: int
    """Statements that stand from this document now."""
    new: int
    """Of these, how many were not there before."""
    superseded: int
    """Statements of an older reading that no longer stand."""
    unchanged: bool
    """True when this run had read this text before and nothing was written but, maybe, a new appearance."""
    refused: int = 0
    """Statements not taken, because their evidence is not in the text or their date is none."""
    left: bool = False
    """True when another run's reading was left to stand and nothing was written."""


@dataclass(frozen=True, slots=True)
class Way:
    """How documents are to be recorded."""

    run: Run
    register: bool = False
    """Whether they are a register's."""
    defer: bool = False
    """Whether a text that another run has read keeps that reading, and one with an earlier date keeps its date."""
