"""Who takes part in a learnt deed: whoever stands only in what is said of a doer is no doer himself."""

import numpy as np
import pytest

from comity.model import Document
from comity.reading import Reader
from comity.reading.events import hear
from comity.reading.learnt import parts
from comity.reading.learnt.candidates import Around


class Believing:
    """A network that takes everybody for a doer."""

    def chances(self, rows: list[np.ndarray], meaning: np.ndarray) -> np.ndarray:
        return np.tile(np.array([0.9, 0.0], dtype=np.float32), (len(rows), 1))


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Huawei, the Chinese telecoms firm, cut supplies.", ["org:huawei"]),
        ("Huawei, which Chile has banned, stopped the works.", ["org:huawei"]),
        ("Peru and Chile cut supplies.", ["state:PER", "state:CHL"]),
    ],
)
def test_who_is_only_spoken_of_does_nothing(monkeypatch: pytest.MonkeyPatch, text: str, doers: list[str]) -> None:
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(text, published="2014-03-05")))
    stage = next(hear(page)).stage
    around = Around(page, stage.scene)
    around.enter(page.sentences[0])
    verb = next(t for t in page.doc if t.text in ("cut", "stopped"))
    deed = parts.deed_of(stage, around, verb, "SANCTION", 0)
    monkeypatch.setattr(parts, "network", Believing)
    cast = parts.cast(deed)
    assert cast is not None
    assert [r.id for r in cast.actors] == doers
