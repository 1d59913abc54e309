"""Codes that stand for a state wherever an id does: ISO 3166-1, Correlates of War, Gleditsch–Ward, M49, Wikidata."""

import re
from collections.abc import Iterable

from comity.register.tables import STATES, Row

_SYSTEMS = {
    "iso2": "ISO 3166-1 alpha-2", "iso3": "ISO 3166-1 alpha-3", "iso_numeric": "ISO 3166-1 numeric",
    "cow": "Correlates of War", "gw": "Gleditsch–Ward", "m49": "UN M49", "wikidata": "Wikidata",
}  # fmt: skip
_PREFIXES = {
    "iso": ("iso3", "iso2", "iso_numeric"), "iso2": ("iso2",), "iso3": ("iso3",), "cow": ("cow",), "gw": ("gw",),
    "m49": ("m49",), "wikidata": ("wikidata",), "wd": ("wikidata",),
}  # fmt: skip
_BARE = ("iso3", "iso2", "iso_numeric")
_LETTERS = (*_BARE, "cow")
_PREFIXED = re.compile(r"([a-z0-9]+):\s*(\w+)", re.IGNORECASE)
_QID = re.compile(r"Q\d+")


class Codes:
    """Which id a code stands for. Numbers of COW, GW and M49 need their prefix: `cow:705`, since bare ones clash.

    COW's abbreviations do where ISO's mean another state: `UKG`, but `cow:AUS` for Austria.
    """

    def __init__(self, rows: Iterable[Row], qids: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, dict[str, str]] = {system: {} for system in _SYSTEMS}
        columns = [(system, STATES.column(system)) for system in _SYSTEMS]
        for row in rows:
            for system, column in columns:
                for code in row[column].split("|") if row[column] else ():
                    self._ids[system].setdefault(code, row[0])
        for identifier, qid in qids:
            self._ids["wikidata"].setdefault(qid, identifier)

    def find(self, text: str) -> tuple[str, str] | None:
        """The id and the name of the code system, or None when `text` is no known code."""
        prefixed = _PREFIXED.fullmatch(text)
        if prefixed:
            systems = _PREFIXES.get(prefixed[1].lower(), ())
            return self._first(systems, prefixed[2].upper())
        if _QID.fullmatch(text):
            return self._first(("wikidata",), text)
        if text.isupper():
            return self._first(_LETTERS if text.isalpha() else _BARE, text)
        return self._first(_BARE, text) if len(text) == 3 and text.isdigit() else None

    def _first(self, systems: Iterable[str], code: str) -> tuple[str, str] | None:
        for system in systems:
            written = code.zfill(3) if system in ("iso_numeric", "m49") else code
            if written in self._ids[system]:
                return self._ids[system][written], _SYSTEMS[system]
        return None
