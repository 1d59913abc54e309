"""Who vouches for what is said inside somebody's words."""

from comity.model import Event, Evidence, Quotation, Reference
from comity.reading.attribution import attribute

SPEAKER, OTHER = Reference("person:a", "A"), Reference("person:b", "B")


def quotation(text: str, start: int, end: int, speaker: Reference) -> Quotation:
    evidence = (Evidence.of(text, start, end),)
    return Quotation(document="d", evidence=evidence, speaker=speaker, text=text[start:end], form="indirect", cue="say")


def event(text: str, start: int, end: int) -> Event:
    return Event(document="d", evidence=(Evidence.of(text, start, end),), event_type="AID", actors=(OTHER,))


def test_words_of_any_length_hold_what_is_said_in_them() -> None:
    text = "a" * 30_000
    for start, end in ((0, 30_000), (3_970, 4_030), (7_000, 12_100), (11_999, 29_000)):
        for at in (start, (start + end) // 2, end - 20):
            found = attribute([quotation(text, start, end, SPEAKER), event(text, at, at + 20)])
            assert found[1].said_by == SPEAKER


def test_words_elsewhere_hold_nothing() -> None:
    text = "a" * 30_000
    assert attribute([quotation(text, 0, 100, SPEAKER), event(text, 90, 140)])[1].said_by is None
    assert attribute([quotation(text, 8_000, 8_100, SPEAKER), event(text, 7_900, 7_999)])[1].said_by is None


def test_the_innermost_words_count() -> None:
    text = "a" * 10_000
    inner, outer = quotation(text, 3_950, 4_100, OTHER), quotation(text, 0, 9_000, SPEAKER)
    found = attribute([outer, inner, event(text, 3_999, 4_050)])
    assert [s.said_by for s in found] == [None, SPEAKER, OTHER]
