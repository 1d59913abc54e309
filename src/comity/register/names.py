"""All names of all entries in one index: what each way of writing can mean, and how likely that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from comity.register.folding import bag, fold, key
from comity.register.rows import family_of

FORMS = (
    "name", "official", "former", "abbreviation", "demonym", "people", "capital", "seat", "variant", "surname",
    "native",
)  # fmt: skip
_FORM_WEIGHT = {
    "name": 1.0, "official": 0.99, "abbreviation": 0.97, "variant": 0.97, "native": 0.97, "demonym": 0.95,
    "people": 0.93, "seat": 0.94, "capital": 0.93, "former": 0.9, "surname": 0.6,
}  # fmt: skip
_FAMILY_WEIGHT = {"state": 0.0, "organisation": 0.0, "group": -0.03, "region": -0.05, "person": -0.08, "place": -0.1}
_KIND_WEIGHT = {"historic": -0.08, "territory": -0.02, "disputed": -0.02, "body": -0.02}
_CASELESS_FORMS = frozenset({"name", "official", "former", "variant", "native"})
_SPOKEN = frozenset({"", "en", "mul"})


class Sense(NamedTuple):
    """One entry that a name can mean, and as what."""

    id: str
    form: str
    lang: str
    since: str
    until: str
    weight: float


@dataclass(frozen=True)
class Names:
    """The index of names: exact ways of writing at once, looser ones when first asked for."""

    senses: dict[str, list[Sense]]
    """By exact way of writing (accents and apostrophes made plain), likeliest first."""
    silent: frozenset[str]
    """Phrases that hold a name and mean nobody (`Guinea pig`), and words that are rarely one in a text (`May`)."""
    _by_key: dict[str, list[Sense]] = field(default_factory=dict, repr=False)

    def exact(self, text: str) -> list[Sense]:
        """The senses of a name written as in the register."""
        return self.senses.get(fold(text).strip(), [])

    def loose(self, text: str) -> list[Sense]:
        """The senses of a name whose case, dots, spacing or accents differ."""
        return self.keyed.get(key(text), [])

    def listed(self, text: str) -> list[Sense]:
        """The senses of a name written as in a list: inverted, shortened, without its little words."""
        return self.bagged.get(bag(text), [])

    @cached_property
    def keyed(self) -> dict[str, list[Sense]]:
        """Senses by case-blind key; names only, since `polish`, `us` and `who` are words."""
        return _grouped((key(surface), sense) for surface, sense in self._all() if _caseless(surface, sense))

    @cached_property
    def bagged(self) -> dict[str, list[Sense]]:
        """Senses of states by the words of their names."""
        return _grouped(
            (bag(surface), sense)
            for surface, sense in self._all()
            if sense.form in _CASELESS_FORMS and family_of(sense.id) == "state"
        )

    def spoken(self) -> Iterator[tuple[str, list[Sense]]]:
        """The names to look for in running English text, with their senses."""
        for surface, senses in self.senses.items():
            if len(surface) > 1 and (heard := [sense for sense in senses if _is_spoken(surface, sense)]):
                yield surface, heard

    def _all(self) -> Iterator[tuple[str, Sense]]:
        for surface, senses in self.senses.items():
            for sense in senses:
                yield surface, sense


def index_names(rows: Iterable[tuple[str, ...]], kinds: dict[str, str], silent: Iterable[str]) -> Names:
    """Index rows of (id, name, form, lang, since, until); `kinds` gives each id its kind. Unknown ids are left out."""
    senses: dict[str, list[Sense]] = defaultdict(list)
    weights: dict[tuple[str, str], float] = {}
    for identifier, name, form, lang, since, until in rows:
        kind = kinds.get(identifier)
        if kind is None:
            continue
        weight = weights.get((identifier, form))
        if weight is None:
            weight = weights[identifier, form] = weigh(identifier, kind, form)
        surface = name if name.isascii() else fold(name)
        known = senses[surface]
        if not any(sense[:4] == (identifier, form, lang, since) for sense in known):
            known.append(Sense(identifier, form, lang, since, until, weight))
    for known in senses.values():
        if len(known) > 1:
            known.sort(key=_likeliest)
    return Names(dict(senses), frozenset(silent))


def weigh(identifier: str, kind: str, form: str) -> float:
    """How likely a name of this form means this entry, before anything is known of its context."""
    base = _FORM_WEIGHT.get(form, 0.5) + _FAMILY_WEIGHT.get(family_of(identifier), -0.1)
    return round(base + _KIND_WEIGHT.get(kind, 0.0), 3)


def _likeliest(sense: Sense) -> float:
    return -sense.weight


def _grouped(pairs: Iterable[tuple[str, Sense]]) -> dict[str, list[Sense]]:
    groups: dict[str, list[Sense]] = defaultdict(list)
    for written, sense in pairs:
        if written and sense.id not in {known.id for known in groups[written]}:
            groups[written].append(sense)
    for known in groups.values():
        known.sort(key=_likeliest)
    return dict(groups)


def _caseless(surface: str, sense: Sense) -> bool:
    return sense.form in _CASELESS_FORMS and len(surface) > 3


def _is_spoken(surface: str, sense: Sense) -> bool:
    if sense.form in ("surname", "native"):
        return False
    return sense.lang in _SPOKEN or (sense.form == "abbreviation" and surface.isascii())
