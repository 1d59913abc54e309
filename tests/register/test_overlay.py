"""A user's own rows add to the shipped register, overrule it, and withdraw from it."""

from pathlib import Path

import pytest

from comity.errors import OverlayError, RegisterError, SourceError
from comity.register import Register


def _overlay(folder: Path, **files: str) -> Register:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return Register.load(folder)


def test_a_row_of_the_overlay_changes_an_answer(tmp_path: Path) -> None:
    plain = Register.load()
    assert plain.resolve("Sylvania") == []
    own = _overlay(tmp_path, names="id,name,form,lang,source\nstate:AUT,Sylvania,name,en,mine\n")
    assert own.resolve("Sylvania")[0].id == "state:AUT"
    assert own.match("Sylvania's army")[0].readings[0].id == "state:AUT"
    assert own.version != plain.version


def test_the_rows_of_a_pair_are_overruled_together(tmp_path: Path) -> None:
    own = _overlay(
        tmp_path,
        organisations="id,name,kind\norg:CLUB,The Club,bloc\n",
        memberships="organisation,member,status,since,until\norg:CLUB,state:AUT,member,2001,2005\n"
        "org:CLUB,state:AUT,observer,2005,\n",
    )
    assert [row.status for row in own.members("CLUB", at="2003-05-01")] == ["member"]
    assert [row.status for row in own.memberships("Austria", at="2010") if row.organisation == "org:CLUB"] == [
        "observer"
    ]


def test_a_shipped_row_can_be_withdrawn(tmp_path: Path) -> None:
    own = _overlay(tmp_path, names="id,name,form,lang,source\nstate:RUS,Kremlin,seat,en,withdrawn\n")
    seats = [found for found in own.resolve("Kremlin") if found.reason.startswith("seat")]
    assert "state:RUS" not in {found.id for found in seats}


def test_holders_and_roles_answer_for_a_day(tmp_path: Path) -> None:
    own = _overlay(
        tmp_path,
        persons="id,name\nperson:a-first,Anna First\nperson:b-second,Bo Second\n",
        offices="of,office,role_kind\nstate:ATA,warden,head of state|head of government\n",
        holders="person,office,of,since,until\nperson:a-first,warden,state:ATA,2001-01-01,2004\n"
        "person:b-second,warden,state:ATA,2004,\n",
    )
    assert [row.name for row in own.holders("head of state", "ATA", at="2003-07-01")] == ["Anna First"]
    assert {row.name for row in own.holders("head of government", "Antarctica", at="2004-07-01")} == {
        "Anna First",
        "Bo Second",
    }
    assert own.roles("Bo Second", at="2010")[0].office == "warden"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder"):
        Register.load(tmp_path / "mien")


def test_a_broken_overlay_says_where(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="unknown column"):
        _overlay(tmp_path, states="id,nom\nstate:KAZ,Kazakhstan\n")
    with pytest.raises(RegisterError, match="line 2"):
        _overlay(tmp_path, states="id,name\nstate:KAZ\n")


def test_a_broken_overlay_is_the_user_s_to_mend(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_bytes(b"id,name\nstate:KAZ,\xff\xfe\n")
    with pytest.raises(OverlayError, match="UTF-8") as broken:
        Register.load(tmp_path)
    assert broken.value.exit_status == 2
