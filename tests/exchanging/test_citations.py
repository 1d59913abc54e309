"""References: what readers of BibTeX, RIS and CSL see, and that no title can break out of its field."""

import json
from dataclasses import replace
from itertools import accumulate

import pytest
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
    assert r"Leaders meet \& agree: 100\% sure\_thing \textbraceleft{}sic\textbraceright{}" in entry
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


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a}b{c?d=\\&e=%7B#f g", "https://example.org/a%7Db%7Bc?d=%5C&e=%7B#f%20g"),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("", None), (None, None),
        ("HTTPS://Example.org/ü", "HTTPS://Example.org/%C3%BC"),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_linked_and_none_breaks_out(url: str | None, link: str | None) -> None:
    source = replace(REPORT, url=url)
    assert (f"url = {{{link}}}" in to_bibtex([source])) == (link is not None)
    assert json.loads(to_csl([source]))[0].get("URL") == link
    assert (f"UR  - {link}" in to_ris([source])) == (link is not None)


SIGNS = st.text(alphabet=st.one_of(st.sampled_from("{}\\@%\n=,"), st.characters()))


@given(SIGNS, SIGNS, SIGNS)
def test_no_title_breaks_out_of_its_field(title: str, publisher: str, address: str) -> None:
    source = Source("doc-1", title, publisher, None, f"https://example.org/{address}", "2026-11-22", "v")
    tags = [line[:6] for line in to_ris([source]).split("\r\n") if line]
    assert tags.count("ER  - ") == 1
    assert all(tag[2:] == "  - " for tag in tags)
    assert json.loads(to_csl([source]))[0]["id"] == "comity-1"
    entry = to_bibtex([source]).rstrip()
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in entry[len("@misc") :]))
    assert depths[-1] == 0
    assert all(depths[:-1])
