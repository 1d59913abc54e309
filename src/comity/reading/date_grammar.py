"""Grammar of English time expressions: patterns over the classes of `date_words`, in order of precedence.

In a pattern a word in capitals is a class of the lexicon, `[A B]` one of several, `<name>` a part defined below; the
rest is a regular expression. The first rule that matches at a token and whose builder accepts takes the tokens.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from comity.reading import date_expressions as build
from comity.reading.date_expressions import Builder, Expression, Match
from comity.reading.date_words import Lexicon, Words, load_lexicon

_PARTS = {
    "unit": "[HOUR DAYTIME WEEK MONTHTIME YEARTIME DECADETIME CENTURY WEEKEND QUARTER]",
    "units": "[UNITS HOUR DAYTIME WEEK MONTHTIME YEARTIME DECADETIME CENTURY QUARTER]",
    "mon": "(?:MONTH|MODAL_MONTH|SHORT_MONTH DOT?)",
    "monthday": "[DAY DIGIT_ORDINAL]",
    "weekday": "(?:WEEKDAY|SHORT_WEEKDAY DOT?)",
    "era": "[ERA_BEFORE ERA_AFTER]",
    "season": "[SEASON FALL]",
    "edge": "(?:THE? SAME? [END START MIDDLE REST] OF THE?|THE? [EARLY LATE LATER EARLIER] IN THE?"
    "|THE? [EARLY LATE MID LATER EARLIER] DASH? (?:PART OF THE?)?)",
    "partof": "(?:THE? [EARLY LATE MID]? DASH? PART OF THE?)",
    "digits": "[DAY SHORT_YEAR HUNDREDS YEAR AMOUNT DECIMAL]",
    "number": "(?:[DAY SHORT_YEAR HUNDREDS YEAR AMOUNT DECIMAL CARDINAL]|TENS (?:DASH? CARDINAL)?|[A CARDINAL]? HUNDRED|[A CARDINAL]? DOZEN)",
    "some": "(?:A? VAGUE|A? COUPLE OF?|DOZENS OF)",
    "ahalf": "(?:AND A? HALF)",
    "ordinal": "(?:TENS DASH ORDINAL|ORDINAL|DIGIT_ORDINAL)",
    "join": "(?:DASH|TO|AND|OR|COMMA|COMMA AND|UNTIL|THROUGH|SLASH)",
    "yeartold": "(?:THAT|THE? SAME|THE FOLLOWING|THE PREVIOUS|THE NEXT|THIS|LAST|NEXT) YEARTIME",
    "noname": "(?!UPPER|LOWER)",
}

_RULES: tuple[tuple[str, Builder], ...] = (
    ("ISO", build.build_iso),
    ("SLASHED", build.build_slashed),
    # durations that begin or end now, and sets
    ("THE? [LAST PAST NEXT COMING FOLLOWING PREVIOUS] ADJECTIVE? <number> <ahalf>? ADJECTIVE{0,2} <units>", build.build_duration),
    ("THE? [LAST PAST NEXT COMING FOLLOWING PREVIOUS] ADJECTIVE? <some> ADJECTIVE{0,2} UNITS", build.build_duration),
    ("EACH (?:<number> UNITS|OTHER_WORD? <unit>|<season>|[MONTH MODAL_MONTH WEEKDAY PART])", build.build_set),
    ("WEEKDAYS NIGHTS?|NIGHTS", build.build_set),
    ("FREQUENT", build.build_set),
    ("PER <unit>", build.build_duration),
    # days
    ("(?:<weekday> COMMA?)? <partof>? <edge>? THE? <monthday> OF? <mon> (?:COMMA? YEAR <era>?|COMMA? OF? <yeartold>) PART?", build.build_calendar),
    ("(?:<weekday> COMMA?)? <partof>? <edge>? <mon> <monthday> (?:COMMA? YEAR <era>?|COMMA? OF? <yeartold>) PART?", build.build_calendar),
    ("<partof>? THE? <ordinal> (?:DAYTIME)? OF <mon> (?:COMMA? YEAR)?", build.build_calendar),
    ("<partof>? THE? <monthday> (?=<join> THE? <monthday> OF? <mon>)", build.build_listed_day),
    ("(?<=[DAY DIGIT_ORDINAL][DASH TO AND COMMA OR THROUGH]) THE? <monthday> (?:COMMA? YEAR)?(?!CLOCK|DASH? UNITS|PERCENT|HALF_DAY|OF? <mon>)",
     build.build_following_day),
    ("(?:<weekday> COMMA?)? <partof>? <edge>? THE? <monthday> OF? <mon>(?!<monthday>) PART?", build.build_calendar),
    ("(?:<weekday> COMMA?)? <partof>? <edge>? <mon> <monthday>(?!COLON|PERCENT|DASH? UNITS) PART?", build.build_calendar),
    ("<mon> THE DIGIT_ORDINAL (?:COMMA? YEAR)?", build.build_calendar),
    ("HOLIDAY EVE? DAYTIME? COMMA? YEAR?", build.build_holiday),
    # years BC and AD, which may be short
    ("<edge>? (?:<season> OF|<mon> OF?)? [YEAR HUNDREDS SHORT_YEAR DAY] ERA_BEFORE", build.build_era_year),
    ("[YEAR HUNDREDS SHORT_YEAR] ERA_AFTER|ERA_AFTER [YEAR HUNDREDS SHORT_YEAR]", build.build_era_year),
    ("<edge>? [HUNDREDS SHORT_YEAR] (?=(?:DASH|AND|TO|OR) [HUNDREDS SHORT_YEAR] ERA_BEFORE)", build.build_era_year),
    # quarters, halves, fiscal years
    ("THE? [ORDINAL DIGIT_ORDINAL LAST] [QUARTER HALF] (?:OF (?:THE? YEAR|<yeartold>))", build.build_quarter),
    ("[QUARTER_NAME HALF_NAME] OF? YEAR|YEAR [QUARTER_NAME HALF_NAME]", build.build_quarter),
    ("THE? FISCAL YEARTIME? YEAR|FY YEAR", build.build_fiscal_year),
    # seasons and months with their year
    ("<edge>? THE? <season> OF? YEAR DASH [SHORT_YEAR DAY YEAR]", build.build_calendar),
    ("<edge>? THE? <season> OF? YEAR", build.build_calendar),
    ("<edge>? THE? <season> (?=[AND DASH TO OR] <season> OF? YEAR)", build.build_calendar),
    ("<edge>? YEAR SEASON", build.build_calendar),
    ("<edge>? <mon> COMMA? [IN OF]? YEAR <era>?", build.build_calendar),
    ("<edge>? THE? (?:<mon>|<season>) COMMA? [IN OF]? <yeartold>", build.build_month_of_year_told),
    # years, decades, centuries
    ("(?<=YEAR[DASH SLASH])[SHORT_YEAR DAY](?!DASH|PERCENT|UNITS|<mon>)", build.build_short_end_year),
    ("<edge>? THE? YEARTIME YEAR|<edge>? YEAR", build.build_lone_year),
    ("QUOTE SHORT_YEAR(?!QUOTE|UNITS)", build.build_apostrophe_year),
    ("<edge>? THE? QUOTE? [DECADE HUNDREDS_DECADE] ERA_BEFORE?|THE DECADE_WORD", build.build_decade),
    ("<edge>? THE? <ordinal> DASH? CENTURY ERA_BEFORE?", build.build_century),
    # counted from the publication or from the date told last
    ("<edge>? (?:THE? [FOLLOWING PREVIOUS]|THE? LAST|THIS|NEXT) (?:<mon>|<season>)", build.build_calendar),
    ("(?:THE? [EARLY LATE LATER])? <partof>? (?:THE? [LAST NEXT FOLLOWING PREVIOUS]|[THIS COMING])? <weekday> PART?", build.build_calendar),
    ("[EARLY LATE LATER EARLIER]? (?:[TODAY YESTERDAY TOMORROW] PART?|TONIGHT|[THIS LAST] PART)", build.build_day_shift),
    ("EARLY? (?:THE? [NEXT FOLLOWING SAME PREVIOUS]|THAT) PART", build.build_day_shift),
    ("<edge>? <partof>? (?:[THAT THE THIS] SAME|THAT) <unit>", build.build_shift),
    ("<partof>? THE <unit> (?:[BEFORE AFTER](?!THE|A|LOWER|UPPER)|[EARLIER LATER FOLLOWING])", build.build_shift),
    ("(?:<number> <ahalf>?|<some>|A) ADJECTIVE? <units> (?:<ahalf>)? (?:AGO|[LATER EARLIER](?!THAN)|AFTER(?=[DOT COMMA LINE STOP])|BEFORE(?=[DOT COMMA LINE STOP])|FROM PRESENT)",
     build.build_counted_shift),
    ("UNITS (?:[LATER EARLIER](?!THAN)|AGO)", build.build_counted_shift),
    ("<partof>? <edge>? THE [NEXT FOLLOWING PREVIOUS COMING] [DAYTIME WEEK MONTHTIME YEARTIME WEEKEND QUARTER]", build.build_shift),
    ("FOLLOWING DAYTIME", build.build_shift),
    ("<edge>? THE? [LAST PAST NEXT COMING PREVIOUS FOLLOWING] ADJECTIVE? [DECADETIME CENTURY]", build.build_near_decade),
    ("THE LAST [DAYTIME WEEK UNITS](?=OF)", build.build_duration),
    ("THE? [PAST COMING] <unit>", build.build_duration),
    ("<edge>? (?:THE? LAST|NEXT|THIS PAST?) <unit>", build.build_shift),
    ("<edge> (?:THE|THAT|SAME|THIS|LAST|NEXT)? [DAYTIME WEEK MONTHTIME YEARTIME DECADETIME CENTURY]", build.build_edge_of_unit),
    ("[RECENT_ADJECTIVE COMING] UNITS|THE? [LAST PAST FOLLOWING NEXT COMING] UNITS|THE UNITS AHEAD", build.build_near_units),
    # seasons, months, days of the month alone
    ("(?:THE|<edge>)? SEASON", build.build_lone_season),
    ("<edge>? [MONTH MODAL_MONTH]", build.build_lone_month),
    ("<edge> SHORT_MONTH DOT?|SHORT_MONTH DOT", build.build_calendar),
    ("(?<=ONTO) THE [DIGIT_ORDINAL DAY]|(?<=ONTO) DIGIT_ORDINAL", build.build_lone_ordinal),
    ("(?<=[IN DURING BY]) THE [ORDINAL DIGIT_ORDINAL] [QUARTER HALF](?!OF)", build.build_quarter),
    ("THE WEEKEND", build.build_lone_weekend),
    # durations
    ("THE? [ORDINAL OPENING] <number> ADJECTIVE? UNITS", build.build_duration),
    ("(?:<number> <ahalf>?|A) (?:ADJECTIVE{1,2}|DASH)? <units> <ahalf>? (?:DASH? ADJECTIVE(?=LOWER|UPPER))?(?!DASH OLD) OLD?", build.build_duration),
    ("HALF (?:DASH|A) <unit>|A? QUARTER (?:OF A|DASH) CENTURY", build.build_duration),
    ("<unit> DASH ADJECTIVE", build.build_duration),
    ("<some> ADJECTIVE? UNITS", build.build_duration),
    ("UNITS", build.build_bare_units),
    # clock times, parts of the day, references
    ("(?:CLOCK HALF_DAY?|DAY HALF_DAY|CLOCK_HALF) (?:ZONE|OCLOCK|UNITS)?", build.build_clock),
    ("(?<=[IN ONTO DURING]) THE PART (?!OF)|(?<=AT) PART", build.build_lone_part),
    ("<partof> (?=THE)", build.build_day_shift),
    ("PRESENT|RECENT|PRESENT_ADJECTIVE DASH? DAYTIME|AT PRESENT_ADJECTIVE|TO DATE|AT [THE THAT] TIME|THIS DAYTIME|FORMER|RECENT_ADJECTIVE|FUTURE",
     build.build_reference),
    ("THE [PAST FUTURE](?!LOWER|UPPER|DASH|CARDINAL)", build.build_reference),
)  # fmt: skip

# No rule begins with these; most words of a text are among them.
_NEVER_FIRST = frozenset(
    "LOWER UPPER OTHER COMMA DOT DASH SLASH COLON OPEN CLOSE CURRENCY PERCENT LINE STOP AND OR OF IN ONTO BY FROM SINCE UNTIL THROUGH"
    " BETWEEN DURING THAN".split()
)


def find_expressions(words: Words) -> Iterator[Expression]:
    """The time expressions of a text in order; they do not overlap."""
    lexicon = load_lexicon()
    pattern, builders = _compiled()
    end = len(words.classes)
    at = 0
    while match := pattern.search(words.classes, at):
        at = match.start() + 1
        for rule, builder in builders:
            found = rule.match(words.classes, match.start())
            if found and found.end() > found.start():
                built = builder(Match(words, lexicon, found.start(), min(found.end(), end)))
                if built:
                    yield built
                    at = found.end()
                    break


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Builder], ...]]:
    """A pattern that finds where any rule matches, and the rules."""
    lexicon = load_lexicon()
    sources = [(_compile(template, lexicon), builder) for template, builder in _RULES]
    any_rule = "|".join(f"(?:{source})" for source, _ in sources)
    starters = "".join(sign for name, sign in lexicon.signs.items() if name not in _NEVER_FIRST)
    return re.compile(f"(?=[{starters}])(?:{any_rule})"), tuple((re.compile(s), b) for s, b in sources)


def _compile(template: str, lexicon: Lexicon) -> str:
    while "<" in re.sub(r"\(\?<=", "", template):
        template = re.sub(r"<(\w+)>", lambda m: _PARTS[m[1]], template)
    return re.sub(r"[A-Z][A-Z_]+|\bA\b", lambda m: lexicon.signs[m[0]], template).replace(" ", "")
