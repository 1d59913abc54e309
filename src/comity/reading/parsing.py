"""Parsing: one document becomes one spaCy Doc whose tokens keep the document's own offsets.

Passages begin sentences and colons never end one, so glued headings and “a new member: Belarus” parse as meant.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from comity.errors import UserError
from comity.model import Document
from comity.reading.inference.annotators import annotate, annotators
from comity.reading.inference.vocabulary import Vocabulary
from comity.reading.lexicon import load, words
from comity.reading.page import Page, Passage, Sentence
from comity.reading.passages import find_passages

# Each character is replaced by one character, so that offsets stay those of the document.
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " ",
                        "\u2009": " ", "\u202f": " ", "\t": " ", "\u2015": "–"})  # fmt: skip
# A hyphen that stands free is a dash, which the model knows to part clauses.
_DASH = re.compile(r"(?<= )-(?= )")
# The tokenizer takes marks off a word one by one, in time that grows with the square of its length.
_UNBROKEN = re.compile(r"\S{300,}")
_MARK = re.compile(r"[^\w\s]")
# A quotation mark between letters, with the comma or stop before it.
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])[,.:;!?]?\"(?=[^\W\d_])")
_BATCH_CHARACTERS = 100_000

_ABBREVIATION = re.compile(r"(?<!, )(?<!\()\b[A-Z]{4,8}\b")
_KNOWN_ABBREVIATION = "obama"
_KNOWN_MEASURE, _KNOWN_MEASURES = "measure", "measures"
_KNOWN_RANK, _KNOWN_GROUPS = "original", "includes"
_KNOWN_PAST = "told"
_BEFORE_VERB = frozenset({",", ")", "which"})


_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
"""Components without which nothing can be read; attribute rulers and the like are the model's own affair."""


class Parser:
    """A loaded spaCy pipeline that turns documents into pages."""

    def __init__(self, model: str) -> None:
        self.nlp = _load(model)
        _mend_lemmas(self.nlp)
        self._annotators = annotators(self.nlp)
        self._vocabulary = Vocabulary(self.nlp)
        self.name = _name(self.nlp, model)

    def parse(self, document: Document) -> Page:
        """The page of one document, without mentions and dates."""
        return next(iter(self.parse_many([document])))

    def parse_many(self, documents: Iterable[Document], batch_size: int = 16) -> Iterator[Page]:
        """Pages in the order of the documents; the parser works on `batch_size` documents at a time."""
        for batch in _batches(documents, batch_size):
            passages = [find_passages(document.text) for document in batch]
            docs = [self._prepare(document, found) for document, found in zip(batch, passages, strict=True)]
            annotate(docs, self._annotators)
            for document, doc, found in zip(batch, docs, passages, strict=True):
                yield Page(document, doc, found, _sentences(doc, found))

    def _prepare(self, document: Document, passages: tuple[Passage, ...]) -> Doc:
        doc = self._vocabulary.make_doc(_without_datelines(_make_plain(document.text), passages))
        starts = {p.start for p in passages}
        _part_words(doc, starts)
        colon, *marks = (doc.vocab.strings[mark] for mark in (":", '"', "'"))
        _name_abbreviations(doc)
        _name_measures(doc)
        _name_members(doc)
        _name_pasts(doc)
        after_colon = False
        for i, (start, space, word) in enumerate(doc.to_array(["IDX", "IS_SPACE", "ORTH"]).tolist()):
            if start in starts:
                doc[i].is_sent_start = True
            elif space or after_colon or (word in marks and _hangs_on(doc, i)):
                doc[i].is_sent_start = False
            after_colon = word == colon
        return doc


