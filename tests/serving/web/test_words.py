"""What statements say, in everyday words."""

from types import SimpleNamespace

import pytest

from comity.serving.web.words import (
    article,
    date,
    every,
    fate,
    happening,
    in_order,
    lit,
    mode,
    plainly,
    standings,
    status_word,
    titled,
    worded,
)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Iran is a member of SCO (2023-07-04/..)", "Iran is a member of SCO (since 4 July 2023)"),
        ("RETREAT (release): A → B (2018-05-09)", "retreat (release): A → B (9 May 2018)"),
        ("planned: CONSULT (multilateral): A → B (2024)", "planned: talks (many sides): A → B (2024)"),
        ("A is a member of B (../2020-05)", "A is a member of B (until May 2020)"),
        ("A says that B (2023) left", "A says that B (2023) left"),
        ("NATO: a fact", "NATO: a fact"),
        ("ACCUSE (allege): A → B", "accusation (a charge): A → B"),
    ],
)
def test_what_a_statement_says_is_told_plainly(said: str, plain: str) -> None:
    assert plainly(said) == plain


@pytest.mark.parametrize(
    ("status", "number", "told"),
    [
        ("member", 9, "9 members"),
        ("acceding", 1, "1 acceding state"),
        ("dialogue-partner-decided", 2, "2 dialogue partners by decision"),
        ("observer, planned", 2, "2 observers, planned"),
        ("something-new", 2, "2 something news"),
    ],
)
def test_standings_are_counted_in_words(status: str, number: int, told: str) -> None:
    assert standings(status, number) == told


@pytest.mark.parametrize(("number", "told"), [(0, "No rows"), (1, "The one row"), (2455, "All 2,455 rows")])
def test_all_of_some_rows(number: int, told: str) -> None:
    assert every(number, "row") == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("14 documents of 2002-07-12 to 2024-03", "14 documents of 12 July 2002 to March 2024"),
        ("dated 2018-05-09, about 1960-01~", "dated 9 May 2018, about January 1960 (about)"),
        ("Data 15@2026-11-22T18:39:27Z", "Data 15@2026-11-22T18:39:27Z"),
        ("in https://x.example/2024-03-12/a", "in https://x.example/2024-03-12/a"),
        ("votes 65-75, doi:10.7910/DVN", "votes 65-75, doi:10.7910/DVN"),
    ],
)
def test_days_in_a_sentence_are_words(sentence: str, told: str) -> None:
    assert worded(sentence) == told


def test_a_verdict_names_the_kind_of_happening_in_everyday_words() -> None:
    said = happening("The record only expects a SANCTION happening on 2019-01-01.")
    assert worded(said) == "The record only expects a happening (sanctions) on 1 January 2019."
    attack = happening("The record tells of an ASSAULT happening on 2022-02.")
    assert worded(attack) == "The record tells of a happening (attack) in February 2022."


@pytest.mark.parametrize(
    ("edtf", "told"),
    [("199X", "1990s"), ("20XX", "2000 to 2099"), ("198X~", "1980s (about)"), ("1999-21", "spring 1999")],
)
def test_loose_dates_are_told_in_words(edtf: str, told: str) -> None:
    assert date(edtf) == told


def test_only_statuses_are_worded() -> None:
    assert [status_word(word) for word in ("member-disputed", "Jean-Yves Le Drian")] == [
        "disputed member",
        "Jean-Yves Le Drian",
    ]


def test_a_key_names_members_before_partners() -> None:
    assert in_order(["partner", "something-new", "member"]) == ["member", "partner", "something-new"]


def test_sought_words_are_marked_and_nothing_else_is_markup() -> None:
    assert (
        lit("A <b>ceasefire</b> of sea fire", "fire cease")
        == "A &lt;b&gt;<mark>ceasefire</mark>&lt;/b&gt; of sea <mark>fire</mark>"
    )
    assert lit("a <b>", "()*") == "a &lt;b&gt;"


@pytest.mark.parametrize(
    ("title", "source", "publisher", "told"),
    [
        ("A pact", "/texts/pact.md", "Wire", "A pact"),
        (None, "/texts/pact.md", "Wire", "pact.md"),
        (None, None, "Wire", "A text of Wire"),
        (None, "", None, "A text of a publisher not known"),
    ],
)
def test_a_text_without_a_title_goes_by_its_file(
    title: str | None, source: str | None, publisher: str | None, told: str
) -> None:
    assert titled(SimpleNamespace(title=title, source=source, publisher=publisher)) == told


@pytest.mark.parametrize(
    ("word", "said"), [("heavy-weapons", "with heavy weapons"), ("visit", "visit"), ("a-b", "a b")]
)
def test_modes_are_told_in_everyday_words(word: str, said: str) -> None:
    assert mode(word) == said


@pytest.mark.parametrize(
    ("id", "name", "before"),
    [
        ("org:SCO", "Shanghai Cooperation Organisation", "the "), ("org:NATO", "NATO", ""),
        ("state:GBR", "United Kingdom", "the "), ("state:CZE", "Czech Republic", "the "),
        ("state:PHL", "Philippines", "the "), ("state:FRA", "France", ""), ("person:x", "United Smith", ""),
        ("state:COD", "Democratic Republic of the Congo", "the "),
    ],
)  # fmt: skip
def test_names_stand_in_sentences_with_their_article(id: str, name: str, before: str) -> None:
    assert article(id, name) == before


def test_what_a_person_rejected_is_not_said_to_be_read_anew() -> None:
    notes = ["st-0123456 was rejected by Ada on 2026-11-23: no.", "st-7654321 was accepted by Ada on 2026-11-23: yes."]
    assert fate("st-0123456789", notes) == "rejected by a person"
    assert fate("st-7654321000", notes) == "superseded by a newer reading"
