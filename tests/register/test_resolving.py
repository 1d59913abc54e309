"""Whom a name means: ids, codes, ways of writing, dates, context, and what means nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import register
from comity.errors import UnknownActor

WRITTEN = [
    ("state:KAZ", "state:KAZ"), ("KAZ", "state:KAZ"), ("KZ", "state:KAZ"), ("398", "state:KAZ"),
    ("cow:705", "state:KAZ"), ("gw:705", "state:KAZ"), ("iso:KAZ", "state:KAZ"), ("m49:398", "state:KAZ"),
    ("UKG", "state:GBR"), ("DRV", "state:VNM"), ("AAB", "state:ATG"), ("cow:GFR", "state:DEU"), ("AUS", "state:AUS"),
    ("cow:AUS", "state:AUT"), ("SWZ", "state:SWZ"), ("cow:SWZ", "state:CHE"),
    ("Q232", "state:KAZ"), ("kazakhstan", "state:KAZ"), ("Казахстан", "state:KAZ"), ("哈萨克斯坦", "state:KAZ"),
    ("Iran, Islamic Rep.", "state:IRN"), ("Korea, Dem. People's Rep.", "state:PRK"), ("Korea, Rep.", "state:KOR"),
    ("St. Kitts & Nevis", "state:KNA"), ("Congo, Dem. Rep.", "state:COD"), ("Republic of China", "state:TWN"),
    ("People's Republic of China", "state:CHN"), ("Hong Kong, China", "state:HKG"), ("Myanmar (Burma)", "state:MMR"),
    ("Zaire", "state:COD"), ("USSR", "state:SUN"), ("East Germany", "state:DDR"), ("West Germany", "state:DEU"),
    ("Kremlin", "state:RUS"), ("White House", "state:USA"), ("Downing Street", "state:GBR"), ("Élysée", "state:FRA"),
    ("Zhongnanhai", "state:CHN"), ("Dominica", "state:DMA"), ("Dominican Republic", "state:DOM"),
    ("St. Vin. and Gren.", "state:VCT"), ("Bosnia and Herz.", "state:BIH"), ("W. Sahara", "state:ESH"),
    ("Fr. Polynesia", "state:PYF"), ("Guam (US)", "state:GUM"), ("France, Martinique", "state:MTQ"),
    ("Frenchmen", "state:FRA"), ("Polish", "state:POL"), ("Kyrgyz", "state:KGZ"), ("Niger", "state:NER"),
]  # fmt: skip
PIECES = ["Korea", "Republic", " of ", ", ", "(", ")", "China", "U.S.", "the ", "cow:", "7", "é", "\ud800", "Georgia"]
NOBODY = ["", " ", "us", "may", "polish", "who", "Wakanda", "Republic of Wakanda", "xyzzy", "42", "the", "of",
          "United", "Republic", "North", "state:XXX", "cow:99999", "Kazakhstanland",
          "Rep. of the", "Is. Rep.", "Georgia (US state)", "Belgium, Luxembourg", "N. S. E. W.",
          "n.a.", "N. A."]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_ways_of_writing_a_state(text: str, expected: str) -> None:
    assert register.resolve(text)[0].id == expected


@pytest.mark.parametrize("text", NOBODY)
def test_what_means_nobody_resolves_to_nothing(text: str) -> None:
    assert register.resolve(text) == []


def test_a_date_prefers_who_existed_then() -> None:
    assert register.resolve("Yugoslavia", at="1985")[0].id == "state:YUG"
    assert register.resolve("Yugoslavia", at="1999-05-01")[0].id == "state:SCG"


def test_a_remark_in_parentheses_is_passed_over_when_a_state_is_asked_for() -> None:
    assert register.resolve("Sudan (before partition)", kind="state")[0].id == "state:SDN"
    assert register.resolve("Sudan (before partition)") == []
    assert register.resolve("Serbia (without Kosovo)", kind="state") == []


def test_a_kind_keeps_only_its_own() -> None:
    assert register.resolve("Astana", kind="place")[0].id == "place:astana"
    assert register.resolve("Astana", kind="state")[0].id == "state:KAZ"
    assert register.resolve("Astana", kind="person") == []


def test_context_decides_between_government_and_city() -> None:
    assert register.resolve("Astana", context="The summit was held in Astana in July.")[0].id == "place:astana"
    assert register.resolve("Astana", context="Astana is holding the presidency.")[0].id == "state:KAZ"


def test_an_unknown_actor_is_told_with_the_nearest_names() -> None:
    with pytest.raises(UnknownActor, match="Kazakhstan"):
        register.identify("Kazakhstann")


BY_CONTEXT = [
    ("Georgia", "Georgia signed the accord in Tbilisi.", "state:GEO"),
    ("Georgia", "Voters in Georgia and Florida chose Republicans.", "region:georgia-us"),
    ("Georgia", "Georgia will take part.", "state:GEO"),
    ("Congo", "Congo accuses Rwanda of arming M23.", "state:COD"),
    ("Congo", "Congo's Sassou Nguesso spoke in Brazzaville.", "state:COG"),
    ("Korea", "Korea tested a missile, Pyongyang said.", "state:PRK"),
    ("Korea", "Samsung and Korea agreed.", "state:KOR"),
    ("Dominican", "The Dominican prime minister, Roosevelt Skerrit, spoke.", "state:DMA"),
    ("Dominican", "Dominican troops closed the border with Haiti.", "state:DOM"),
    ("Punjab", "Farmers of Punjab marched on Chandigarh.", "region:punjab-india"),
    ("Punjab", "Punjab's chief minister spoke in Lahore.", "region:punjab-pakistan"),
]


@pytest.mark.parametrize(("text", "context", "expected"), BY_CONTEXT)
def test_context_decides_between_bearers_of_a_name(text: str, context: str, expected: str) -> None:
    assert register.resolve(text, context=context)[0].id == expected


def test_four_guineas_two_congos_and_neighbours_stay_apart() -> None:
    names = ["Guinea", "Equatorial Guinea", "Guinea-Bissau", "Papua New Guinea", "DR Congo", "Congo-Brazzaville",
             "Niger", "Nigeria", "Dominica", "Dominican Republic", "Samoa", "American Samoa"]  # fmt: skip
    assert len({register.resolve(name)[0].id for name in names}) == len(names)


def test_a_surname_that_is_a_word_needs_a_kind() -> None:
    assert not [found for found in register.resolve("May") if found.kind == "person"]
    assert register.resolve("May", kind="person", at="2018-01-01")[0].id == "person:theresa-may"


def test_an_office_at_the_date_ranks_bearers_of_a_surname() -> None:
    assert register.resolve("Bush", kind="person", at="1990-06-01")[0].id == "person:george-h-w-bush"
    assert register.resolve("Bush", kind="person", at="2005-06-01")[0].id == "person:george-w-bush"


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_any_text_gives_known_entries_with_falling_scores(text: str) -> None:
    found = register.resolve(text)
    assert all(register.entry(candidate.id) for candidate in found)
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({candidate.id for candidate in found}) == len(found)
