"""A small archive: texts in files, some of which are no use, planned in shards of three; and a reader at no cost."""

from pathlib import Path

import pytest
from word_reader import ByWord

from comity.scaling.manifest import plan_shards
from comity.scaling.storage import LocalStore


@pytest.fixture
def folder(tmp_path):
    return write_texts(tmp_path / "texts", 8)


@pytest.fixture
def manifest(folder):
    return plan_shards([str(folder)], files=3)


@pytest.fixture
def recipe():
    return ByWord()


@pytest.fixture
def tools(recipe):
    return recipe.make()


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "results")


@pytest.fixture
def contents():
    return read_all


def write_texts(folder: Path, number: int) -> Path:
    folder.mkdir()
    for place in range(number):
        text = f"---\npublished: 2024-05-{place % 28 + 1:02}\n---\nDay {place} came. Iran met India for time {place}.\n"
        (folder / f"{place:03}.md").write_text(text)
    (folder / "empty.md").write_text("")
    (folder / "z-undated.md").write_text("Nobody knows when. Iran met India.\n")
    return folder


def read_all(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
