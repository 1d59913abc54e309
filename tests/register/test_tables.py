"""Reading tables: columns in any order, byte order marks, blank lines, and where a broken row stands."""

from pathlib import Path

import pytest

from comity.errors import RegisterError
from comity.register.tables import CUES, digest, read_table


def _shelf(folder: Path, text: str) -> Path:
    (folder / "cues.csv").write_text(text, encoding="utf-8")
    return folder


def test_columns_may_come_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    rows = read_table(CUES, shipped=_shelf(tmp_path, "cue,id\nTbilisi,state:GEO\n"))
    assert rows == [("state:GEO", "Tbilisi", "")]


def test_byte_order_marks_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    rows = read_table(CUES, shipped=_shelf(tmp_path, "\ufeffid,cue,source\n\nstate:GEO,Tbilisi,mine\n\n"))
    assert rows == [("state:GEO", "Tbilisi", "mine")]


def test_a_table_may_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    for number, cue in enumerate(["Tbilisi", "Batumi"]):
        (tmp_path / "cues" / f"{number}.csv").write_text(f"id,cue,source\nstate:GEO,{cue},mine\n", encoding="utf-8")
    assert [cue for _, cue, _ in read_table(CUES, shipped=tmp_path)] == ["Tbilisi", "Batumi"]


def test_a_row_with_a_comma_too_many_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="line 3, has 4 cells"):
        read_table(CUES, shipped=_shelf(tmp_path, "id,cue,source\nstate:GEO,Tbilisi,mine\nstate:GEO,a,b,mine\n"))


def test_the_version_changes_with_the_data_only(tmp_path: Path) -> None:
    first = digest(shipped=_shelf(tmp_path, "id,cue,source\n"))
    assert digest(shipped=tmp_path) == first
    assert digest(shipped=_shelf(tmp_path, "id,cue,source\nstate:GEO,Tbilisi,mine\n")) != first
