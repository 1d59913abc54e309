"""Languages: English is told from others, and little text from none."""

import pytest

from comity.sources.language import detect_language

TEXTS = {
    "en": "The ministers met on Thursday and said that they would go on with their talks about the border.",
    "fr": "Les ministres se sont rencontrés jeudi dans la capitale pour parler de la frontière et du commerce.",
    "de": "Die Minister haben sich am Donnerstag in der Hauptstadt getroffen, um über die Grenze zu reden.",
    "nl": "De ministers hebben elkaar donderdag in de hoofdstad ontmoet om over de grens te spreken.",
    "ru": "Министры встретились в четверг в столице, чтобы обсудить границу и торговлю между двумя странами.",
    "zh": "两国外长周四在首都举行会谈，讨论了边界和贸易问题，并签署了一项协议。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_text_tells_its_language_whatever_is_said_of_it(code: str) -> None:
    assert detect_language(TEXTS[code]) == code
    assert detect_language(TEXTS[code], "en-US") == code


def test_what_is_too_short_is_what_is_said_of_it() -> None:
    assert detect_language("Leaders met.") is None
    assert detect_language("Leaders met.", "en_GB") == "en"
    assert detect_language("") is None


def test_a_list_of_names_is_not_taken_for_another_language() -> None:
    names = (
        "Ruritania Strelsau Zenda Graustark Freedonia Sylvania Tomania Bacteria Osterlich Grand Fenwick Lilliput " * 3
    )
    assert detect_language(names, "en") == "en"
