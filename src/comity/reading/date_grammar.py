"""Grammar of English time expressions: finds them with the rules of `lexicon/date_grammar.yaml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from comity.reading import date_calendar, date_counts
from comity.reading.date_expressions import Builder, Expression, Match
from comity.reading.date_words import Lexicon, Words, load_lexicon
from comity.reading.lexicon import load

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "calendar": date_calendar.build_calendar,
        "month-of-year-told": date_calendar.build_month_of_year_told,
        "lone-month": date_calendar.build_lone_month,
        "lone-year": date_calendar.build_lone_year,
        "short-end-year": date_calendar.build_short_end_year,
        "era-year": date_calendar.build_era_year,
        "apostrophe-year": date_calendar.build_apostrophe_year,
        "fiscal-year": date_calendar.build_fiscal_year,
        "weekday": date_calendar.build_weekday,
        "iso": date_calendar.build_iso,
        "slashed": date_calendar.build_slashed,
        "listed-day": date_calendar.build_listed_day,
        "following-day": date_calendar.build_following_day,
        "lone-ordinal": date_calendar.build_lone_ordinal,
        "decade": date_calendar.build_decade,
        "century": date_calendar.build_century,
        "quarter": date_calendar.build_quarter,
        "holiday": date_calendar.build_holiday,
        "day-shift": date_counts.build_day_shift,
        "shift": date_counts.build_shift,
        "lone-weekend": date_calendar.build_lone_weekend,
        "then": date_counts.build_then,
        "edge-of-unit": date_counts.build_edge_of_unit,
        "counted-shift": date_counts.build_counted_shift,
        "duration": date_counts.build_duration,
        "near-units": date_counts.build_near_units,
        "bare-units": date_counts.build_bare_units,
        "near-decade": date_counts.build_near_decade,
        "lone-season": date_calendar.build_lone_season,
        "lone-part": date_counts.build_lone_part,
        "set": date_counts.build_set,
        "reference": date_counts.build_reference,
        "clock": date_counts.build_clock,
    }
)
"""The builders that rules of the grammar name."""


# No rule begins with these, and most words of a text are among them.
_NEVER_FIRST = frozenset(
    """
    LOWER UPPER OTHER COMMA DOT DASH SLASH COLON OPEN CLOSE CURRENCY PERCENT LINE STOP
    AND OR OF IN ONTO BY FROM SINCE UNTIL THROUGH BETWEEN DURING THAN
    """.split()  # noqa: SIM905
)
# No rule does without one of the others near its beginning.
_NEVER_ENOUGH = _NEVER_FIRST | frozenset(
    """
    THE A THIS THAT SAME LAST NEXT COMING PREVIOUS FOLLOWING EACH PER EARLY LATE LATER EARLIER AGO AFTER BEFORE MID
    MIDDLE END START REST HALF ADJECTIVE OTHER_WORD OLD AHEAD CARDINAL TENS HUNDRED DOZEN DOZENS VAGUE COUPLE
    OPENING TO AT AMOUNT DECIMAL
    """.split()  # noqa: SIM905
)
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules in order of precedence, and a pattern that finds where any of them matches."""

    anywhere: re.Pattern[str]
    rules: tuple[tuple[re.Pattern[str], Builder], ...]


def find_expressions(words: Words) -> Iterator[Expression]:
    """The time expressions of a text in order; they do not overlap."""
    grammar = load_grammar()
    at = 0
    while match := grammar.anywhere.search(words.classes, at):
        expression = _build(words, grammar, match.start())
        at = expression.end if expression else match.start() + 1
        if expression:
            yield expression


def _build(words: Words, grammar: Grammar, start: int) -> Expression | None:
    lexicon = load_lexicon()
    for rule, builder in grammar.rules:
        found = rule.match(words.classes, start)
        if found and found.end() > start and (built := builder(Match(words, lexicon, start, found.end()))):
            return built
    return None


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The shipped grammar; raises `KeyError` for a class, part or builder that does not exist."""
    lexicon = load_lexicon()
    data = load("date_grammar")
    sources = [(_compile(pattern, data["parts"], lexicon), BUILDERS[builder]) for builder, pattern in data["rules"]]
    any_rule = "|".join(f"(?:{source})" for source, _ in sources)
    starters = "".join(sign for name, sign in lexicon.signs.items() if name not in _NEVER_FIRST)
    rules = tuple((re.compile(source), builder) for source, builder in sources)
    telling = "".join(sign for name, sign in lexicon.signs.items() if name not in _NEVER_ENOUGH)
    return Grammar(re.compile(f"(?=[{starters}])(?=.{{0,{_WINDOW}}}[{telling}])(?:{any_rule})"), rules)


def _compile(pattern: str, parts: Mapping[str, str], lexicon: Lexicon) -> str:
    while (expanded := re.sub(r"<(\w+)>", lambda m: parts[m[1]], pattern)) != pattern:
        pattern = expanded
    return re.sub(r"[A-Z][A-Z_]+|\bA\b", lambda m: lexicon.signs[m[0]], pattern).replace(" ", "")
