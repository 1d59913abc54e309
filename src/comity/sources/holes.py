"""Telling a text from which words were lost: scrapers that drop links leave grammar behind that nobody writes.

A hole is told, never filled. The patterns are general rules of English: an article, a possessive or a preposition that
has nothing to stand before, a genitive without a noun.
"""

import re

_SHOWN = 60
_HOLE = re.compile(
    r"""
    \b(?:the|a|an)[ ]+[,.;:)] | \b(?:his|her|its|their|our)[ ]as[ ](?:he|she|it|they|we)[ ]\w+ed\b
    | \b(?:is|was|were|are|of|and|in|by|to|for|with|from|as|on|at|that)[ ]['’]s[ ](?=[a-z]) | [,(][ ],
    | \b(?:the|an)[ ](?:the|and|or|for|to|of|in|on|at|by|with|from|is|was|were|has|had)\b(?![-’'])
    | \b(?:between|of|from|by|with)[ ]and[ ](?=[A-Z])
    """,
    re.VERBOSE,
)
# “the or for”, “a to b”: what lists of words and letters hold, and what stands in quotation marks, is no hole.
_QUOTED = re.compile(r"[“\"][^”\"\n]{1,40}[”\"]")


def find_holes(text: str) -> tuple[str, ...]:
    """A doubt that says how many places of `text` seem to lack words, with the first of them; none if there is none."""
    plain = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)
    places = [match.start() for match in _HOLE.finditer(plain)]
    if not places:
        return ()
    start = text.rfind(" ", 0, max(0, places[0] - 20)) + 1
    first = " ".join(text[start : start + _SHOWN].split())
    count = "one place" if len(places) == 1 else f"{len(places)} places"
    return (f"words seem to be missing at {count}, as in “{first} …”",)
