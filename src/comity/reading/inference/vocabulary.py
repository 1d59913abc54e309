"""Vocabulary: the words that documents are made of, begun anew when they have become many.

A pipeline keeps every word that it ever met, and news never runs out of names. Here documents take their words from a
copy of the pipeline's vocabulary. Each document holds on to its own, so a copy left behind goes with its last document.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, Lemmatizer, Tagger, Tok2Vec
from spacy.strings import StringStore
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from comity.reading.inference.attributes import AttributeTable

MOST = 10_000
"""Words that come into a copy before the next one is begun: those of some hundred articles, in some 7 MB."""
_ASK_DOCUMENTS = (Tok2Vec, Tagger, DependencyParser, EntityRecognizer, EnglishLemmatizer)
"""Components that ask the document for its words and never their own vocabulary."""


class Vocabulary:
    """Makes documents of texts as a pipeline does, and keeps what is kept of words from growing without end.

    With a component that looks words up in the pipeline itself, documents are the pipeline's own, and it does grow.
    """

    def __init__(self, nlp: Language, most: int = MOST) -> None:
        """A copy takes `most` words, and then those of one more document."""
        self._nlp = nlp
        self._copied = type(nlp.tokenizer) is Tokenizer and all(_asks_documents(pipe) for _, pipe in nlp.pipeline)
        tokenizer: Any = self._begin() if self._copied else nlp.tokenizer
        self._tokenizer = tokenizer
        self._most = most + len(tokenizer.vocab) if self._copied else most

    def make_doc(self, text: str) -> Doc:
        """The words of `text`, with nothing said of them yet."""
        tokenizer = self._tokenizer
        if self._copied and len(tokenizer.vocab) > self._most:
            tokenizer = self._tokenizer = self._begin()
        doc: Doc = tokenizer(text)
        return doc

    def _begin(self) -> Any:
        """The pipeline's tokenizer over a fresh copy of its vocabulary; the lemmas that are kept by word go too."""
        for _, pipe in self._nlp.pipeline:
            if isinstance(pipe, Lemmatizer):
                pipe.cache.clear()
        own: Any = self._nlp.tokenizer
        vocab = _copy(self._nlp.vocab, set(_labels(self._nlp)))
        return Tokenizer(
            vocab, rules=own.rules, prefix_search=own.prefix_search, suffix_search=own.suffix_search,
            infix_finditer=own.infix_finditer, token_match=own.token_match, url_match=own.url_match,
            faster_heuristics=own.faster_heuristics,
        )  # fmt: skip


def _asks_documents(pipe: Any) -> bool:
    if type(pipe) is AttributeRuler:
        return AttributeTable.of(pipe) is not None
    return type(pipe) in _ASK_DOCUMENTS


def _labels(nlp: Any) -> Iterator[str]:
    """Every string that the components call words by: tags, labels of arcs, crossing ones too, and of entities."""
    for _, pipe in nlp.pipeline:
        yield from pipe.labels
        if isinstance(pipe, AttributeRuler):
            yield from (nlp.vocab.strings[value] for values in pipe.attrs for value in values.values())
        if isinstance(pipe, DependencyParser | EntityRecognizer):
            yield from (label for labels in pipe.moves.labels.values() for label in labels)


def _copy(vocab: Any, labels: Iterable[str]) -> Any:
    """A vocabulary like `vocab` with nothing in it but labels and vectors; words come into it as they are met."""
    copy: Any = Vocab(
        lex_attr_getters=vocab.lex_attr_getters, lookups=vocab.lookups,
        writing_system=vocab.writing_system, get_noun_chunks=vocab.get_noun_chunks,
    )  # fmt: skip
    copy.cfg.update(vocab.cfg)
    for label in labels:
        copy.strings.add(label)
    # To assign vectors adds all strings of the vocabulary that they were assigned to before.
    vocab.vectors.strings = StringStore()
    copy.vectors = vocab.vectors
    return copy
