"""Whether words stand in a text of the record exactly so: what a quotation has to pass before it is published."""

import difflib
import re
from collections.abc import Iterator

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.quoted import differences
from comity.asking.rows import VerbatimRow
from comity.edtf import bounds
from comity.errors import UserError
from comity.recording.passages import around
from comity.recording.stored import DocumentHead

SHORTEST = 12
"""Characters below which words are too common to prove anything."""
CANDIDATES = 20
"""Passages looked at for words that stand nowhere exactly so."""
NEAR = 0.6
"""Share of words in common from which a passage is shown as the nearest."""
TERMS = 6
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_WORD = re.compile(r"\w{3,}")


def verify(asked: Asked, quote: str, document: str | None = None) -> Answer[VerbatimRow]:
    """Each place where the words stand, else the nearest passage with what differs there.

    White space and the shape of quotation marks and dashes do not count; every word and sign does. `document` keeps
    one text. Words of less than twelve characters are told as `too-short`.
    """
    words = " ".join(quote.split())
    asked.take(quote=words, document=document)
    if document and asked.view.document(document) is None:
        raise UserError(f"No document of this record has the id {document}; leave it out to look in all.")
    if len(words) < SHORTEST:
        return asked.answer(VerbatimRow, [_verdict("too-short", words)])
    texts = list(_texts(asked, words, document))
    found = [row for head, text in texts for row in _places(head, text, words)]
    if found:
        return asked.answer(VerbatimRow, sorted(found, key=_published))
    nearest = _nearest(texts, words)
    return asked.answer(VerbatimRow, [nearest or _verdict("not-found", words)])


def _texts(asked: Asked, words: str, document: str | None) -> Iterator[tuple[DocumentHead, str]]:
    """Texts in which the words can stand: the one named, else those that hold the longest of them."""
    if document:
        found = asked.view.document(document)
        if found:
            yield found[0], found[1]
        return
    longest = sorted(set(_WORD.findall(words)), key=lambda word: (-len(word), word))
    heads: dict[str, DocumentHead] = {}
    for count in range(min(TERMS, len(longest)), 0, -1):
        query = " ".join(f'"{word}"' for word in longest[:count])
        heads = {passage.document.id: passage.document for passage in asked.view.search(query, limit=CANDIDATES)}
        if heads:
            break
    texts = asked.view.texts(heads)
    yield from ((head, texts[id]) for id, head in heads.items())


def find_places(text: str, words: str) -> list[tuple[int, int]]:
    """Offsets of each place where the words stand in the text, end exclusive."""
    pattern = r"\s+".join(re.escape(word) for word in _plain(words).split())
    return [match.span() for match in re.finditer(pattern, _plain(text))] if pattern else []


def _places(head: DocumentHead, text: str, words: str) -> Iterator[VerbatimRow]:
    """Where the words stand in a text, each with its sentence."""
    for first, last in find_places(text, words):
        start, end = around(text, first, last)
        yield VerbatimRow(
            verdict="verbatim",
            quote=text[first:last],
            start=first,
            end=last,
            sentence=text[start:end],
            differences=(),
            document=head.id,
            title=head.title,
            publisher=head.publisher,
            published=head.published,
        )


def _nearest(texts: list[tuple[DocumentHead, str]], words: str) -> VerbatimRow | None:
    """The sentence with most words in common, if there are enough of them."""
    sentences = [(head, start, sentence) for head, text in texts for start, sentence in _sentences(text)]
    wanted = _plain(words).casefold().split()
    scored = [(_likeness(sentence, wanted), head, start, sentence) for head, start, sentence in sentences]
    best = max(scored, key=lambda item: item[0], default=None)
    if best is None or best[0] < NEAR:
        return None
    _, head, start, sentence = best
    return VerbatimRow(
        verdict="altered",
        quote=sentence,
        start=start,
        end=start + len(sentence),
        sentence=sentence,
        differences=differences(sentence, words),
        document=head.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
    )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    while place < len(text):
        start, end = around(text, place, place + 1)
        if text[start:end].strip():
            yield start, text[start:end]
        place = max(end, place) + 1


def _likeness(sentence: str, wanted: list[str]) -> float:
    """How much of the wanted words stands in the sentence in their order."""
    matcher = difflib.SequenceMatcher(None, _plain(sentence).casefold().split(), wanted, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(wanted), 1)


def _verdict(verdict: str, words: str) -> VerbatimRow:
    return VerbatimRow(verdict, words, None, None, None, (), None, None, None, None)


def _plain(text: str) -> str:
    """The text with signs of one meaning made one, character for character."""
    return text.translate(_SIGNS)


def _published(row: VerbatimRow) -> tuple[str, str, int]:
    day = bounds(row.published).earliest if row.published else None
    return (day.isoformat() if day else "9999", row.document or "", row.start or 0)
