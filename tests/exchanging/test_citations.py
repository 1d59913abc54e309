"""References: what readers of BibTeX, RIS and CSL see, and that no title can break out of its field."""

import json

from hypothesis import given
from hypothesis import strategies as st

from comity.exchanging.citations import Source, cite_plainly, to_bibtex, to_csl, to_ris

REPORT = Source(
    "doc-0123456789abcdef", "Leaders meet & agree: 100% sure_thing {sic}", "The Example", "2024-07-04",
    "https://example.org/a", "2026-11-22T06:00:00+00:00", "31@2026-11-22T06:02:57Z",
)  # fmt: skip


def test_bibtex_escapes_what_latex_would_read() -> None:
    entry = to_bibtex([REPORT])
    assert entry.startswith("@misc{comity-0123456789abcdef,\n")
    assert r"Leaders meet \& agree: 100\% sure\_thing \{sic\}" in entry
    assert "  date = {2024-07-04}," in entry
    assert "  urldate = {2026-11-22}," in entry


def test_ris_has_type_first_and_end_last() -> None:
    lines = to_ris([REPORT]).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "DA  - 2024/07/04/" in lines
    assert "ER  - " in lines


def test_csl_knows_year_alone() -> None:
    (entry,) = json.loads(to_csl([Source("doc-1", None, None, "2024", None, "2026-11-22", "v")]))
    assert entry["issued"] == {"date-parts": [[2024]]}
    assert entry["title"] == "Untitled"


def test_numbers_are_a_data_set() -> None:
    numbers = Source("measure-cohesion", "Cohesion", "Comity", "2026-11-22", None, "2026-11-22", "v", data=True)
    assert to_ris([numbers]).startswith("TY  - DATA\r\n")
    (entry,) = json.loads(to_csl([numbers]))
    assert (entry["type"], entry["publisher"]) == ("dataset", "Comity")


def test_undated_stays_undated() -> None:
    source = Source("doc-1", "A", None, None, None, "2026-11-22", "v")
    assert "date = {" not in to_bibtex([source]).replace("urldate", "")
    assert "issued" not in json.loads(to_csl([source]))[0]
    assert "undated" in cite_plainly(source)


@given(st.text(), st.text())
def test_no_title_breaks_out_of_its_field(title: str, publisher: str) -> None:
    source = Source("doc-1", title, publisher, None, None, "2026-11-22", "v")
    tags = [line[:6] for line in to_ris([source]).split("\r\n") if line]
    assert tags.count("ER  - ") == 1
    assert all(tag[2:] == "  - " for tag in tags)
    assert json.loads(to_csl([source]))[0]["id"] == "comity-1"
    assert to_bibtex([source]).count("@misc{") >= 1
