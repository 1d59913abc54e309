"""Answers that are kept: found by every process of a server, gone when there is no room, never half there."""

from pathlib import Path

from comity.serving.web.answers import Kept, Memory

ANSWER = Kept(((b"content-type", b"text/html"), (b"etag", b'W/"\xe9"')), b"<p>\n\xff\x00told</p>")


def test_what_one_process_answered_another_finds_as_it_was(tmp_path: Path) -> None:
    one, other = (Memory(folder=tmp_path / "answers") for _ in range(2))
    assert other.find("tag") is None
    one.keep("tag", ANSWER)
    assert one.find("tag") == other.find("tag") == ANSWER
    assert other.find("another tag") is None
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "answers", *(tmp_path / "answers").iterdir()))


def test_without_a_folder_each_has_its_own() -> None:
    one, other = Memory(), Memory()
    one.keep("tag", ANSWER)
    assert (one.find("tag"), other.find("tag")) == (ANSWER, None)


def test_what_finds_no_room_any_more_is_gone_from_the_folder_too(tmp_path: Path) -> None:
    memory = Memory(room=100, folder=tmp_path)
    for number in range(20):
        memory.keep(f"tag {number}", Kept((), bytes(30)))
    assert memory.find("tag 0") is None
    assert memory.find("tag 19") == Kept((), bytes(30))
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_that_is_gone_makes_no_answer_fail(tmp_path: Path) -> None:
    memory = Memory(folder=tmp_path / "answers")
    (tmp_path / "answers").rmdir()
    memory.keep("tag", ANSWER)
    assert memory.find("tag") == ANSWER
    assert memory.find("another") is None
