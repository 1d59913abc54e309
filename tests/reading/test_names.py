"""Names: what kind of name a run of capitals is, by the recogniser's labels."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from comity import register
from comity.model import Document
from comity.reading.names import find_names
from comity.reading.page import Page

WORDS = ["Then", "Zabor", "Quilte", "Movran", "Tefuk", "spoke", "."]


def test_of_two_labels_that_stand_equally_often_the_first_counts() -> None:
    """Not whichever comes first out of a set: that differs from process to process."""
    for labels, kind in ((("PERSON", "ORG"), "person"), (("ORG", "PERSON"), "organisation")):
        ents = ["O", f"B-{labels[0]}", f"I-{labels[0]}", f"B-{labels[1]}", f"I-{labels[1]}", "O", "O"]
        doc = Doc(Vocab(), words=WORDS, ents=ents, pos=["ADV", *["PROPN"] * 4, "VERB", "PUNCT"],
                  sent_starts=[True, *[False] * 6])  # fmt: skip
        names = find_names(Page(Document(doc.text), doc, (), ()), register.default())
        assert [(name.start, name.end, name.kind) for name in names] == [(1, 5, kind)]
