"""What processes of a server share for its seals: one key, and one list of void seals whoever writes it."""

import multiprocessing
import time
from pathlib import Path

import pytest

from comity.errors import UserError
from comity.serving.web.signing_on.shelf import Shelf


def _void_some(folder: Path, answers: "multiprocessing.Queue[list[bool]]") -> None:
    shelf = Shelf(folder, time.time)
    answers.put([shelf.void(f"seal-{number}", time.time() + 60) for number in range(40)])


def test_of_two_processes_one_alone_makes_each_seal_void(tmp_path: Path) -> None:
    started = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[list[bool]] = started.Queue()
    processes = [started.Process(target=_void_some, args=(tmp_path, answers)) for _ in range(2)]
    for process in processes:
        process.start()
    told = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)
    assert [sum(pair) for pair in zip(*told, strict=True)] == [1] * 40
    assert all(Shelf(tmp_path, time.time).is_void(f"seal-{number}") for number in range(40))


def test_there_is_one_key_and_only_its_user_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "seals"
    assert Shelf(folder, time.time).key() == Shelf(folder, time.time).key()
    assert {path.name: path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {
        "seals": 0, "key": 0, "void.lock": 0,
    }  # fmt: skip


def test_seals_whose_time_has_passed_are_forgotten(tmp_path: Path) -> None:
    now = [1000.0]
    shelf = Shelf(tmp_path, lambda: now[0])
    shelf.void("old", 1010.0)
    now[0] = 1020.0
    shelf.void("new", 1030.0)
    assert "old" not in (tmp_path / "void").read_text()
    assert shelf.is_void("new")


def test_a_list_that_cannot_be_read_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "void").write_text("rubbish\n")
    with pytest.raises(ValueError, match="unpack"):
        Shelf(tmp_path, time.time).is_void("any")


def test_a_cut_key_and_a_place_that_is_no_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(UserError, match="no key of ours"):
        Shelf(tmp_path, time.time).key()
    with pytest.raises(UserError, match="cannot be kept"):
        Shelf(tmp_path / "key", time.time).key()
