"""Copies of texts: which are worth comparing (MinHash bands), and which are one text (5-gram containment). Pure.

Bands over the whole text find reprints, bands over its beginning find those cut down from the end.
"""

import hashlib
import re
import struct
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rensa import RMinHash

from comity.recording.credits import read_credits

GRAM = 5
"""Words that are compared together."""
FEWEST = 30
"""A text of fewer words is a copy of another only when all its words are the same."""
SHARED = 0.8
"""Share of the shorter text's 5-grams that makes it a copy of the longer."""
SHARED_ON_THE_WIRE = 0.5
"""The same for two texts that credit one agency and are published within `WIRE_DAYS`: papers edit what they take."""
WIRE_DAYS = 3
REPEATED = 0.9
"""Share of a text's 5-grams that another must hold for it to tell nothing that the other does not."""
LONGER = 3.0
"""A text so many times as long as another tells more than it, even when it holds all of it."""
WHOLE_BANDS, LEAD_BANDS, ROWS = 16, 8, 3
LEAD = 80
"""Words at the beginning that bands of their own stand for."""
_GAP = re.compile(r"[^\w\x00-\x7f]+")
"""What parts words, beside signs of ASCII."""
_PLAIN = bytes(code if code > 127 or re.match(r"\w", chr(code)) else ord(" ") for code in range(256))
"""Blanks in place of the signs of ASCII that part words; all that stands for other letters stays."""
_SEED = 20
_SCHEME = f"rensa-r{RMinHash.ALGORITHM_VERSION}-{GRAM}-{ROWS}"


@dataclass(frozen=True)
class Wording:
    """The words of a text as copies are found by them, credits and footers left out."""

    text: str
    """Its words as they are compared, parted by spaces: one string, which is small and quick to hand over."""
    agency: str | None
    """The wire service it credits."""
    day: int | None = None
    """Day of publication as a number, None when unknown."""

    @property
    def words(self) -> list[str]:
        """The words in their order."""
        return self.text.split()

    @cached_property
    def grams(self) -> frozenset[str]:
        """All of `grams_of` its words; most texts are compared with none."""
        return frozenset(grams_of(self.words))

    @cached_property
    def bands(self) -> list[int]:
        """Signed 64-bit numbers; texts that share one are worth comparing."""
        words = self.words
        if not words:
            return []
        if len(words) < FEWEST:
            return list(struct.unpack(">q", _keyed("short", self.text.encode()).digest()))
        grams = grams_of(words)
        found = _bands("whole", grams, WHOLE_BANDS) + _bands("lead", grams[: LEAD - GRAM + 1], LEAD_BANDS)
        return list(dict.fromkeys(found))


def word(text: str, publisher: str | None = None, day: int | None = None) -> Wording:
    """The wording of a document."""
    credited = read_credits(text, publisher)
    return Wording(part_words(credited.body.casefold()), credited.agency, day)


def part_words(text: str) -> str:
    """Runs of letters and digits, parted by single spaces: what `\\w+` finds, in a third of the time."""
    plain = text if text.isascii() else _GAP.sub(" ", text)
    return b" ".join(plain.encode().translate(_PLAIN).split()).decode()


def grams_of(words: Sequence[str]) -> list[str]:
    """All runs of five words in their order; the words themselves when there are fewer."""
    if len(words) < GRAM:
        return [" ".join(words)] if words else []
    return list(map(" ".join, zip(*(words[i:] for i in range(GRAM)), strict=False)))


def containment(one: Wording, other: Wording) -> float:
    """Share of the 5-grams of the text that has fewer which stand in the other, from 0 to 1."""
    small, large = sorted((one.grams, other.grams), key=len)
    return len(small & large) / len(small) if small else 0.0


def is_copy(one: Wording, other: Wording) -> bool:
    """Whether both are one text, reprinted, cut or edited; symmetric."""
    short, long = sorted((one, other), key=lambda wording: len(wording.words))
    if len(short.words) < FEWEST:
        return short.text == long.text
    if len(long.words) > LONGER * len(short.words):
        return False
    return containment(one, other) >= (SHARED_ON_THE_WIRE if _of_one_wire(one, other) else SHARED)


def repeats(new: Wording, old: Wording) -> bool:
    """Whether a text tells nothing beyond another; not symmetric, for a longer text may hold all of a shorter."""
    if len(new.words) < FEWEST:
        return new.text == old.text
    return len(new.grams & old.grams) >= REPEATED * len(new.grams)


class Copies:
    """The wordings of the last texts met, to tell a new one that repeats one of them; forgets the oldest."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._held: OrderedDict[str, tuple[Wording, list[int]]] = OrderedDict()
        self._by_band: dict[int, list[str]] = {}

    def find(self, wording: Wording) -> str | None:
        """The text that `wording` repeats, by its id; of several the one that shares most bands."""
        shared = Counter(id for number in wording.bands for id in self._by_band.get(number, ()))
        likeliest = (id for id, _ in shared.most_common())
        return next((id for id in likeliest if repeats(wording, self._held[id][0])), None)

    def keep(self, id: str, wording: Wording) -> None:
        """Remember a text."""
        numbers = wording.bands
        self._held[id] = (wording, numbers)
        for number in numbers:
            self._by_band.setdefault(number, []).append(id)
        if len(self._held) > self._limit:
            self._forget(*self._held.popitem(last=False))

    def _forget(self, id: str, held: tuple[Wording, list[int]]) -> None:
        for number in held[1]:
            self._by_band[number].remove(id)
            if not self._by_band[number]:
                del self._by_band[number]


def _of_one_wire(one: Wording, other: Wording) -> bool:
    if one.agency is None or one.agency != other.agency or one.day is None or other.day is None:
        return False
    return abs(one.day - other.day) <= WIRE_DAYS


def _bands(part: str, grams: list[str], count: int) -> list[int]:
    hashed = RMinHash(num_perm=count * ROWS, seed=_SEED)
    hashed.update(grams)
    return _numbers(part, struct.pack(f"<{count * ROWS}I", *hashed.digest()), count)


def _numbers(part: str, rows: bytes, count: int) -> list[int]:
    """One number for each band of the rows."""
    places, pieces, numbers = _places(part, count)
    digests = []
    for place, piece in zip(places, pieces.unpack(rows), strict=True):
        hashed = place.copy()
        hashed.update(piece)
        digests.append(hashed.digest())
    return list(numbers.unpack(b"".join(digests)))


@cache
def _places(part: str, count: int) -> "tuple[list[hashlib.blake2b], struct.Struct, struct.Struct]":
    """For each band a hash that has taken in what it is for, to be copied; how bands and how their numbers lie."""
    keyed = [_keyed(f"{part}-{i}") for i in range(count)]
    return keyed, struct.Struct(f"{4 * ROWS}s" * count), struct.Struct(f">{count}q")


def _keyed(part: str, content: bytes = b"") -> "hashlib.blake2b":
    return hashlib.blake2b(content, digest_size=8, key=f"{_SCHEME}-{part}".encode())
