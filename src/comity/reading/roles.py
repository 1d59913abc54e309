"""Role phrases: the words that name a post, such as “deputy foreign minister” or “minister of the armed forces”."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from comity.reading.lexicon import load, words
from comity.reading.spotting import lower_words

_DUTY = 9
"""Tokens behind a post within which the words of its duty end."""
_IRREGULAR = {"men": "man", "women": "woman"}


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens `start` to `end` (exclusive) that word a post; `head` is the last token of its noun.

    `text` is lower case and singular, as the contract wants it; `public` posts act for a state or body.
    """

    start: int
    end: int
    head: int
    text: str
    noun: str
    public: bool
    plural: bool


@lru_cache(maxsize=1)
def _heads() -> dict[str, list[tuple[tuple[str, ...], str, bool, bool]]]:
    """First word → (all words, singular noun, public, plural), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, bool, bool]]] = {}
    for kind, heads in load("roles")["heads"].items():
        for noun in heads:
            for plural in (False, True):
                split = _split(_pluralised(noun) if plural else noun)
                if plural and split == _split(noun):
                    continue
                table.setdefault(split[0], []).append((split, noun, kind == "public", plural))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


@lru_cache(maxsize=1)
def role_words() -> frozenset[str]:
    """Every single word that can stand in a role phrase."""
    phrases = [n for heads in load("roles")["heads"].values() for n in heads] + load("roles")["ranks"]
    phrases += load("roles")["portfolios"]
    return frozenset(w for p in phrases for w in _split(p) if w not in ("of", "the", "-", "for")) | frozenset(
        {"presidents", "ministers", "leaders"}
    )


def find_roles(doc: Doc) -> tuple[Role, ...]:
    """All role phrases of the text in order, none overlapping another."""
    lows = lower_words(doc)
    found: list[Role] = []
    heads, i = _heads(), 0
    while i < len(lows):
        entry = _head_at(lows, i) if lows[i] in heads else None
        if entry is None or (doc[i].is_title and doc[i].is_sent_start is False and not _is_noun(doc, i)):
            i += 1
            continue
        split, noun, public, plural = entry
        if _names_a_staff(doc, i + len(split)):
            i += len(split)
            continue
        if noun == "first secretary" and "general" in lows[i + len(split) : i + len(split) + 2]:
            i += 1  # “Its first secretary-general”
            continue
        if _leads_on(lows, i + len(split), noun):
            i += 1
            continue
        if i and f"{lows[i - 1]} {noun}" in words("roles", "no_posts"):
            i += 1
            continue
        floor = found[-1].end if found else 0
        start = _past_compound(doc, lows, _extend_left(doc, lows, i, floor), noun, floor)
        if lows[start] == "first" and noun in ("secretary-general", "secretary general"):
            start += 1
        head = i + len(split) - 1
        end = _extend_right(lows, head + 1, noun)
        if end == head + 1 and noun in words("roles", "takes_portfolio"):
            end = _past_duty(doc, end, ("of", "for"))
        elif noun in words("roles", "takes_field"):
            end = _past_duty(doc, end, ("of", "in"))
        elif noun in words("roles", "takes_affairs"):
            end = _past_affairs(doc, lows, end)
        elif noun in words("roles", "takes_duty"):
            end = _past_duty(doc, end, ("of", "for", "on"))
        if noun in words("roles", "takes_portfolio") | words("roles", "takes_duty"):
            end = _past_titled_duty(doc, head, end)
        found.append(Role(start, end, head, _text(lows, start, end, i, noun, plural, len(split)), noun, public, plural))
        i = end
    return tuple(found)


def _names_a_staff(doc: Doc, end: int) -> bool:
    """“the German General Staff”, “General Motors”: no general."""
    named = end < len(doc) and doc[end].is_title and doc[end - 1].is_title
    return named and doc[end].lower_ in words("roles", "behind_general") and doc[end - 1].lower_ == "general"


def _leads_on(lows: list[str], end: int, noun: str) -> bool:
    """“deputy” in front of another post is a rank and “justice” a portfolio, not a post."""
    if end >= len(lows) or noun not in words("roles", "ranks") | words("roles", "portfolios"):
        return False
    return _head_at(lows, end) is not None or lows[end] in words("roles", "portfolios")


def _is_noun(doc: Doc, i: int) -> bool:
    return doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "ADP", "VERB", "X")


def _head_at(lows: list[str], i: int) -> tuple[tuple[str, ...], str, bool, bool] | None:
    for entry in _heads().get(lows[i], ()):
        split = entry[0]
        if tuple(lows[i : i + len(split)]) == split:
            return entry
    return None


def _past_compound(doc: Doc, lows: list[str], start: int, noun: str, floor: int) -> int:
    """“the textile minister”, “the UN's relief chief”: a common noun in front that nobody listed as a portfolio."""
    if noun not in words("roles", "takes_compound"):
        return start
    at = start
    while at - 1 > floor and _is_compound(doc, at - 1):
        at -= 1
    return at if at == start else _extend_left(doc, lows, at, floor)


def _is_compound(doc: Doc, at: int) -> bool:
    token = doc[at]
    return token.is_lower and token.tag_ == "NN" and token.dep_ in ("compound", "nmod") and token.head.i > at


