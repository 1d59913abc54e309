"""A parser is any pipeline that has what reading needs, by package or folder; anything else is said to be none."""

from pathlib import Path

import pytest
import spacy

from comity.errors import UserError
from comity.model import Document
from comity.reading.parsing import Parser
from comity.settings import DEFAULT_MODEL


def test_a_folder_is_a_model_and_named_by_what_it_calls_itself(parser: Parser) -> None:
    """A reading made from a folder does not tell where on a disk that folder was."""
    other = Parser(str(parser.nlp.path))
    document = Document("Sweden joined NATO in March. Hungary had delayed the vote.")
    assert other.name.startswith(f"{parser.nlp.meta['lang']}_{parser.nlp.meta['name']}-")
    assert [t.dep_ for t in other.parse(document).doc] == [t.dep_ for t in parser.parse(document).doc]


def test_a_package_keeps_its_name(parser: Parser) -> None:
    assert parser.name.startswith(f"{DEFAULT_MODEL}-")


@pytest.mark.parametrize(("model", "told"), [("no_such_model", "not installed"), ("json", "not installed")])
def test_what_is_no_model_is_said_so(model: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        Parser(model)


def test_a_package_without_a_pipeline_is_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy takes any installed package for a model and fails on its missing `load`."""
    made = tmp_path / "hollow_model-1.0.dist-info"
    made.mkdir()
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: hollow_model\nVersion: 1.0\n")
    (tmp_path / "hollow_model.py").write_text("NOTHING = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UserError, match="no model that spaCy can load"):
        Parser("hollow_model")


def test_a_model_that_lacks_a_component_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(UserError, match="no tagger and no parser and no lemmatizer and no ner"):
        Parser(str(tmp_path / "blank"))
