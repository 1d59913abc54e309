"""Training the networks: which word of gold tells a deed, and that what can be learnt is learnt."""

import numpy as np
import pytest

from comity.model import Document
from comity.reading import Reader
from comity.reading.events import hear
from comity.reading.learnt.network import Deeds, Parts
from comity.reading.learnt.tokens import TYPES, WIDTH, Words
from comity.reading.learnt.vectors import SIZE

TEXT = "Chad condemned the raid on Monday. Mali and Niger sat together in Bamako."


@pytest.fixture(scope="module")
def bench(script):
    return script("learning"), script("learning_networks")


def row(exact, type_, trigger=None):
    start = TEXT.index(exact)
    evidence = {"start": start, "end": start + len(exact), "exact": exact}
    if trigger:
        evidence["trigger"] = [TEXT.index(trigger), TEXT.index(trigger) + len(trigger)]
    chad = {"id": "state:TCD", "name": "Chad", "for": None}
    return {"event_type": type_, "evidence": [evidence], "actors": [chad], "recipients": []}


def test_a_deed_is_told_by_the_word_that_gold_marks_or_else_by_that_of_a_frame(bench):
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2024-01-03")))
    events = [
        row("Chad condemned the raid", "ACCUSE"),
        row("the raid", "ASSAULT", "raid"),
        row("Niger sat together", "CONSULT"),
    ]
    found = bench[0].triggers_of(page, list(hear(page, learnt=False)), events)
    words = {page.doc[at].text: [known["event_type"] for known in rows] for at, rows in found.items()}
    assert words == {"condemned": ["ACCUSE"], "raid": ["ASSAULT"], "sat": ["CONSULT"]}


def test_a_document_teaches_its_sentences_and_the_parties_of_its_deeds(bench):
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2024-01-03")))
    lesson = bench[0].lesson_of(page, [row("Chad condemned the raid", "ACCUSE", "condemned")])
    assert [int(s.types.max()) for s in lesson.samples] == [1 + TYPES.index("ACCUSE"), 0]
    assert [0.0, 0.0] in [p.parts.tolist() for p in lesson.parties] or len(lesson.parties) == 1
    assert sum(float(p.parts[0]) for p in lesson.parties) == 1.0


def test_the_deeds_network_learns_what_a_word_shows(bench):
    _, networks = bench
    random = np.random.default_rng(1)
    samples = []
    for at in range(320):
        rows = random.normal(0, 0.1, (6, WIDTH)).astype(np.float32)
        place, type_ = at % 6, 1 + at % 2
        rows[place, type_] = 3.0
        types = np.zeros(6, dtype=int)
        types[place] = type_
        samples.append(networks.Sample(Words(rows, np.zeros(6, dtype=int), np.arange(6), np.array([0])), types))
    learnt = Deeds(networks.train_deeds(samples))
    right = [(learnt.chances(s.words).argmax(axis=1) == s.types).mean() for s in samples[:40]]
    assert np.mean(right) > 0.95


def test_the_parts_network_learns_what_a_feature_shows(bench):
    _, networks = bench
    parties = []
    for at in range(1200):
        features = np.array([7, 11 if at % 2 else 13, 100 + at % 5])
        wanted = np.array([at % 2, 1 - at % 2], dtype=np.float32)
        parties.append(networks.Party(features, np.zeros(2 * SIZE, dtype=np.float32), wanted))
    learnt = Parts(networks.train_parts(parties))
    doing, suffering = learnt.chances([np.array([7, 11]), np.array([7, 13])], np.zeros((2, 2 * SIZE), np.float32))
    assert doing[0] > 0.5 > doing[1]
    assert suffering[1] > 0.5 > suffering[0]
