"""What templates say in words and where they link to: filters and globals, no decisions."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from comity.asking.suggestions import kind_of
from comity.asking.wording import HEDGES, STANDINGS, standing, with_article
from comity.edtf import bounds
from comity.serving.briefing.svg import to_svg
from comity.serving.web import addresses
from comity.sureness import UNSURE, is_unsure

DOUBT = (
    f"The reader is less than {UNSURE:.0%} sure that the text says this. On texts that nobody had looked at, what it is"
    " so unsure of was more often wrong than right: read the sentence first."
)
MODALITIES = {
    "actual": "reported as fact",
    "planned": "planned, not yet so",
    "possible": "possible only",
    "denied": "denied",
}
ENDINGS = {
    "ended": "",
    "succeeded": "another took over",
    "last-reported": "no end reported",
    "unknown": "not known",
    "not-applicable": "",
    "fulfilled": "came about",
    "missed": "did not come about",
}
ORIGINS = {"reports": "reports", "register": "the register", "both": "reports and the register"}
TYPES = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accusation",
    "REJECT": "rejection", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack",
}  # fmt: skip
"""PLOVER event types in everyday words."""
MODES = {
    "meet": "meeting", "multilateral": "many sides", "third-party": "through a third side", "phone": "by telephone",
    "heavy-weapons": "with heavy weapons", "aerial": "from the air", "drone": "by drone", "firearms": "with firearms",
    "explosives": "with explosives", "primitive": "with simple weapons", "cleansing": "ethnic cleansing",
    "unconventional": "unconventional weapons", "allege": "a charge", "investigate": "an inquiry",
    "disapprove": "disapproval", "withdraw": "withdrawal", "seize": "seizure", "convict": "conviction",
    "expel": "expulsion", "designate": "listing", "discontinue": "a stop", "demo": "demonstration",
    "destroy": "destruction", "restrict": "restriction", "arrest": "arrests", "deport": "deportation",
    "assassinate": "assassination", "execute": "execution", "abduct": "abduction", "torture": "torture",
}  # fmt: skip
"""Modes of PLOVER types that are no everyday words of their own; the others stand as they are."""
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
"""Seasons of a year as EDTF numbers them."""
OUTCOMES = {
    "fulfilled": "it came about", "missed": "it did not come about", "unknown": "outcome not known",
    "as-planned": "as planned",
}  # fmt: skip


STATES = {"settled": "settled by the register", "judged": "settled by a person"}
"""How a dispute stands that is not open."""


def unsure(confidence: float | None) -> str:
    """`unsure .34` of what is more likely wrong than right; else nothing."""
    return f"unsure {f'{confidence:.2f}'.removeprefix('0')}" if confidence is not None and is_unsure(confidence) else ""


def count(number: int, thing: str, things: str | None = None) -> str:
    """`1 report`, `2,455 reports`."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def every(number: int, thing: str) -> str:
    """`All 2,455 rows`, `The one row`, `No rows`."""
    return {0: f"No {thing}s", 1: f"The one {thing}"}.get(number, f"All {count(number, thing)}")


def standings(status: str, number: int) -> str:
    """So many of one status, and how sure after a comma: `9 members`, `1 acceding state`, `2 members, planned`."""
    name, comma, modality = status.partition(", ")
    noun = re.sub("^(?:a|an|the) ", "", standing(name)).strip("“”")
    return f"{number:,} {noun if number == 1 else _HEAD.sub('s', noun, count=1)}{comma}{modality}"


def status_word(word: str) -> str:
    """A status as a noun without its article, `disputed member`; any other word, such as a name, as it is."""
    return re.sub("^(?:a|an|the) ", "", standing(word)) if word in STANDINGS else word


def in_order(statuses: Iterable[str]) -> list[str]:
    """Statuses as a key of a map names them: those who belong before those who stand beside."""
    known = list(STANDINGS)
    return sorted(statuses, key=lambda word: known.index(word) if word in known else len(known))


_HEAD = re.compile(r"(?=$| (?:of|by|with|that|whose) )")


def language(code: str) -> str:
    """A language by its English name where it is a common one, else by its code."""
    return LANGUAGES.get(code, code)


@lru_cache(8192)
def date(edtf: str | None) -> str:
    """An EDTF date as people write it: `4 July 2024`, `July 2024`, `2024`, `2017 to 2021`."""
    if not edtf:
        return ""
    first, slash, last = edtf.partition("/")
    if slash:
        return " ".join(part for part in (_from(first, last), _to(first, last)) if part)
    return _date(first)


