"""The page on the register names every file with its key and columns."""

from pathlib import Path

import pytest

from comity.register.names import FORMS
from comity.register.tables import TABLES, Table

PAGE = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_file_is_described(table: Table) -> None:
    assert f"| `{table.name}` | {', '.join(table.key)} | {', '.join(table.columns)} |" in PAGE


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_named(form: str) -> None:
    assert f"`{form}`" in PAGE
