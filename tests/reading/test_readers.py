"""Whole readings of short texts of our own: memberships, offices, relations and facts, with who vouches for them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document, Statement
from comity.reading import Reader

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "readers.yaml").read_text(encoding="utf-8"))
PARTS = {
    "membership": ("member", "status", "organisation"),
    "office": ("person", "role", "of"),
    "relation": ("from", "relation", "to"),
    "fact": ("about", "property", "value"),
}
TOLD = [
    (kind, case)
    for kind, name in zip(PARTS, ("memberships", "offices", "relations", "facts"), strict=True)
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
]
TOLD += [
    (kind, {"published": "2024-06-14", **case})
    for kind, name in zip(PARTS, ("memberships", "offices", "relations", "facts"), strict=True)
    for case in yaml.safe_load((FOLDER / "plain" / f"{name}.yaml").read_text(encoding="utf-8"))
]
"""Each kind's cases: a text, and lines such as “state:FIN member org:NATO 2023-04-04/..” that it must give or, under
`never`, must not."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def says(statement: Statement, wanted: dict[str, Any]) -> bool:
    told = statement.to_json()
    found = {key: told.get(key) for key in wanted}
    return {k: v["id"] if isinstance(v, dict) else v for k, v in found.items()} == wanted


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_what_is_read(reader: Reader, case: dict[str, Any]) -> None:
    statements = reader.read(Document(case["text"], published=case["published"])).statements
    for wanted in case["read"]:
        assert any(says(s, wanted) for s in statements), f"{wanted} is not among {[s.to_json() for s in statements]}"


def test_evidence_is_what_stands_in_the_text(reader: Reader) -> None:
    for case in CASES:
        for statement in reader.read(Document(case["text"], published=case["published"])).statements:
            assert all(case["text"][e.start : e.end] == e.exact for e in statement.evidence)


def test_what_is_no_text_gives_nothing(reader: Reader) -> None:
    text = "Read more: Iran joins the SCO\nAll rights reserved by the African Union.\n"
    assert reader.read(Document(text, published="2024-05-01")).statements == ()


def test_a_document_without_a_date_is_warned_of(reader: Reader) -> None:
    assert reader.read(Document("Norway joined the African Union last year.")).warnings


@pytest.fixture(scope="module")
def told(reader: Reader) -> Mapping[str, set[str]]:
    """The lines read from every text of the cases, by the text."""
    documents = {case["text"]: Document(case["text"], published=case["published"]) for _, case in TOLD}
    return {r.document.text: {line(s.to_json()) for s in r.statements} for r in reader.read_many(documents.values())}


def line(told: Mapping[str, Any]) -> str:
    parts = [told[key] for key in PARTS.get(told["kind"], ())]
    words = [part["id"] if isinstance(part, dict) else part for part in parts]
    words += [told["modality"]] if told["modality"] != "actual" else []
    return " ".join(words + ([told["when"]] if told["when"] else []))


@pytest.mark.parametrize(("kind", "case"), TOLD, ids=[f"{kind}: {case['text'][:40]}" for kind, case in TOLD])
def test_what_is_told(told: Mapping[str, set[str]], kind: str, case: dict[str, Any]) -> None:
    missing = set(case["read"]) - told[case["text"]]
    assert not missing, f"{missing} is not among {told[case['text']]}"
    false = set(case.get("never", ())) & told[case["text"]]
    assert not false, f"{false} is read"


SILENT = [(kind, case) for kind, case in TOLD if not case["read"] and "never" not in case]


@pytest.mark.parametrize(("kind", "case"), SILENT, ids=[f"{kind}: {case['text'][:40]}" for kind, case in SILENT])
def test_what_tells_nothing(reader: Reader, kind: str, case: dict[str, Any]) -> None:
    statements = reader.read(Document(case["text"], published=case["published"])).statements
    assert not [line(s.to_json()) for s in statements if s.kind == kind]
