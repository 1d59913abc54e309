"""Who takes part in a learnt deed: not who is only spoken of or judges it, and the person rather than his state."""

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


class Doubting:
    """A network that is not sure of anybody."""

    def chances(self, rows: list[np.ndarray], meaning: np.ndarray) -> np.ndarray:
        return np.tile(np.array([0.3, 0.0], dtype=np.float32), (len(rows), 1))


class Farsighted:
    """A network that trusts those farther away more."""

    def chances(self, rows: list[np.ndarray], meaning: np.ndarray) -> np.ndarray:
        doing = np.linspace(0.5, 0.9, len(rows), dtype=np.float32)
        return np.stack((doing, np.zeros_like(doing)), axis=1)


def doers_of(monkeypatch: pytest.MonkeyPatch, network: type, text: str, word: str, type_: str) -> list[str] | None:
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(text, published="2014-03-05")))
    stage = next(hear(page)).stage
    around = Around(page, stage.scene)
    around.enter(page.sentences[0])
    deed = parts.deed_of(stage, around, next(t for t in page.doc if t.text == word), type_, 0)
    monkeypatch.setattr(parts, "network", network)
    cast = parts.cast(deed)
    return [r.id for r in cast.actors] if cast else None


@pytest.mark.parametrize(
    ("text", "word", "doers"),
    [
        ("Huawei, the Chinese telecoms firm, cut supplies.", "cut", ["org:huawei"]),
        ("Huawei, which Chile has banned, stopped the works.", "stopped", ["org:huawei"]),
        ("Peru and Chile cut supplies.", "cut", ["state:PER", "state:CHL"]),
    ],
)
def test_who_is_only_spoken_of_does_nothing(
    monkeypatch: pytest.MonkeyPatch, text: str, word: str, doers: list[str]
) -> None:
    assert doers_of(monkeypatch, Believing, text, word, "SANCTION") == doers


def test_the_person_acts_before_whose_name_his_state_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Iranian President Hassan Rouhani cut supplies."
    assert doers_of(monkeypatch, Farsighted, text, "cut", "SANCTION") == ["person:hassan-rouhani"]


def test_who_judges_a_deed_has_not_done_it(monkeypatch: pytest.MonkeyPatch) -> None:
    doers = doers_of(monkeypatch, Believing, "Peru deplored the arrest of two men by Chile.", "arrest", "COERCE")
    assert doers is not None
    assert "state:CHL" in doers
    assert "state:PER" not in doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [("Peru met Chile and cut supplies.", ["state:PER"]), ("Peru met Chile as supplies were cut.", None)],
)
def test_a_doubtful_doer_is_none_where_the_clause_names_nobody(
    monkeypatch: pytest.MonkeyPatch, text: str, doers: list[str] | None
) -> None:
    assert doers_of(monkeypatch, Doubting, text, "cut", "SANCTION") == doers
