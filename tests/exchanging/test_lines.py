"""What leaves a record as lines of JSON is the same in another that takes it; taking it twice changes nothing."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.exchanging.lines import read_lines, write_lines
from comity.exchanging.taking import take
from comity.model import Document, Reference, Refusal, Relation
from comity.recording import Run, open_record
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject
from comity.recording.kept import Kept

NOON = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


def lines_of(record, *, with_texts=True):
    with record.view() as view:
        return b"".join(write_lines(view.kept(), view.judgements(), with_texts=with_texts))


def told_by(record):
    """All that is asked of a record, without the moments at which it learned it."""
    with record.view() as view:
        spells = [spell for kind in ("membership", "office") for spell in view.spells(kind)]
        return spells, view.happenings(), view.disputes(), view.judgements()


def without_moments(lines):
    return [
        {key: value for key, value in json.loads(line).items() if key != "recorded_at"} for line in lines.splitlines()
    ]


def copied(lines, tmp_path, address="other.db"):
    path = tmp_path / "out.jsonl"
    path.write_bytes(lines)
    record = open_record(str(tmp_path / address), create=True, clock=lambda: NOON + dt.timedelta(days=9))
    with record.writer() as writer:
        return record, take(read_lines(path), writer)


@pytest.fixture
def judged(record, reports):
    """Judgements of every kind, one taken back."""
    first, second = reports
    subject = [Subject(statement) for statement in (*first.statements, *second.statements)]
    new = Relation(
        document=first.document.id, evidence=first.statements[-1].evidence, relation="ally",
        from_=Reference("state:CHN", "China"), to=Reference("state:RUS", "Russia"),
    )  # fmt: skip
    with record.writer() as writer:
        writer.judge(Judgement("reject", "Ada", "not so", "", (subject[0],)))
        undone = writer.judge(Judgement("accept", "Ada", "so", "", (subject[1],)))
        writer.judge(Judgement("undo", "Bo", "not yet", "", withdraws=undone.id))
        writer.judge(Judgement("add", "Bo", "missed", "", made=Subject(new)))
        writer.judge(Judgement("one-actor", "Bo", "one pen", "", actors=("person:anna-berg", "person:a-berg")))
    return record


def test_a_round_trip_loses_nothing(judged, tmp_path, story, run):
    again = Document(story("Twice told.").document.text, source="b.md", publisher="B", published="2024-01-02")
    with judged.writer() as writer:
        writer.add(Document("Twice told.", source="a.md", publisher="A", published="2024-01-01"), (), run=run)
        writer.meet(again, run=run)
    lines = lines_of(judged)
    other, taken = copied(lines, tmp_path)
    assert taken.refusals == []
    assert without_moments(lines_of(other)) == without_moments(lines)
    assert told_by(other) == told_by(judged)
    assert check_record(other.address).faults == ()


def test_taking_it_twice_changes_nothing(judged, tmp_path):
    lines = lines_of(judged)
    first, _ = copied(lines, tmp_path)
    before = lines_of(first)
    second, taken = copied(lines, tmp_path)
    assert (taken.documents, taken.judgements, taken.unchanged) == (0, 0, 2)
    assert lines_of(second) == before


def test_without_texts_only_what_stands_is_written_and_it_cannot_be_taken(judged, tmp_path):
    lines = lines_of(judged, with_texts=False)
    assert b'"stands": false' in lines_of(judged)
    assert b'"stands": false' not in lines
    with pytest.raises(SourceError, match="--with-texts"):
        copied(lines, tmp_path)


def test_another_readers_reading_stays(record, reports, tmp_path):
    lines = lines_of(record).replace(b'"reader": "reader 1"', b'"reader": "reader 0"')
    (tmp_path / "old.jsonl").write_bytes(lines)
    before = lines_of(record)
    with record.writer() as writer:
        assert take(read_lines(tmp_path / "old.jsonl"), writer).own == 2
    assert lines_of(record) == before


@pytest.mark.parametrize(
    "bad", [b"{", b"[]", b'"x"', b'{"kind": "event"}', b'{"kind": "tea", "document": "d"}', b"\xff"]
)
def test_a_bad_line_is_refused_and_stops_nothing(record, tmp_path, bad):
    lines = lines_of(record).splitlines()
    other, taken = copied(b"\n".join([*lines[:2], bad, *lines[2:]]), tmp_path)
    assert [("line 3 " in refusal.reason) for refusal in taken.refusals] == [True]
    assert told_by(other) == told_by(record)


def test_a_stream_that_was_cut_off_can_be_taken_whole_later(record, tmp_path):
    lines = lines_of(record)
    half, taken = copied(lines[:-300], tmp_path)
    assert "is no whole JSON" in taken.refusals[0].reason
    assert "is left out: of its" in taken.refusals[1].reason
    half.close()
    copied(lines, tmp_path)
    with open_record(str(tmp_path / "other.db")) as whole:
        assert told_by(whole) == told_by(record)


def test_a_mark_of_utf8_is_no_part_of_a_line(record, tmp_path):
    other, taken = copied(b"\xef\xbb\xbf" + lines_of(record), tmp_path)
    assert (taken.refusals, told_by(other)) == ([], told_by(record))


def test_statements_without_their_document_are_told(record, tmp_path):
    head, *rest = lines_of(record).splitlines(keepends=True)
    _, taken = copied(b"".join([head.replace(b'"text": "', b'"text": "Not '), *rest]), tmp_path)
    assert any(reason.reason.endswith("that could not be used: left out") for reason in taken.refusals)


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", '{"type": "Feature"}\n', "[1]\n"])
def test_other_files_are_told_in_one_sentence(tmp_path, text):
    (tmp_path / "file").write_text(text)
    with pytest.raises(SourceError):
        list(read_lines(tmp_path / "file"))


def test_changed_texts_and_judgements_are_told(judged, tmp_path):
    lines = (
        lines_of(judged)
        .replace(b"the Harbour Institute, said", b"the Harbour Institute, lied")
        .replace(b"not so", b"so")
    )
    _, taken = copied(lines, tmp_path)
    assert any("text of doc-" in refusal.reason for refusal in taken.refusals)
    assert any("the judgement jd-" in refusal.reason for refusal in taken.refusals)


@given(text=st.text(min_size=1), source=st.text(), reader=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(tmp_path_factory, text, source, reader):
    kept = Kept(Document(text, source=source), False, Run(reader), "", (), ())
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"".join(write_lines([kept], [], with_texts=True)))
    assert list(read_lines(path)) == [kept]
    assert not any(isinstance(one, Refusal) for one in read_lines(path))
