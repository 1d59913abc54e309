"""The Python face: frames, their columns, their errors."""

import pytest

from comity.errors import DateError, UnknownActor
from comity.serving.notebook import open_notebook, read_paths


def test_questions_return_frames_whose_rows_carry_statement_ids(shop):
    with open_notebook("comity.db", doors=shop.doors()) as notebook:
        frame = notebook.members("SCO", at="2022-09-14")
    assert frame["modality"].to_list() == ["actual", "planned"]
    assert frame["statements"].to_list()[0] == ["st-0123456789abcdef", "st-fedcba9876543210"]


def test_an_empty_answer_is_an_empty_frame_with_its_columns(shop):
    frame = open_notebook("comity.db", doors=shop.doors()).quotes("Niva Yau")
    assert frame.is_empty()
    assert "text" in frame.columns


def test_errors_are_the_desk_s(shop):
    with pytest.raises(UnknownActor, match="Mauritania"):
        open_notebook("comity.db", doors=shop.doors()).members("Ruritania")


def test_reading_gives_the_open_record_and_says_what_was_refused(shop, tmp_path):
    (tmp_path / "a.md").write_text("Iran met India.")
    (tmp_path / "b.md").write_text("")
    seen = []
    notebook = read_paths(tmp_path, doors=shop.doors(), progress=seen.append)
    assert notebook.tally.documents == 1
    assert [refusal.reason for refusal in notebook.refused] == ["it is empty; there is no text to read"]
    assert len(seen) == 2
    assert not notebook.members("SCO").is_empty()


def test_an_ambiguous_day_is_refused(shop, tmp_path):
    with pytest.raises(DateError, match="two ways"):
        read_paths([tmp_path], published="03/04/2022", doors=shop.doors())
