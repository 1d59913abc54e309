"""Quotations: every case of `cases/quotations.yaml`, and statements made of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Document, Reference
from comity.reading.page import Mention, Page
from comity.reading.parsing import Parser
from comity.reading.quotations import is_quotation, read_quotations
from comity.reading.quoting.attributions import find_attributions
from comity.reading.quoting.cues import cue_lexicon

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("quotations.yaml").read_text(encoding="utf-8"))


def named(parser: Parser, text: str, **people: str) -> Page:
    """The page of `text`, its named words resolved to the ids given."""
    page = parser.parse(Document(text=text, published="2024-05-01"))
    mentions = tuple(
        Mention(t.i, t.i + 1, t.i, "name", (Reference(people[t.text], t.text),)) for t in page.doc if t.text in people
    )
    by_head = {m.head: m for m in mentions}
    return replace(page, mentions=mentions, heads=by_head, covering=by_head)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(parser: Parser, case: dict[str, Any]) -> None:
    page = parser.parse(Document(text=case["text"]))
    found = [
        [a.source.text if a.source else None, a.lemma, _form(a.form), _words(page, a.content)]
        for a in find_attributions(page)
        if is_quotation(a)
    ]
    assert found == case["said"]


def _form(form: str) -> str:
    return "direct" if form == "direct" else "indirect"


def _words(page: Page, content: tuple[tuple[int, int], ...]) -> str:
    return " ".join(page.document.text[start:end] for start, end in content)


def test_a_paragraph_makes_a_statement(parser: Parser) -> None:
    text = "“The first ship left,” Hruby said. “It carried grain.\n\n“The second ship never left.”"
    found = read_quotations(named(parser, text, Hruby="person:pavel-hruby"))
    assert [(q.text, len(q.evidence)) for q in found] == [
        ("The first ship left It carried grain.", 2),
        ("The second ship never left.", 1),
    ]
    assert {q.speaker.id for q in found} == {"person:pavel-hruby"}


def test_joint_speakers_get_a_statement_each(parser: Parser) -> None:
    found = read_quotations(
        named(parser, "Kovac and Hruby said the port was safe.", Kovac="person:k", Hruby="person:h")
    )
    assert [q.speaker.id for q in found] == ["person:k", "person:h"]


def test_quoted_part_of_a_clause_is_evidence_of_its_own(parser: Parser) -> None:
    found = read_quotations(named(parser, "Kovac said the offer was “an insult to voters”.", Kovac="person:k"))
    assert [[e.exact for e in q.evidence] for q in found] == [["the offer was", "an insult to voters"]]
    assert found[0].form == "indirect"


def test_nobody_is_invented_for_an_unknown_speaker(parser: Parser) -> None:
    assert read_quotations(parser.parse(Document(text="They said the port was safe."))) == ()


def test_communique_speaks_for_the_body_the_page_is_about(parser: Parser) -> None:
    text = "OSCE ministers met in Riga. OSCE envoys spoke. The communiqué stated that the bloc threatens nobody."
    found = read_quotations(named(parser, text, OSCE="org:OSCE"))
    assert [(q.speaker.id, q.text) for q in found] == [("org:OSCE", "the bloc threatens nobody")]


def test_statement_speaks_for_whom_it_is_read(parser: Parser) -> None:
    text = "A statement read by spokesman Kovac on behalf of Secretary Hruby said: “The port stays open to all.”"
    found = read_quotations(named(parser, text, Kovac="person:k", Hruby="person:h"))
    assert [(q.speaker.id, q.text) for q in found] == [("person:h", "The port stays open to all.")]


def test_leaders_without_an_article_speak_for_their_body(parser: Parser) -> None:
    text = "OSCE ministers met in Riga. Leaders noted that the border is open. The leaders said it is not."
    found = read_quotations(named(parser, text, OSCE="org:OSCE"))
    assert [(q.speaker.id, q.text) for q in found] == [("org:OSCE", "the border is open")]


def test_speech_within_speech_needs_a_named_speaker(parser: Parser) -> None:
    text = "“I think we lost. People say so. Hruby says the port is safe,” Kovac said."
    page = named(parser, text, Kovac="person:k", Hruby="person:h", I="person:k", People="group:people")
    assert [q.speaker.id for q in read_quotations(page)] == ["person:k", "person:h"]


def test_somebody_without_a_name_is_heard_by_what_he_is(parser: Parser) -> None:
    text = "“They took the radio,” a shopkeeper said. A shopkeeper said the port was shut. A host said it was open."
    found = read_quotations(parser.parse(Document(text=text)))
    said = ["They took the radio", "the port was shut"]
    assert [(q.speaker.id, q.text) for q in found] == [("person:shopkeeper", words) for words in said]


def test_an_adjective_tells_somebody_without_a_name_apart(parser: Parser) -> None:
    text = "Western diplomats said the port was shut. The shopkeepers said it was open."
    assert [q.speaker.id for q in read_quotations(parser.parse(Document(text=text)))] == ["group:western-diplomats"]


def test_whoever_adds_something_spoke_before(parser: Parser) -> None:
    text = "The ship stopped, Kovac said. Soldiers freed Hruby at sea. Three men were dead, he added."
    found = read_quotations(named(parser, text, Kovac="state:IND", Hruby="person:h"))
    assert [q.speaker.id for q in found] == ["state:IND", "state:IND"]


def test_name_behind_a_title_speaks(parser: Parser) -> None:
    text = "“We wait,” the league's chief, Ana Kovac, said."
    found = read_quotations(named(parser, text, chief="group:rebels", Kovac="person:k"))
    assert [q.speaker.id for q in found] == ["person:k"]


def test_officials_in_a_capital_speak_for_its_state(parser: Parser) -> None:
    page = named(parser, "Officials in Paris said the port was shut.", Paris="place:paris")
    paris = replace(page.mentions[0], government=Reference("state:FRA", "Paris"))
    page = replace(page, mentions=(paris,), heads={paris.head: paris}, covering={paris.head: paris})
    assert [q.speaker.id for q in read_quotations(page)] == ["state:FRA"]


def test_places_say_nothing(parser: Parser) -> None:
    assert read_quotations(named(parser, "Riga said the port was shut.", Riga="place:riga")) == ()


def test_he_is_not_the_one_named_in_his_own_words(parser: Parser) -> None:
    text = "“We wait,” Kovac said. If Hruby goes, he said, the talks will end."
    page = named(parser, text, Kovac="person:k", Hruby="person:h", he="person:h")
    pronouns = {t.i for t in page.doc if t.text == "he"}
    page = replace(page, mentions=tuple(replace(m, form="pronoun") if m.head in pronouns else m for m in page.mentions))
    assert [q.speaker.id for q in read_quotations(page)] == ["person:k", "person:k"]


def test_nobody_tells_himself(parser: Parser) -> None:
    page = named(
        parser,
        "Kovac met Hruby. He told Hruby that the port was shut.",
        Kovac="person:k",
        Hruby="person:h",
        He="person:h",
    )
    assert [q.speaker.id for q in read_quotations(page)] == ["person:k"]


def test_speech_keeps_the_date_of_its_frame(parser: Parser) -> None:
    text = "On Monday Kovac told us that the port was shut. It was a trap, Kovac said. Hruby said it was not."
    page = named(parser, text, Kovac="person:k", Hruby="person:h")
    found = read_quotations(page, lambda _, verb: ("2024-04-29", "relative") if verb.lemma_ == "tell" else (None, None))
    assert [(q.speaker.id, q.when) for q in found] == [
        ("person:k", "2024-04-29"),
        ("person:k", "2024-04-29"),
        ("person:h", None),
    ]


def test_lexicon_tells_speech_from_stance() -> None:
    verbs = cue_lexicon().verbs
    assert (verbs["promise"]["clause"], verbs["promise"]["object"]) == ("speech", "stance")
    assert "clause" not in verbs["criticize"]


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            ["Kovac", "said", "“", "”", ",", ".", "that", "according to", "the port", "closed", "\n\n", ":", "?"]
        ),
        max_size=25,
    )
)
def test_evidence_is_exact_in_any_debris(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    for quotation in read_quotations(named(parser, text, Kovac="person:k")):
        assert all(text[e.start : e.end] == e.exact for e in quotation.evidence)
        assert quotation.text.strip()
