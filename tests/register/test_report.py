"""What is shown of an actor, and what is exported."""

from pathlib import Path

from comity.register import Register
from comity.register.report import export, show


def test_showing_a_state_as_of_a_time_leaves_out_names_not_in_use() -> None:
    register = Register.load()
    then = {line.value for line in show(register, "Kazakhstan", at="2020-01-01") if line.subject == "capital"}
    assert "Nur-Sultan" in then
    assert "Almaty" not in then


def test_what_is_exported_reads_back_as_the_same_register(tmp_path: Path) -> None:
    paths = export(Register.load(), tmp_path)
    assert {path.name for path in paths} >= {"states.csv", "names.csv", "VERSION"}
    again = Register.load(tmp_path)
    assert len(again.entries()) == len(Register.load().entries())
