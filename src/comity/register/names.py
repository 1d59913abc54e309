"""All names of all entries in one index: what each way of writing can mean, and how likely that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from comity.register.folding import bag, cut_words, fits_shortened, fold, key
from comity.register.rows import family_of

ARTICLE = "the "
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
_new = tuple.__new__  # twenty thousand at every start: a third of the time that calling the class takes
_NO_LONGER = -0.05  # a former capital is first of all a city
_NAME_FORMS = frozenset({"name", "official", "former", "variant", "native"})
_STATE_FORMS = _NAME_FORMS | {"capital"}
_SPOKEN = frozenset({"", "en", "mul"})
_UNHEARD = frozenset({"surname", "native"})


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

    def exact(self, text: str) -> list[Sense]:
        """The senses of a name written as in the register, or with an article before it."""
        surface = fold(text).strip()
        if surface in self.senses:
            return self.senses[surface]
        if "." in surface and surface.upper() in self.senses:
            return self.senses[surface.upper()]
        article, rest = surface[: len(ARTICLE)], surface[len(ARTICLE) :]
        if article.casefold() != ARTICLE:
            return []
        return self.senses.get(ARTICLE + rest) or self.senses.get(rest, [])

    def loose(self, text: str) -> list[Sense]:
        """The senses of a name whose case, dots, spacing or accents differ."""
        return self.keyed.get(key(text), [])

    def listed(self, text: str) -> list[Sense]:
        """The senses of a name of several words written as in a list: inverted, shortened, without little words."""
        return self.bagged.get(bag(text), []) if " " in key(text) else []

    def shortened(self, text: str) -> list[Sense]:
        """The senses of a state's name with words cut off (`Bosnia and Herz.`), if it can only be that state's."""
        tokens = cut_words(text)
        if len(tokens) < 2 or "." not in text or not any(len(token) > 4 for token in tokens):
            return []
        found = [senses for words, senses in self._bags.get(len(tokens), ()) if fits_shortened(tokens, words)]
        return found[0][:1] if len({sense.id for senses in found for sense in senses}) == 1 else []

    @cached_property
    def keyed(self) -> dict[str, list[Sense]]:
        """Senses by case-blind key: names, capitals and states' abbreviations, for `polish` and `who` are words."""
        words = self.silent | {phrase.casefold() for phrase in self.silent}
        return _grouped(
            (written, sense)
            for surface, sense in self._all()
            if _caseless(surface, sense) and (written := key(surface)) not in words
        )

    @cached_property
    def bagged(self) -> dict[str, list[Sense]]:
        """Senses of states by the words of their names."""
        return _grouped(
            (bag(surface), sense)
            for surface, sense in self._all()
            if sense.form in _NAME_FORMS and family_of(sense.id) == "state"
        )

    @cached_property
    def _bags(self) -> dict[int, list[tuple[frozenset[str], list[Sense]]]]:
        """English bags by their number of words."""
        bags: dict[int, list[tuple[frozenset[str], list[Sense]]]] = defaultdict(list)
        for written, senses in self.bagged.items():
            words = frozenset(written.split())
            if any(sense.lang in _SPOKEN for sense in senses):
                bags[len(words)].append((words, senses))
        return bags

    def spoken(self) -> Iterator[tuple[str, list[Sense]]]:
        """The names to look for in running English text, with their senses."""
        for surface, senses in self.senses.items():
            if len(senses) == 1:
                heard = senses if _is_spoken(surface, senses[0]) else []
            else:
                heard = [sense for sense in senses if _is_spoken(surface, sense)]
            if heard and len(surface) > 1:
                yield surface, heard

    def _all(self) -> Iterator[tuple[str, Sense]]:
        for surface, senses in self.senses.items():
            for sense in senses:
                yield surface, sense


def index_names(rows: Iterable[tuple[str, ...]], kinds: dict[str, str], silent: Iterable[str]) -> Names:
    """Index rows of (id, name, form, lang, since, until); `kinds` gives each id its kind. Unknown ids are left out."""
    senses: dict[str, list[Sense]] = {}
    bases: dict[str, float] = {}
    crowded = set()
    for identifier, name, form, lang, since, until in rows:
        base = bases.get(identifier)
        if base is None:
            if identifier not in kinds:
                continue
            base = bases[identifier] = _weigh(identifier, kinds[identifier])
        weight = base + _FORM_WEIGHT.get(form, 0.5)
        if until and form == "capital":
            weight += _NO_LONGER
        sense = _new(Sense, (identifier, form, lang, since, until, weight))
        surface = name if name.isascii() else fold(name)
        known = senses.get(surface)
        if known is None:
            senses[surface] = [sense]
        elif sense not in known:
            known.append(sense)
            crowded.add(surface)
    for surface in crowded:
        senses[surface].sort(key=_likeliest)
    return Names(senses, frozenset(silent))


def _weigh(identifier: str, kind: str) -> float:
    """How much less likely than a state's a name is this entry's, before anything is known of its context."""
    return _FAMILY_WEIGHT.get(family_of(identifier), -0.1) + _KIND_WEIGHT.get(kind, 0.0)


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
    if surface.startswith(ARTICLE):  # `the West` is a name, `west` is not
        return False
    if sense.form == "abbreviation":
        return family_of(sense.id) == "state"
    return len(surface) > 3 and sense.form in (_NAME_FORMS if family_of(sense.id) != "state" else _STATE_FORMS)


def _is_spoken(surface: str, sense: Sense) -> bool:
    if sense.lang in _SPOKEN:
        return sense.form not in _UNHEARD
    return sense.form == "abbreviation" and surface.isascii()
