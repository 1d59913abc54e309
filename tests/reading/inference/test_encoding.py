"""Networks of the standard shape give the same vectors; networks of another shape are not touched."""

from typing import Any

import pytest
import spacy

from comity.reading.inference.encoding import Encoder

TEXT = "The bank of the river was steep and the river was cold.\n"


def network(**encode: int) -> tuple[spacy.language.Language, Any]:
    """A pipeline with one network of random weights, and that network."""
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 32, "attrs": ["NORM", "SHAPE"], "rows": [500, 100],
             "include_static_vectors": False}  # fmt: skip
    shape = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 32, "window_size": 1, **encode}
    nlp = spacy.blank("en")
    config = {"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": shape}}
    component = nlp.add_pipe("tok2vec", config=config)
    nlp.initialize()
    return nlp, component.model


@pytest.mark.parametrize("pieces", [2, 3])
@pytest.mark.parametrize("depth", [2, 4])
def test_vectors_are_those_of_the_network(depth: int, pieces: int) -> None:
    nlp, model = network(depth=depth, maxout_pieces=pieces)
    docs = [nlp.make_doc(TEXT * times) for times in (1, 5, 400)]
    encoder = Encoder.of(model)
    assert encoder is not None
    for own, found in zip(model.predict(docs), encoder(docs), strict=True):
        assert found == pytest.approx(own, abs=1e-4)


def test_wider_windows_are_left_to_the_network() -> None:
    assert Encoder.of(network(depth=2, maxout_pieces=2, window_size=2)[1]) is None