def _from(first: str, last: str) -> str:
    if first in ("", ".."):
        return ""
    return f"since {_date(first)}" if last in ("", "..") else _date(first)


def _to(first: str, last: str) -> str:
    if last in ("", ".."):
        return ""
    return f"until {_date(last)}" if first in ("", "..") else f"to {_date(last)}"


def _date(edtf: str) -> str:
    mark = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}.get(edtf[-1:], "")
    plain = edtf.rstrip("?~%")
    if loose := _LOOSE.fullmatch(plain):
        return (f"{loose[1]}0s" if loose[1] else f"{loose[2]}00 to {loose[2]}99") + mark
    parts = plain.split("-")
    if len(parts) == 2 and parts[1] in SEASONS:
        return f"{SEASONS[parts[1]]} {parts[0]}{mark}"
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return edtf
    named = [str(int(parts[2]))] if len(parts) == 3 else []
    named += [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*named, parts[0]]) + mark


_LOOSE = re.compile(r"(\d{3})X|(\d\d)XX")


def plainly(said: str) -> str:
    """What a statement says, its PLOVER type and mode and the EDTF date at its end in everyday words."""
    said = _TYPE.sub(lambda found: f"{TYPES.get(found[1], found[1])}{_in_mode(found[2])}", said, count=1)
    return _LAST_DATE.sub(lambda found: f"({date(found[1])})", said)


def _in_mode(word: str | None) -> str:
    return f" ({mode(word)})" if word else ""


def unhedged(said: str) -> str:
    """What a statement says without the `planned: ` at its head, where a mark beside it says so."""
    return said.removeprefix(next((hedge for hedge in HEDGES.values() if hedge and said.startswith(hedge)), ""))


def lit(passage: str, words: str) -> Markup:
    """A passage with the words that were searched for marked."""
    sought = sorted(set(re.findall(r"\w+", words)), key=len, reverse=True)
    if not sought:
        return Markup("{}").format(reveal(passage))
    parts = re.split(rf"(?i)\b((?:{'|'.join(map(re.escape, sought))})\w*)", passage)
    marked = (Markup("<mark>{}</mark>" if place % 2 else "{}").format(reveal(part)) for place, part in enumerate(parts))
    return Markup("").join(marked)


_TYPE = re.compile(r"(?<![^ ])([A-Z]{3,})(?: \(([a-z -]+)\))?(?=:)")

_LAST_DATE = re.compile(r"\(((?:\d{4}|\.\.|/)[\d?~%./-]*)\)$")


def happening(sentence: str) -> str:
    """A sentence with its “a SANCTION happening” in everyday words: “a happening (sanctions)”."""
    return _HAPPENING.sub(lambda found: f"{found[1] and 'a '}happening ({TYPES.get(found[2], found[2])})", sentence)


_HAPPENING = re.compile(r"\b(an? )?([A-Z]{3,}) happening\b")


def worded(sentence: str) -> str:
    """A sentence with the days and months in it as people write them: `12 July 2002 to 12 March 2024`."""
    loose = _ON_MONTH.sub("in ", str(sentence))
    return _WRITTEN_DAY.sub(lambda found: _date(found[0]), loose)


_ON_MONTH = re.compile(r"\bon (?=\d{4}(?:-\d\d)?(?![\w-]))")
"""What stands before a day and not before a month or a year."""


_WRITTEN_DAY = re.compile(r"(?<![\w@./-])\d{4}-\d\d(?:-\d\d)?[~?%]?(?![\w/-])")


def day(edtf: str | None) -> str:
    """The first day that a date can mean, for sorting and for `datetime` attributes; empty when it is open."""
    if not edtf:
        return ""
    earliest = bounds(edtf).earliest
    return earliest.isoformat() if earliest else ""


def titled(row: Any) -> str:
    """What a text is called: its title, else the name of its file, else whose it is."""
    name = str(getattr(row, "source", None) or "").rstrip("/").rpartition("/")[2]
    return row.title or name or f"A text of {row.publisher or 'a publisher not known'}"


def article(id: str, name: str) -> str:
    """What stands before a name in a sentence: `the ` or nothing."""
    return "the " if with_article(id, name) != name else ""


