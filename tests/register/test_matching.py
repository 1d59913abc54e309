"""Names in running text: boundaries, longest match, case, apostrophes and hyphens, offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import register

FOUND = [
    ("The Kremlin said nothing.", [("Kremlin", "state:RUS")]),
    ("China's envoy met Japan’s.", [("China", "state:CHN"), ("Japan", "state:JPN")]),
    ("It let us down, but the US did not.", [("US", "state:USA")]),
    ("A US-led force and anti-US slogans", [("US", "state:USA"), ("US", "state:USA")]),
    ("It cost US$5bn.", []),
    ("the U.S.-backed plan", [("U.S.", "state:USA")]),
    ("the Franco-German motor", [("Franco", "state:FRA"), ("German", "state:DEU")]),
    ("General Franco died.", []),
    ("Sino-Russian ties", [("Sino", "state:CHN"), ("Russian", "state:RUS")]),
    ("Guinea-Bissau is not Guinea.", [("Guinea-Bissau", "state:GNB"), ("Guinea", "state:GIN")]),
    ("Equatorial Guinea and Papua New Guinea", [("Equatorial Guinea", "state:GNQ"), ("Papua New Guinea", "state:PNG")]),
    ("Nigerians in Niger", [("Nigerians", "state:NGA"), ("Niger", "state:NER")]),
    ("polish the silver, china and turkey", []),
    ("Cote d'Ivoire, Côte d’Ivoire", [("Cote d'Ivoire", "state:CIV"), ("Côte d’Ivoire", "state:CIV")]),
    ("SOUTH KOREA AND CHINA TO MEET", [("SOUTH KOREA", "state:KOR"), ("CHINA", "state:CHN")]),
    ("United\nStates", [("United\nStates", "state:USA")]),
    ("Washington, D.C. waits", [("Washington, D.C.", "state:USA")]),
    ("the World Health Organisation", [("World Health Organisation", "org:WHO")]),
    (
        "the Organisation of Arab Petroleum Exporting Countries",
        [("Organisation of Arab Petroleum Exporting Countries", "org:OAPEC")],
    ),
    ("the South-East Asia Treaty Organisation", [("South-East Asia Treaty Organisation", "org:SEATO")]),
    ("the Association of Southeast Asia", [("Association of Southeast Asia", "org:ASA")]),
    ("the Association of South-East Asian Nations", [("Association of South-East Asian Nations", "org:ASEAN")]),
    ("frontline states of the alliance", []),
    ("Romania, not Oman", [("Romania", "state:ROU"), ("Oman", "state:OMN")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found_with_their_likeliest_reading(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(match.text, match.readings[0].id) for match in register.match(text)] == expected


def test_a_name_of_two_states_keeps_both_readings() -> None:
    (match,) = register.match("Talks with Congo stalled.")
    assert {reading.id for reading in match.readings} == {"state:COD", "state:COG"}


def test_a_capital_is_read_as_government_and_as_place() -> None:
    (match,) = register.match("Beijing has pledged money.")
    assert [(reading.id, reading.form) for reading in match.readings] == [
        ("state:CHN", "capital"),
        ("place:beijing", "name"),
    ]


@given(
    st.lists(
        st.sampled_from(
            ["US", "Côte d’Ivoire", "Guinea-Bissau", "é", "—", " ", "\n", "İstanbul", "Sino-", "😀", "\ud800"]
        )
    )
)
def test_spans_are_exact_ordered_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for match in register.match(text):
        assert text[match.start : match.end] == match.text
        assert match.start >= end
        end = match.end


def test_an_article_does_not_win_over_a_longer_name() -> None:
    found = register.match("Uganda left the East African Community and blamed the East.")
    assert [(m.text, m.readings[0].id) for m in found[1:]] == [
        ("East African Community", "org:EAC"),
        ("East", "region:east"),
    ]
