"""Context: what the words around a time expression say: joins, openers, sentence ends, tense."""

import re
from functools import lru_cache

from comity.reading.date_anchors import Tense
from comity.reading.date_expressions import Expression
from comity.reading.date_words import Words, load_lexicon

_CUE_TOKENS = 14


_JOINS = {"DASH", "TO", "AND", "OR", "UNTIL", "THROUGH", "SLASH", "COMMA"}


_BREAKS = {"LINE", "STOP"}


_PERFECT = {"has", "have", "'ve", "ve"}
_RELATIVES = {"who", "which", "whose", "where", "when", "whom"}
_TURNS = {"SINCE", "AFTER", "BEFORE", "UNTIL"}
_TITLES = {"Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sen", "Rep", "St", "Gov", "Prof", "U", "S", "No"}


def between(words: Words, first: Expression, second: Expression) -> list[str]:
    if not 0 <= second.start - first.end <= 4:
        return ["far"]
    return [words.class_at(i) for i in range(first.end, second.start)]


def joined(words: Words, first: Expression, second: Expression) -> str | None:
    """The class of the word that joins two expressions (“May to August”, “3–5”), if one does."""
    classes = [name for name in between(words, first, second) if name not in ("THE", "IN", "ONTO")]
    if classes == ["COMMA", "AND"]:
        return "AND"
    return classes[0] if len(classes) == 1 and classes[0] in _JOINS else None


def opener(words: Words, expression: Expression) -> int:
    """The token before an expression, “about”, “at least” and the like passed over."""
    index = expression.start - 1
    while words.token(index).lower() in load_lexicon().cues["approximate"]:
        index -= 1
    return index


def sentence_end(words: Words, index: int) -> int:
    """The token that ends the sentence which token `index` stands in."""
    for match in _break_pattern().finditer(words.classes, index):
        if ends_sentence(words, match.start()):
            return match.start()
    return len(words.classes)


@lru_cache(maxsize=1)
def _break_pattern() -> re.Pattern[str]:
    signs = load_lexicon().signs
    return re.compile(f"[{''.join(signs[name] for name in (*_BREAKS, 'DOT'))}]")


def ends_sentence(words: Words, index: int) -> bool:
    name = words.class_at(index)
    if name in _BREAKS:
        return True
    if name != "DOT":
        return False
    before = words.token(index - 1)
    return not (before in _TITLES or len(before) == 1 or words.class_at(index - 1) == "SHORT_MONTH")


def guess_tense(words: Words, expression: Expression) -> Tense | None:
    """From the nearest cue before the expression in its sentence, else after it."""
    for index in range(expression.start - 1, max(expression.start - _CUE_TOKENS, -1), -1):
        if ends_sentence(words, index):
            break
        if cue := _cue(words, index):
            return cue
    for index in range(expression.end, min(expression.end + _CUE_TOKENS, len(words.classes))):
        if ends_sentence(words, index):
            break
        if cue := _cue(words, index):
            return cue
    return None


def _cue(words: Words, index: int) -> Tense | None:
    token, cues = words.token(index), load_lexicon().cues
    ahead = words.token(index + 1) in cues["future_infinitive"] or words.token(index - 1) in ("is", "are")
    if token in cues["future"] or (token == "to" and ahead):
        return "future"
    if token in cues["past"] or (token.endswith("ed") and len(token) > 4 and token.islower()):
        return "past"
    return None


def still_going(words: Words, expression: Expression) -> bool:
    """Whether a present perfect stands beside a duration: “has ruled for ten years”, “for ten years he has ruled”."""
    before = range(expression.start - 1, max(expression.start - _CUE_TOKENS, -1), -1)
    after = range(expression.end, min(expression.end + _CUE_TOKENS // 2, len(words.classes)))
    for indices in (before, after):
        for index in indices:
            if ends_sentence(words, index):
                break
            if words.token(index) in _PERFECT:
                return True
    return False


def in_side_clause(words: Words, expression: Expression) -> bool:
    """Whether the expression stands in a clause of “who” or “since”, whose date is not that of the sentence."""
    for index in range(expression.start - 1, max(expression.start - _CUE_TOKENS, -1), -1):
        if ends_sentence(words, index) or words.class_at(index) == "COMMA":
            return False
        opens = words.token(index) in _RELATIVES or (words.class_at(index) in _TURNS and index < expression.start - 1)
        if opens:
            return True
    return False
