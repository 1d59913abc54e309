"""Finding every name of the register in running text: one automaton, word boundaries, the longest name first."""

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from comity.register.folding import fold
from comity.register.names import ARTICLE, Names, Sense
from comity.register.rows import NameMatch, Reading

_HEADLINE_FORMS = frozenset({"name", "demonym", "capital", "former"})
_SPELLINGS = (
    ("ization", "isation"), ("Co-operation", "Cooperation"), ("Southeast", "South-East"), ("Defence", "Defense"),
    ("Centre", "Center"), ("Programme", "Program"),
)  # fmt: skip
"""Two ways of spelling that bodies are written in, whichever the register has."""
_new = tuple.__new__  # makes a NameMatch in a third of the time that calling the class takes
_HEADLINE_FAMILIES = ("state:", "region:", "place:")


class Matcher:
    """Looks for all names at once; offsets count Unicode code points of the text as given."""

    def __init__(self, names: Names) -> None:
        written = dict(_patterns(names))
        silent = [fold(phrase) for phrase in names.silent]
        written.update((phrase, ((), 0)) for phrase in silent if " " in phrase or phrase in written)
        self._automaton = AhoCorasick(list(written), implementation=Implementation.ContiguousNFA, store_patterns=False)
        self._found = list(written.values())
        self._open_ended = [pattern.endswith("-") for pattern in written]

    def match(self, text: str) -> list[NameMatch]:
        """The names in `text`, in order, never overlapping; `text[start:end] == match.text`."""
        found = []
        taken = 0
        for start, minus_end, pattern in self._bounded_hits(fold(text)):
            if start >= taken:
                taken = -minus_end
                readings, _ = self._found[pattern]
                if readings:
                    begin, end = start, taken - self._open_ended[pattern]
                    found.append(_new(NameMatch, (begin, end, text[begin:end], readings)))
        return found

    def _bounded_hits(self, folded: str) -> list[tuple[int, int, int]]:
        """Hits as (start, -end, pattern) that lie between word boundaries: leftmost first, of those the longest.

        The article of “the East” and “The East African” counts for nothing here, or these would win over “East African
        Community”.
        """
        length, open_ended = len(folded), self._open_ended
        hits = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum():
                continue
            if end < length and ((following := folded[end]).isalnum() or following == "$") and not open_ended[pattern]:
                continue
            hits.append((start + self._found[pattern][1], -end, pattern))
        hits.sort()
        if "The " not in folded:
            return hits
        reach = {start: -minus_end for start, minus_end, _ in reversed(hits)}
        return [h for h in hits if not (folded.startswith("The ", h[0]) and reach.get(h[0] + 4, 0) > -h[1])]


def _patterns(names: Names) -> Iterator[tuple[str, tuple[tuple[Reading, ...], int]]]:
    """What to look for, with its readings and the length of an article that the found span leaves out.

    A form that begins with a small “the” (`the West`) needs its article to be found, small or capital.
    """
    headlines = []
    twins = []
    for surface, senses in names.spoken():
        readings = _readings(senses)
        if senses[0].id.startswith("org:"):
            twins += [(twin, (readings, 0)) for twin in _spelt_otherwise(surface)]
        if surface.startswith(ARTICLE):
            yield surface, (readings, len(ARTICLE))
            yield "The " + surface[len(ARTICLE) :], (readings, len(ARTICLE))
            continue
        yield surface, (readings, 0)
        if len(surface) > 4 and _in_headlines(senses[0]):
            headlines.append((surface.upper(), (readings, 0)))
    yield from (other for other in (*headlines, *twins) if other[0] not in names.senses)


def _spelt_otherwise(surface: str) -> list[str]:
    """“Labour Organisation” beside “Labour Organization”: the name of a body as others spell it."""
    written = [surface]
    for one, other in _SPELLINGS:
        written += [w.replace(one, other) for w in written if one in w]
        written += [w.replace(other, one) for w in written if other in w and one not in w]
    return written[1:]


def _readings(senses: Sequence[Sense]) -> tuple[Reading, ...]:
    if len(senses) == 1:
        return (Reading(senses[0].id, senses[0].form),)
    return tuple(Reading(*pair) for pair in dict.fromkeys((sense.id, sense.form) for sense in senses))


def _in_headlines(sense: Sense) -> bool:
    return sense.form in _HEADLINE_FORMS and sense.id.startswith(_HEADLINE_FAMILIES)