def _load(model: str) -> Language:
    """The pipeline of an installed package or a folder."""
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise UserError(f"The language model “{model}” is not installed; install it or unset COMITY_MODEL.") from error
    except (AttributeError, ValueError) as error:
        raise UserError(
            f"“{model}” is no model that spaCy can load; name an installed pipeline or its folder in COMITY_MODEL."
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise UserError(
            f"The language model “{model}” has no {' and no '.join(missing)}; name another in COMITY_MODEL."
        )
    return nlp


def _name(nlp: Language, model: str) -> str:
    """What readings are said to be made with: the package, or of a folder what the model calls itself."""
    told = f"{nlp.meta['lang']}_{nlp.meta['name']}" if Path(model).is_dir() else model
    return f"{told}-{nlp.meta['version']}"


def _make_plain(text: str) -> str:
    """The text with the marks that the model knows, each in the place of its own; no word is endless with marks."""
    plain = _DASH.sub("–", text.translate(_PLAIN))
    return _UNBROKEN.sub(lambda run: _MARK.sub(" ", run[0]), plain)


def _without_datelines(text: str, passages: Sequence[Passage]) -> str:
    """The text with datelines blank: “BRUSSELS, May 18 – ” in front makes the model misread a subject."""
    for passage in passages:
        if passage.kind == "dateline":
            text = f"{text[: passage.start]}{' ' * (passage.end - passage.start)}{text[passage.end :]}"
    return text


def _name_abbreviations(doc: Doc) -> None:
    """Let the model take “ECOWAS” for the name that it is: rare letters alone look like an adjective to it."""
    for found in _ABBREVIATION.finditer(doc.text):
        span = doc.char_span(*found.span())
        if span is not None and len(span) == 1:
            span[0].norm_ = _KNOWN_ABBREVIATION


def _name_measures(doc: Doc) -> None:
    """Let the model take “asset freezes” for things: a noun that is a verb elsewhere breaks its sentence."""
    terms = load("lemmas")["measures"]
    for token in doc:
        before = terms.get(token.lower_)
        if before is not None and token.i and doc[token.i - 1].lower_ in before.split():
            token.norm_ = _KNOWN_MEASURES if token.lower_.endswith("s") else _KNOWN_MEASURE


def _name_members(doc: Doc) -> None:
    """Let the model see no verb in “are founding members” and one in “the pact, made in May, groups Chad and Niger”."""
    for token in doc[:-1]:
        if token.lower_ == "founding" and token.nbor().lower_ in words("memberships", "membership_words"):
            token.norm_ = _KNOWN_RANK
        elif token.lower_ == "groups" and token.i and token.nbor(-1).text in _BEFORE_VERB and token.nbor().is_title:
            token.norm_ = _KNOWN_GROUPS


def _name_pasts(doc: Doc) -> None:
    """Let the model see the verb in “Chad overran Faya-Largeau”: a rare form between names looks like one to it."""
    rare = words("lemmas", "rare_pasts")
    for token in doc[1:-1]:
        if token.lower_ in rare and token.is_lower and token.nbor(-1).is_title and token.nbor().is_title:
            token.norm_ = _KNOWN_PAST


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """The documents in batches of `size`; fewer where they are long, so that the parser's matrices stay small."""
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == size or sum(len(d.text) for d in batch) >= _BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def _mend_lemmas(nlp: Language) -> None:
    """Take rare verbs that hide common ones from the pipeline's rule lemmatiser, if it has one."""
    lemmatiser = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups = getattr(lemmatiser, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        index = lookups.get_table("lemma_index")
        index["verb"] = frozenset(index["verb"]) - words("lemmas", "rare_verbs")
        lookups.get_table("lemma_exc")["verb"] |= {form: [verb] for form, verb in load("lemmas")["forms"].items()}


def _part_words(doc: Doc, starts: set[int]) -> None:
    """Part words where a space was lost: a passage begins inside (“CouncilTurkey”), a quotation (“said,"We”)."""
    glued = {at for m in _GLUED_MARK.finditer(doc.text) for at in (m.start(), m.end() - 1, m.end())}
    edges = set(doc.to_array("IDX").tolist())
    for at in sorted((starts | glued) - edges):
        token = next((t for t in doc if t.idx < at < t.idx + len(t)), None)
        if token is not None:
            with doc.retokenize() as retokenizer:
                cut = at - token.idx
                parts = [token.text[:cut], token.text[cut:]]
                retokenizer.split(token, parts, heads=[(token, 0), (token, 1)])


def _hangs_on(doc: Doc, i: int) -> bool:
    """Whether a quotation mark closes: it stands right behind a word."""
    return i > 0 and not doc[i - 1].whitespace_ and not doc[i - 1].is_space


def _sentences(doc: Doc, passages: tuple[Passage, ...]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    at = 0
    for span in doc.sents:
        while at + 1 < len(passages) and passages[at + 1].start <= span.start_char:
            at += 1
        if passages and not all(token.is_space for token in span):
            found.append(Sentence(len(found), span, passages[at], span.start))
    return tuple(found)
