"""Writing variants that make no difference: accents, apostrophes, dashes, case, word order of list entries.

`fold` keeps every character at its place, so that offsets in folded text are offsets in the text itself.
"""

import re
import unicodedata
from functools import lru_cache

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ODD_ONES = {
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "′": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O",
    "ħ": "h", "Ħ": "H", "ð": "d", "ə": "a", "Ə": "A",
}  # fmt: skip
_WORDS = re.compile(r"[\w']+", re.UNICODE)
_CUT_WORDS = re.compile(r"[\w']+\.?", re.UNICODE)
_DOTTED = re.compile(r"\b(?:\w\.){2,}|\b\w\.\w\b")
_SHORT_FOR = {
    "st": "saint", "ste": "sainte", "rep": "republic", "repub": "republic", "dem": "democratic", "people's": "people",
    "peoples": "people", "soc": "socialist", "fed": "federated", "federal": "federated", "federation": "federated",
    "sts": "states", "is": "islands", "isl": "islands", "isls": "islands", "isds": "islands", "island": "islands",
    "terr": "territory", "ter": "territory", "territories": "territory", "occ": "occupied", "prov": "province",
    "adm": "administrative", "sar": "special administrative region", "pdr": "people democratic republic",
    "dr": "democratic republic", "dpr": "democratic people republic", "n": "north", "s": "south", "no": "north",
    "so": "south", "e": "east", "w": "west", "cent": "central", "afr": "african", "eq": "equatorial", "utd": "united",
    "br": "british", "brit": "british", "neth": "netherlands", "antil": "antilles", "us": "united states",
    "uk": "united kingdom", "fmr": "former", "yug": "yugoslav", "vietnam": "viet nam",
}  # fmt: skip
_LITTLE = frozenset(
    ["the", "of", "and", "&", "y", "et", "de", "la", "le", "du", "des", "los", "las", "den", "al", "former"]
)


def fold(text: str) -> str:
    """The text with accents, typographic apostrophes, dashes and line ends made plain, character for character."""
    if not text.isascii():
        for character in set(_NON_ASCII.findall(text)):
            plain = _plain(character)
            if plain != character:
                text = text.replace(character, plain)
    return text.replace("\n", " ")


def key(text: str) -> str:
    """What two ways of writing a name share when only case, accents, dots and spacing differ."""
    folded = _DOTTED.sub(lambda match: match[0].replace(".", ""), fold(text).casefold())
    words = _WORDS.findall(folded.replace("&", " and ").replace("'s", "s").replace("people s ", "peoples "))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(word.strip("'") for word in words)


def bag(text: str) -> str:
    """What list entries of one name share: its words in full, without articles, in alphabetical order.

    `Korea, Dem. People's Rep.` and `Democratic People's Republic of Korea` have the same bag.
    """
    words = [full for word in key(text).split() for full in _SHORT_FOR.get(word, word).split()]
    return " ".join(sorted({word for word in words if word not in _LITTLE}))


def cut_words(text: str) -> list[str]:
    """The words of a shortened name in small letters, cut-off ones with their dots: `st. vin. gren.`."""
    words = _CUT_WORDS.findall(fold(text).casefold().replace("&", " and "))
    return [word for word in words if word not in _LITTLE]


def fits_shortened(tokens: list[str], words: frozenset[str]) -> bool:
    """Whether each word of a shortened name, full or cut off with a dot, stands for one word of a bag."""
    full = [token for token in tokens if not token.endswith(".")]
    return (
        len(tokens) == len(words)
        and all(_SHORT_FOR.get(word, word) in words for word in full)
        and _covers(tokens, words)
    )


def _covers(tokens: list[str], words: frozenset[str]) -> bool:
    return not tokens or any(_covers(tokens[1:], words - {word}) for word in words if _stands_for(tokens[0], word))


def _stands_for(token: str, word: str) -> bool:
    cut = token.removesuffix(".")
    full = _SHORT_FOR.get(cut, cut)
    return word == full or (token != cut and word.startswith((cut, full)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _ODD_ONES:
        return _ODD_ONES[character]
    if "\ud800" <= character <= "\udfff":  # half a pair, left by broken decoding: no UTF-8 can hold it
        return "\ufffd"
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character
