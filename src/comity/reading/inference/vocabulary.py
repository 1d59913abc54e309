"""Vocabulary: the words that documents are made of, begun anew when they have become many.

A pipeline keeps every word that it ever met, and news never runs out of names. Here documents take their words from a
copy of the pipeline's vocabulary. Each document holds on to its own, so a copy left behind goes with its last document.
"""

from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, Lemmatizer, Tagger, Tok2Vec
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
        return Tokenizer(
            _copy(self._nlp.vocab), rules=own.rules, prefix_search=own.prefix_search, suffix_search=own.suffix_search,
            infix_finditer=own.infix_finditer, token_match=own.token_match, url_match=own.url_match,
            faster_heuristics=own.faster_heuristics,
        )  # fmt: skip


def _asks_documents(pipe: Any) -> bool:
    if type(pipe) is AttributeRuler:
        return AttributeTable.of(pipe) is not None
    return type(pipe) in _ASK_DOCUMENTS


def _copy(vocab: Any) -> Any:
    """A vocabulary with the strings, vectors and properties of `vocab`; words come into it as they are met.

    All strings, since components do not tell every name that they call things by: not a parser's for crossing arcs.
    """
    copy: Any = Vocab(
        lex_attr_getters=vocab.lex_attr_getters, lookups=vocab.lookups,
        writing_system=vocab.writing_system, get_noun_chunks=vocab.get_noun_chunks,
    )  # fmt: skip
    copy.cfg.update(vocab.cfg)
    for string in vocab.strings:
        copy.strings.add(string)
    # To assign vectors adds the strings of the vocabulary that they were assigned to before: the last copy's.
    vocab.vectors.strings = vocab.strings
    copy.vectors = vocab.vectors
    return copy
