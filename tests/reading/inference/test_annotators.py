"""What the language model gives is the same whether its own components run or their faster equivalents."""

from collections.abc import Callable, Sequence

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from comity.reading.inference.annotators import annotate, annotators
from comity.reading.inference.vocabulary import Vocabulary
from comity.settings import DEFAULT_MODEL

ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB", "NORM")
WORDS = [
    *("the", "this", "that", "which", "but", "not", "n't", "to", "do", "does", "did", "have", "has", "'d", "is", "are"),
    *("was", "'s", "'re", "'ve", "be", "got", "ta", "gon", "na", "let", "ai", "wo", "'ll", "there", "it", "I", "you"),
    *("who", "whose", "what's", "nothin'", "doin'", "ol'", "y'", "all", "c'm", "on", "Ukraine", "Kenya's", "President"),
    *("Tokayev", "United", "Nations", "Security", "Council", "African", "Union", "$5", "million", "12", "Monday", "3"),
    *("May", "2024", "agreed", "signs", "meeting", "met", "sent", "troops", "because", ",", ".", ";", ":", '"', "'"),
    *("(", ")", "-", "\n\n", "\t", ""),
]
TEXTS = (
    "The president of Ghana met his Kenyan counterpart in Nairobi on Monday, and they've agreed to open talks.",
    "We're gonna let's say they ain't comin', y'all; nothin' doin' here. He gets it? You got it, I've gotta go.",
    "Peru\n\nThe Andean Community, which isn't recognised there, said on 3 May 2021 that 40 percent didn't vote.\n",
    "“There were no talks,” he said. That was that: those who did have a say had none, but for the IMF.",
    "She saw him do it. He's been to the U.N. Security Council's office in New York since the 1990s.",
    "",
    " ",
    "No",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def quick(nlp: Language) -> Callable[[Sequence[str]], list[Doc]]:
    steps, vocabulary = annotators(nlp), Vocabulary(nlp, most=100)

    def run(texts: Sequence[str]) -> list[Doc]:
        docs = [vocabulary.make_doc(text) for text in texts]
        annotate(docs, steps)
        return docs

    return run


def layers(doc: Doc) -> dict[str, list[str]]:
    return {name: doc.to_array(name).tolist() for name in ATTRIBUTES}


def test_every_slow_component_of_the_default_model_has_an_equivalent(nlp: Language) -> None:
    names = [type(step).__name__ for step in annotators(nlp)]
    assert names.count("_Own") == 2, names  # the tagger and the lemmatiser
    assert len(names) == len(nlp.pipe_names)


def test_layers_are_those_of_the_pipeline(nlp: Language, quick: Callable[[Sequence[str]], list[Doc]]) -> None:
    for plain, doc in zip(nlp.pipe(TEXTS), quick(TEXTS), strict=True):
        assert layers(doc) == layers(plain)
        assert doc.to_bytes(exclude=["tensor"]) == plain.to_bytes(exclude=["tensor"])
        assert doc.tensor.reshape(plain.tensor.shape) == pytest.approx(plain.tensor, abs=1e-4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), min_size=1, max_size=4))
def test_no_order_of_words_tells_them_apart(
    nlp: Language, quick: Callable[[Sequence[str]], list[Doc]], texts: list[str]
) -> None:
    assert [layers(doc) for doc in quick(texts)] == [layers(doc) for doc in nlp.pipe(texts)]


def test_sentence_starts_that_were_set_are_kept(nlp: Language) -> None:
    pages = []
    for annotated in (lambda doc: nlp(doc), lambda doc: annotate([doc], annotators(nlp))):
        doc = nlp.make_doc("Chad: a new member of it Mali left the African Union in May")
        doc[6].is_sent_start = True
        doc[2].is_sent_start = False
        annotated(doc)
        pages.append(doc)
    assert layers(pages[0]) == layers(pages[1])
    assert [sent.start for sent in pages[1].sents][-1] >= 6


def test_entities_that_stand_already_are_kept(nlp: Language) -> None:
    docs = [nlp.make_doc("Chad left the African Union in May"), nlp.make_doc("Mali left the African Union in May")]
    docs[0].set_ents([Span(docs[0], 1, 2, label="ORG")], default="unmodified")
    annotate(docs, annotators(nlp))
    assert "left" in [entity.text for entity in docs[0].ents]
    assert docs[1].ents


def test_a_component_of_another_kind_runs_as_it_is() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    doc = blank.make_doc("One came. Two went.")
    annotate([doc], annotators(blank))
    assert len(list(doc.sents)) == 2


def test_rules_that_ask_for_more_than_a_token_are_left_to_the_ruler() -> None:
    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "no", "OP": "+"}]], {"LEMMA": "none"})
    assert type(annotators(blank)[0]).__name__ == "_Own"


def test_the_last_rule_has_the_last_word_also_where_two_tokens_are_asked_for() -> None:
    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "go"}, {"LOWER": {"REGEX": "^o"}}]], {"LEMMA": "first"}, index=-1)
    ruler.add([[{"LOWER": {"IN": ["on", "up"]}}]], {"LEMMA": "second", "POS": "ADP"})
    ruler.add([[{"LOWER": "go"}, {"LOWER": {"NOT_IN": ["on"]}}]], {"LEMMA": "third"}, index=1)
    texts = ("go on", "go up", "on go off", "go", "up go on go up")
    plain = [blank(text) for text in texts]
    docs = [blank.make_doc(text) for text in texts]
    annotate(docs, annotators(blank))
    assert type(annotators(blank)[0]).__name__ == "AttributeTable"
    assert [layers(doc) for doc in docs] == [layers(doc) for doc in plain]


def test_a_text_longer_than_a_block_and_shorter_ones_beside_it_are_annotated_alike(
    nlp: Language, quick: Callable[[Sequence[str]], list[Doc]]
) -> None:
    texts = [" ".join(TEXTS[:4]) * 25, *TEXTS, *TEXTS[:4]]
    plain = list(nlp.pipe(texts))
    assert len(plain[0]) > 2000
    assert [layers(doc) for doc in quick(texts)] == [layers(doc) for doc in plain]
