"""What a document says twice is one statement with all its evidence."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Event, Evidence, Reference
from comity.reading.merging import merge

TEXT = "Peru backed Chile. " * 8
GHANA, KENYA = Reference("state:GHA", "Ghana"), Reference("state:KEN", "Kenya")
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda at: Evidence.of(TEXT, at[0], at[0] + at[1]))


def event(*evidence: Evidence, when: str | None = None) -> Event:
    return Event(document="d", evidence=evidence, event_type="SUPPORT", actors=(GHANA,), recipients=(KENYA,), when=when)


@given(st.lists(SPANS, min_size=2, max_size=12))
def test_evidence_is_all_that_lies_in_no_other(spans: list[Evidence]) -> None:
    (merged,) = merge([event(span) for span in spans])
    apart = set(spans)
    outer = [e for e in apart if not any(o != e and o.start <= e.start and e.end <= o.end for o in apart)]
    assert merged.evidence == tuple(sorted(outer, key=lambda e: e.start))


def test_a_statement_that_is_told_once_keeps_its_evidence_as_it_is() -> None:
    nested = event(Evidence.of(TEXT, 0, 18), Evidence.of(TEXT, 5, 11))
    assert merge([nested]) == (nested,)


def test_dates_that_contradict_each_other_keep_statements_apart() -> None:
    first, second = event(Evidence.of(TEXT, 0, 5), when="2020"), event(Evidence.of(TEXT, 6, 9), when="2021")
    undated = event(Evidence.of(TEXT, 20, 25))
    assert merge([first, second, undated]) == (replace(first, evidence=(*first.evidence, *undated.evidence)), second)
