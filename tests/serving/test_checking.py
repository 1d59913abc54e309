"""`comity check` and `comity ask` as commands: what they ask the desk, and what cannot be checked."""

import pytest

from comity.asking import rows
from comity.errors import UnknownQuestion
from comity.serving.notebook import open_notebook

ROW = rows.CheckRow(
    "contradicted", "quotation", "Iran: “We grow.”", "We grow", 0, "The record has other words.",
    ("We [-grew-] {+grow+}",), ("st-0123456789abcdef",),
)  # fmt: skip


@pytest.fixture
def draft(shop, samples, tmp_path):
    shop.desk.answers["check"] = samples.answer(rows.CheckRow, ROW)
    path = tmp_path / "draft.md"
    path.write_text("---\npublished: 2022-09-14\n---\nIran met India.")
    return path


def test_a_draft_is_read_and_its_statements_are_checked_on_its_day(shop, draft):
    result = shop.run("check", draft)
    assert result.exit_code == 0
    assert "contradicted" in result.stdout
    assert "[-grew-] {+grow+}" in " ".join(result.stdout.split())
    ((_, (statements,), options),) = shop.desk.asked
    assert [statement.kind for statement in statements] == ["event"]
    assert options == {"at": "2022-09-14", "asof": None, "reports_only": False}
    assert shop.store.kept == []


def test_a_day_may_be_given(shop, draft):
    shop.run("check", draft, "--at", "2024", "--asof", "2023", "--format", "csv")
    assert shop.desk.asked[0][2] == {"at": "2024", "asof": "2023", "reports_only": False}


def test_in_python_it_is_a_frame(shop, draft):
    frame = open_notebook("comity.db", doors=shop.doors()).check(draft)
    assert frame["verdict"].to_list() == ["contradicted"]


@pytest.mark.parametrize(("text", "sentence"), [("", "empty"), ("FAIL", "the reader failed")])
def test_what_cannot_be_checked_is_told(shop, tmp_path, text, sentence):
    (tmp_path / "draft.md").write_text(text)
    result = shop.run("check", tmp_path / "draft.md")
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())
    assert shop.run("check", tmp_path / "none.md").exit_code == 2


def test_a_question_outside_is_refused_with_status_2(shop):
    def refuse(*_, **__):
        raise UnknownQuestion("Why?", ["Who founded the SCO?"])

    shop.desk.ask = refuse
    result = shop.run("ask", "Why?")
    assert result.exit_code == 2
    assert "nearest are: Who founded the SCO?" in " ".join(result.stderr.split())


def test_every_question_takes_both_clocks(shop, samples):
    for command, row in (("quotes", rows.QuoteRow), ("disputes", rows.DisputeRow), ("documents", rows.DocumentRow)):
        shop.desk.answers[command] = samples.answer(row)
        words = ["Iran"] if command == "quotes" else []
        assert shop.run(command, *words, "--at", "2022", "--asof", "2023").exit_code == 0
        assert shop.desk.asked[-1][2]["asof"] == "2023"
        assert "2022" in shop.desk.asked[-1][2].values()
