"""Paths, folders and globs to documents and refusals."""

import hashlib
import os
import re

import pytest

from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.documents import MAX_CHARACTERS
from comity.sources.files import find_files, read_files


def write(folder, **texts):
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def names(found):
    return [file.name for file in found.files]


def test_a_folder_is_searched_deep_in_order_of_names(tmp_path):
    write(tmp_path, b_md="B", a_txt="A", c_png="C")
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path / "deep", d_md="D")
    write(tmp_path / ".git", hidden_md="H")
    assert names(find_files([tmp_path])) == ["a.txt", "b.md", "d.md"]


def test_globs_are_spread_and_each_file_comes_once(tmp_path):
    write(tmp_path, b_md="B", a_md="A", c_ini="x=1")
    assert names(find_files([tmp_path / "b.md", str(tmp_path / "*")])) == ["b.md", "a.md"]


def test_a_readme_speaks_of_its_folder_unless_it_has_front_matter(tmp_path):
    write(tmp_path, README_md="# About", a_md="A")
    assert names(find_files([tmp_path / "README.md", tmp_path])) == ["a.md"]
    write(tmp_path, README_md="---\ntitle: T\n---\nText")
    assert names(find_files([tmp_path])) == ["README.md", "a.md"]


def test_paths_that_lead_nowhere_are_refused_and_the_rest_is_found(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path, a_md="A")
    found = find_files([tmp_path / "missing.md", tmp_path / "empty", tmp_path / "*.txt", tmp_path / "a.md"])
    assert names(found) == ["a.md"]
    assert [refusal.reason for refusal in found.refusals] == [
        "there is no such file or folder",
        "the folder holds no file of a kind that is read; `comity read --help` names them",
        "no file of a kind that is read matches the pattern",
    ]


def test_a_document_carries_its_front_matter_and_its_source(tmp_path):
    write(
        tmp_path,
        a_md="---\ntitle: T\npublisher: P\npublished: 2022-09-14\nurl: https://p.example/a\nlanguage: en\n---\nText\n",
    )
    (document,) = read_files([tmp_path / "a.md"])
    told = document.provenance
    assert (told.extractor, told.published_basis) == ("text", "front matter")
    assert told.raw_sha256 == hashlib.sha256((tmp_path / "a.md").read_bytes()).hexdigest()
    heads = "Text\n", str(tmp_path / "a.md"), "T", "P", "2022-09-14", "https://p.example/a", "en"
    assert document == Document(*heads, provenance=told)


def test_defaults_fill_what_front_matter_leaves_out(tmp_path):
    write(tmp_path, a_md="---\npublisher: P\n---\nText", b_txt="Text two")
    documents = list(read_files(find_files([tmp_path]).files, Defaults(publisher="D", published="2020-01-02")))
    assert [(d.publisher, d.published) for d in documents] == [("P", "2020-01-02"), ("D", "2020-01-02")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b"---\ntitle: T\n---\n \n", "empty"),
        ("a.md", b"\x00\x01\x02\x03", "binary"),
        ("a.md", b"---\ntitle: T\n", "never closed"),
        ("a.png", b"...", r"\.png files are not read"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"x" * (MAX_CHARACTERS + 1), "more than 1,000,000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    (refusal,) = read_files([tmp_path / name])
    assert isinstance(refusal, Refusal)
    assert refusal.source == str(tmp_path / name)
    assert re.search(reason, refusal.reason)


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    write(tmp_path, a_md="", b_md="Text")
    first, second = read_files(find_files([tmp_path]).files)
    assert isinstance(first, Refusal)
    assert isinstance(second, Document)


def test_an_unreadable_file_is_refused(tmp_path):
    (refusal,) = read_files([tmp_path / "gone.md"])
    assert "cannot be opened (no such file or directory)" in refusal.reason


def test_a_pipe_is_neither_file_nor_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "neither" in find_files([tmp_path / "pipe"]).refusals[0].reason