def _extend_left(doc: Doc, lows: list[str], start: int, floor: int) -> int:
    single = words("roles", "ranks") | words("roles", "portfolios")
    while start > floor:
        for size in (2, 1):
            if not ranks_before(lows[start - 1], lows[start]) or _is_to_do(doc, start - 1):
                continue
            if start - size >= floor and " ".join(lows[start - size : start]) in single:
                start -= size
                break
        else:
            if start - 2 >= floor and lows[start - 1] == "-" and lows[start - 2] in single:
                start -= 2
                continue
            return start
    return start


def _is_to_do(doc: Doc, at: int) -> bool:
    """“came to press President Eyadéma”: a verb that is worded like a portfolio or rank."""
    return doc[at].tag_ == "VB" and at > 0 and doc[at - 1].lower_ == "to"


def ranks_before(rank: str, word: str) -> bool:
    """“under secretary”, but not “under President Sisi”."""
    return word in load("roles")["ranked_before"].get(rank, (word,))


def _extend_right(lows: list[str], end: int, noun: str) -> int:
    if noun not in words("roles", "takes_portfolio") or end >= len(lows) or lows[end] not in ("of", "for"):
        return end
    at = end + 1
    if at < len(lows) and lows[at] == "the":
        at += 1
    reached = end
    portfolios = words("roles", "portfolios")
    while at < len(lows):
        size = next((s for s in (2, 1) if " ".join(lows[at : at + s]) in portfolios), 0)
        if not size:
            break
        at = reached = at + size
        if at + 1 < len(lows) and lows[at] in ("and", ",", "for"):
            at += 1
    return reached


def _past_duty(doc: Doc, end: int, openers: tuple[str, ...]) -> int:
    """“minister of constitutional development”, “lecturer in maritime law”: a duty or field that nobody listed, in
    small letters and without an article."""
    if end + 1 >= len(doc) or doc[end].lower_ not in openers:
        return end
    at = end + 1
    while at < len(doc) and at < end + 5 and doc[at].is_lower and doc[at].pos_ in ("ADJ", "NOUN"):
        at += 1
    if at <= end + 1 or doc[at - 1].pos_ != "NOUN":
        return end
    joined = at + 1 < len(doc) and doc[at].lower_ == "and" and doc[at + 1].lower_ in words("roles", "portfolios")
    return (
        at + 2
        if joined and doc[at + 1].is_lower and _head_at([t.lower_ for t in doc[at + 1 : at + 4]], 0) is None
        else at
    )


def _past_titled_duty(doc: Doc, head: int, end: int) -> int:
    """“Minister for External Territories”, “assistant secretary of state for inter-American affairs”: a duty with
    capitals in it, known by its last noun."""
    at = head + 1
    if at >= len(doc) or doc[at].lower_ not in ("of", "for", "on"):
        return end
    duties = words("roles", "duties") | words("roles", "portfolios")
    reached, i = end, at + 1
    while i < min(len(doc), at + _DUTY):
        named = doc[i].pos_ in ("PROPN", "NOUN", "ADJ")
        if not (named or (doc[i].lower_ in ("and", "-") and i > at + 1)):
            break
        if named and i >= end and doc[i].lower_ in duties and not (doc[i].is_lower and doc[i - 1].lower_ == "and"):
            reached = i + 1
        i += 1
    written = doc[head].is_title or doc[at].lower_ != "of" or doc[reached - 1].is_lower
    runs_on = reached < len(doc) and doc[reached].is_title and doc[reached].pos_ == "PROPN"
    return reached if written and not runs_on else end  # “the director of Human Rights Watch”


def partisan_before(doc: Doc, at: int) -> str:
    """“Maoist” in front of “leader”, “Peronist” of “senator”: what people of a party are called, or nothing."""
    word = doc[at - 1].text if at and not doc[at].is_sent_start else ""
    return word if word[:1].isupper() and word.endswith(("ist", "ite")) else ""


def _past_affairs(doc: Doc, lows: list[str], end: int) -> int:
    """“ambassador for Arctic affairs”, “ambassador for the Arctic”: what an envoy is sent about."""
    if end + 1 >= len(lows) or lows[end] != "for":
        return end
    article = lows[end + 1] == "the"
    at = end + 1 + article
    while at < min(len(lows), end + 5) and (doc[at].pos_ in ("ADJ", "NOUN", "PROPN")):
        at += 1
    last = lows[at - 1]
    return at if at > end + 1 + article and (last in words("roles", "affairs") or article) else end


def _text(lows: list[str], start: int, end: int, at: int, noun: str, plural: bool, size: int) -> str:
    words_ = lows[start:at] + _split_list(noun) + lows[at + size : end] if plural else lows[start:end]
    return " ".join(words_).replace(" - ", "-")


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(_split_list(phrase))


def _split_list(phrase: str) -> list[str]:
    return list(_tokens(phrase))


def _tokens(phrase: str) -> Iterator[str]:
    for word in phrase.split():
        parts = word.split("-")
        for i, part in enumerate(parts):
            if i:
                yield "-"
            yield part


def _pluralised(noun: str) -> str:
    """“heads of state”, “spokesmen”, “secretaries-general”, “ministers”."""
    first, *rest = noun.split(" of ", 1)
    if rest:
        return f"{_pluralised(first)} of {rest[0]}"
    if noun.endswith(("-general", " general")) and noun.startswith(("secretary", "director", "consul", "attorney")):
        return _plural_word(noun[:-8]) + noun[-8:]
    return _plural_word(noun)


def _plural_word(word: str) -> str:
    for plural, single in _IRREGULAR.items():
        if word.endswith(single):
            return word[: -len(single)] + plural
    if word.endswith("y") and not word.endswith(("ey", "oy", "ay")):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "s")) else "s")
