"""The shipped register is sound, and each kind of fault in an overlay is told."""

from pathlib import Path

import pytest

from comity.register import Register
from comity.register.check import check

HEADERS = {
    "states": "id,name,kind,iso3,source",
    "names": "id,name,form,lang,since,until,source",
    "memberships": "organisation,member,status,since,until,confidence,source",
    "holders": "person,office,of,since,until,confidence,source",
    "persons": "id,name,born,source",
}
FAULTS = [
    ("states", "state:ZZZ,Zedland,state,KAZ,own-compilation", "share the iso3 code"),
    ("states", "org:ZZZ,Zedland,state,,own-compilation", "begins with state:"),
    ("states", "state:ZZZ,Zedland,empire,,own-compilation", "kind is “empire”"),
    ("states", "state:ZZZ,Zedland,state,,", "the source is missing"),
    ("states", "state:ZZZ,Zedland,state,,hearsay", "not in SOURCES.csv"),
    ("names", "state:QQQ,Quux,name,en,,,own-compilation", "no file defines"),
    ("names", "state:KAZ,Kazakhia,name,en,long ago,,own-compilation", "no EDTF date"),
    ("names", "state:KAZ,Kazakhia,name,en,2001,1999,own-compilation", "before it begins"),
    ("names", "state:KAZ, Kazakhia,name,en,,,own-compilation", "space around it"),
    ("memberships", "org:NOBODY,state:KAZ,member,2001,,high,own-compilation", "no file defines"),
    (
        "memberships",
        "org:UN,state:KAZ,member,1992-03-02,,high,own-compilation\norg:UN,state:KAZ,observer,1995,,high,own-compilation",
        "overlaps",
    ),
    ("persons", "person:x,X Y,1990,", "the source is missing"),
    ("holders", "person:x,president,state:KAZ,1970,1975,high,own-compilation", "before birth"),
]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The problems of one overlay that holds every fault."""
    folder = tmp_path_factory.mktemp("overlay")
    for table, header in HEADERS.items():
        rows = [rows for named, rows, _ in FAULTS if named == table]
        (folder / f"{table}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    (folder / "state.csv").write_text("id,name\n", encoding="utf-8")
    return [str(problem) for problem in check(Register.load(folder))]


@pytest.mark.parametrize(("table", "rows", "fault"), FAULTS)
def test_a_fault_is_told(problems: list[str], table: str, rows: str, fault: str) -> None:
    assert any(problem.startswith(table) and fault in problem for problem in problems)


def test_a_misspelt_file_is_told(problems: list[str]) -> None:
    assert any(problem.startswith("state.csv") for problem in problems)


def test_an_unreadable_file_is_the_problem(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text("id,name\nstate:KAZ,Kazakhstan\n", encoding="utf-8")
    register = Register.load(tmp_path)
    (tmp_path / "names.csv").write_text("id,nom\n", encoding="utf-8")
    assert "unknown column" in str(check(register)[0])


def test_the_shipped_register_is_sound() -> None:
    assert check(Register.load()) == []