def fate(id: str, notes: Iterable[str]) -> str:
    """How a statement came to stand no more, as the notes about judgements have it: by a person, else by a reading."""
    for done in ("rejected", "corrected"):
        if any(note.startswith(f"{id[:10]} was {done} by ") for note in notes):
            return f"{done} by a person"
    return "superseded by a newer reading"


def backers(side: Any) -> str:
    """Who stands for one side of a dispute: who says so, who printed it, and the register where it agrees."""
    told = dict.fromkeys((*side.said_by, *side.publishers))
    return ", ".join([*told, *(["the register"] if side.origin != "reports" else [])])


def mode(word: str) -> str:
    """A PLOVER mode in everyday words: `with heavy weapons`."""
    return MODES.get(word, word.replace("-", " "))


def names(ids: Iterable[str], known: Mapping[str, str]) -> str:
    """Actors by name, parted by commas."""
    return ", ".join(known.get(id, id) for id in ids)


def reveal(value: Any) -> Any:
    """What a template prints, with each sign that is not seen but steers what is shown put into words: `[RLO]`."""
    if type(value) is not str or isinstance(value, Markup):
        return value
    return _HIDDEN.sub(_name_hidden, value)


def _name_hidden(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _TURNING:
        return f"[{_TURNING[sign]}]"
    return chr(0x2400 + ord(sign)) if ord(sign) < 0x20 else "\ufffd"


_TURNING = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI",
    "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
"""Signs that turn or isolate the direction of writing, by the names that Unicode gives them."""
HIDDEN = f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff{''.join(_TURNING)}\U000e0000-\U000e007f"
"""Those, control signs and tags, as a regular expression lists them: a text is shown with all of them in sight."""
_HIDDEN = re.compile(f"[{HIDDEN}]")


def code(text: str) -> Markup:
    """Words with those between backticks set as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )


def grounded(ground: str, known: Mapping[str, str]) -> str:
    """Why a report was joined, with kinds of happenings in everyday words and actors and places by name."""
    named = _ID.sub(lambda id: known.get(id[0], id[0]), ground)
    typed = _TYPE_NAME.sub(lambda found: TYPES.get(found[0], found[0]), named)
    return worded(_MODE_NAME.sub(lambda found: found[1] + mode(found[2]), typed))


_TYPE_NAME = re.compile(r"(?<=same type )[A-Z]{3,}")
_MODE_NAME = re.compile(r"(same mode )([a-z-]+)")
_ID = re.compile(r"\b(?:state|org|person|group|region|place|area):[\w.-]+")


def key_of(keys: str, key: str) -> Any:
    """One key of a statement that is written as JSON; empty without it."""
    return json.loads(keys).get(key) or ""


FILTERS: dict[str, Callable[..., Any]] = {
    "date": date, "happening": happening, "worded": worded,
    "plainly": plainly, "unhedged": unhedged, "lit": lit, "status": status_word, "in_order": in_order,
    "day": day, "key_of": key_of, "grounded": grounded,
    "names": names, "article": article, "fate": fate, "code": code, "standing": standing,
    "kind_of": kind_of, "standings": standings, "language": language,
    "modality": lambda value: MODALITIES.get(value, value), "ending": lambda value: ENDINGS.get(value, value),
    "settled": lambda value: STATES.get(value, value), "titled": titled, "backers": backers, "mode": mode,
    "outcome": lambda value: OUTCOMES.get(value, value),
    "weblink": lambda value: bool(re.match(r"https?://", value)),
    "svg": lambda drawing: Markup(reveal(to_svg(drawing))),
    "origin": lambda value: ORIGINS.get(value, value), "type": lambda value: TYPES.get(value, value.casefold()),
}  # fmt: skip
SITE = (
    ("/timeline", "Timeline"), ("/changes", "Changes"), ("/map", "Map"), ("/network", "Network"),
    ("/quotes", "Quotations"), ("/disputes", "Disputes"), ("/measures", "Measures"), ("/ask", "Ask"),
    ("/check", "Check"), ("/coverage", "Coverage"), ("/read", "Read"),
)  # fmt: skip
"""Pages named at the top of every page."""
GLOBALS: dict[str, Any] = {
    "site_pages": SITE,
    "to": addresses,
    "count": count,
    "every": every,
    "cooperative": COOPERATIVE,
    "types": TYPES,
    "few": lambda rows: rows,
    "unsure": unsure,
    "doubt": DOUBT,
    "line": UNSURE,
}
"""What every template may use. Pages put their own `few` in place: the rows of a list that they show."""
