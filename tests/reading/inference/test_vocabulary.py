"""Words leave with the documents they came with; what is said of a document does not depend on it."""

from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from comity.reading.inference.annotators import annotate, annotators
from comity.reading.inference.vocabulary import Vocabulary
from comity.settings import DEFAULT_MODEL

ATTRIBUTES = ("ORTH", "LOWER", "NORM", "SHAPE", "IS_STOP", "LIKE_NUM", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD",
              "ENT_TYPE", "ENT_IOB")  # fmt: skip
TEXTS = [
    f"President Tavo{end} of Ghana met the Quil{end}an minister in Nairobi on Monday, and they didn't agree. He's left."
    for end in ("ro", "lin", "mek", "sut", "pand", "vish")
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(DEFAULT_MODEL)


def read(nlp: Language, vocabulary: Vocabulary) -> Iterator[Doc]:
    steps = annotators(nlp)
    for text in TEXTS:
        doc = vocabulary.make_doc(text)
        annotate([doc], steps)
        yield doc


def test_documents_are_those_of_the_pipeline_whenever_a_vocabulary_is_begun_anew(nlp: Language) -> None:
    docs = list(read(nlp, Vocabulary(nlp, most=5)))
    assert len({id(doc.vocab) for doc in docs}) > 2
    for doc, expected in zip(docs, nlp.pipe(TEXTS), strict=True):
        assert doc.to_array(ATTRIBUTES).tolist() == expected.to_array(ATTRIBUTES).tolist()
        assert doc.to_bytes(exclude=["tensor"]) == expected.to_bytes(exclude=["tensor"])
        assert [str(token.morph) for token in doc] == [str(token.morph) for token in expected]


def test_a_document_that_was_kept_is_read_as_before(nlp: Language) -> None:
    docs = read(nlp, Vocabulary(nlp, most=1))
    first = next(docs)
    before = [(t.text, t.lemma_, t.tag_, t.dep_, str(t.morph)) for t in first], [e.label_ for e in first.ents]
    for _ in docs:
        pass
    assert before == ([(t.text, t.lemma_, t.tag_, t.dep_, str(t.morph)) for t in first], [e.label_ for e in first.ents])


def test_no_words_stay_with_the_pipeline_and_few_with_the_vocabulary() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    vocabulary = Vocabulary(nlp, most=50)
    words, strings = len(nlp.vocab), len(nlp.vocab.strings)
    sizes = [len(vocabulary.make_doc(" ".join(f"Zog{n}a{i}" for i in range(20))).vocab) for n in range(30)]
    assert (len(nlp.vocab), len(nlp.vocab.strings)) == (words, strings)
    assert max(sizes) <= words + 50 + 20
    assert sizes[-1] < words + 100


def test_vocabularies_that_go_side_by_side_do_not_disturb_each_other(nlp: Language) -> None:
    vocabulary = Vocabulary(nlp, most=1)
    pairs = list(zip(read(nlp, vocabulary), read(nlp, vocabulary), strict=True))
    assert all([t.lemma_ for t in one] == [t.lemma_ for t in other] for one, other in pairs)


def test_a_component_that_asks_the_pipeline_for_words_gets_documents_of_the_pipeline() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("attribute_ruler").add([[{"LOWER": "no", "OP": "+"}]], {"LEMMA": "none"})
    assert Vocabulary(blank, most=0).make_doc("no, no").vocab is blank.vocab


def test_a_tokenizer_of_another_kind_makes_the_documents() -> None:
    blank = spacy.blank("en")
    blank.tokenizer = lambda text: Doc(blank.vocab, words=[text])
    assert [token.text for token in Vocabulary(blank).make_doc("one word")] == ["one word"]
