"""Reading a shard: the same tables each time, whatever is in it."""

import io
from dataclasses import replace

import polars as pl
import pytest

from comity.errors import SourceError
from comity.reading.batches import BATCH
from comity.reading.set_aside import Selected, SetAside
from comity.scaling.manifest import plan_shards
from comity.scaling.shards import UNHARMED, At, Part, read_shard
from comity.scaling.tables import ROWS, load_documents, load_errors


def whole(folder):
    (shard,) = plan_shards([str(folder)], files=1000).shards
    return shard


def parts(shard, tools, **options):
    return [told for told in read_shard(shard, tools, **options) if isinstance(told, Part)]


def tables(part):
    return {name: pl.read_parquet(io.BytesIO(content)) for name, (_, content) in part.tables.items()}


def test_a_shard_becomes_documents_with_their_statements_and_errors(folder, tools):
    (part,) = parts(whole(folder), tools)
    assert tuple(part.tables) == ROWS
    assert part.counts == {"read": 9, "statements": 18, "refused": 1}
    found = list(load_documents(tables(part)))
    assert [len(one.kept.read) for one in found] == [2] * 9
    assert all(s.evidence[0].exact in one.kept.document.text for one in found for s in one.kept.read)
    errors = list(load_errors(tables(part)["errors"]))
    assert [(severity, refusal.source[-8:]) for severity, refusal in errors] == [
        ("refused", "empty.md"),
        ("warning", "dated.md"),
    ]


def test_that_much_is_to_be_read_is_told_before_it_is_read(tmp_path, tools):
    """Whoever waits must not take a worker that reads a text of thousands of pages for one that hangs."""
    (tmp_path / "a.md").write_text("Iran met India.\n")
    (tmp_path / "long.md").write_text("Iran met India. " * 20_000)
    told = list(read_shard(whole(tmp_path), tools))
    long = next(one for one in told if isinstance(one, At) and one.characters)
    assert long.characters >= 16 * 20_000 - 1
    assert long.place == 0 == told[told.index(long) - 1].place
    assert long.stretch(300) > 300 + 300
    assert At(3).stretch(300) == 300


def test_a_shard_of_which_nothing_is_here_is_not_read(folder, tools):
    shard = whole(folder)
    (folder / "000.md").unlink()
    (part,) = parts(shard, tools)
    assert (part.counts["read"], part.counts["refused"]) == (8, 2)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(SourceError, match="none of its files is here"):
        parts(shard, tools)


def test_the_same_shard_gives_the_same_bytes(folder, tools):
    shard = whole(folder)
    assert [part.tables for part in parts(shard, tools)] == [part.tables for part in parts(shard, tools)]


def test_statements_come_back_as_they_were_read(folder, tools):
    (part,) = parts(whole(folder), tools)
    for one in load_documents(tables(part)):
        (reading,) = tools.reader.read_many([one.kept.document])
        assert one.kept.read == reading.statements


def test_parts_are_bounded_and_hold_everything_once(tmp_path, tools):
    folder = tmp_path / "many"
    folder.mkdir()
    for place in range(3 * BATCH):
        (folder / f"{place:03}.txt").write_text(f"Iran met India for time {place}.")
    found = parts(whole(folder), tools, part=BATCH)
    assert [part.number for part in found] == [0, 1, 2]
    assert [part.counts["read"] for part in found] == [BATCH] * 3


def test_an_empty_shard_still_ends_with_tables(tmp_path, tools):
    (tmp_path / "empty.md").write_text("")
    (part,) = parts(whole(tmp_path / "empty.md"), tools)
    assert part.counts == {"refused": 1}


def test_poison_goes_to_the_errors_and_stops_nothing(folder, tools):
    (folder / "002.md").write_text("A breaker came.")
    (part,) = parts(whole(folder), tools)
    assert (part.counts["read"], part.counts["failed"]) == (8, 1)
    assert next(refusal.reason for _, refusal in load_errors(tables(part)["errors"])).startswith(
        "the reader failed on it (ValueError: no verb)"
    )


def test_a_file_that_has_changed_since_it_was_planned_is_refused(folder, tools):
    shard = whole(folder)
    (folder / "000.md").write_text("Something else.")
    (folder / "001.md").unlink()
    (part,) = parts(shard, tools)
    assert part.counts["refused"] == 3
    reasons = [refusal.reason for _, refusal in load_errors(tables(part)["errors"])]
    assert any("has changed since" in reason for reason in reasons)
    assert any("cannot be opened" in reason for reason in reasons)


def test_a_text_that_comes_twice_is_read_once(folder, tools):
    (folder / "zz.md").write_text((folder / "000.md").read_text())
    (part,) = parts(whole(folder), tools)
    assert part.counts["known"] == 1
    assert [one.outcome for one in load_documents(tables(part))][-1] == "known"


def test_another_language_is_kept_unread(folder, tools):
    (folder / "000.md").write_text("---\nlanguage: fr\n---\nUn texte.\n")
    (part,) = parts(whole(folder), tools)
    assert part.counts["set-aside"] == 1


def test_a_part_ends_where_long_texts_fill_it(folder, tools):
    told = read_shard(whole(folder), tools, UNHARMED.after(0), characters=100)
    found = [part for part in told if isinstance(part, Part)]
    assert len(found) > 2
    assert sum(part.counts["read"] for part in found) == 9


class Dull:
    version = "dull"

    def select(self, document):
        return SetAside(document, "actors", "dull") if "Day 1 " in document.text else Selected(document)


def test_what_is_not_worth_reading_is_kept_unread(folder, tools):
    (part,) = parts(whole(folder), replace(tools, selector=Dull()))
    aside = [one for one in load_documents(tables(part)) if one.outcome == "set-aside"]
    assert [(one.kept.run.reader, one.kept.read, one.kept.document.text[:5]) for one in aside] == [
        ("dull", (), "Day 1")
    ]


def test_places_are_told_before_each_batch(tmp_path, tools):
    for place in range(BATCH + 2):
        (tmp_path / f"{place:03}.txt").write_text(f"Iran met India for time {place}.")
    told = [one.place for one in read_shard(whole(tmp_path), tools) if isinstance(one, At)]
    assert told == [0, BATCH, BATCH + 2]


@pytest.mark.parametrize("place", [0, 3])
def test_where_workers_died_documents_are_read_alone_and_then_left_out(folder, tools, place):
    alone = UNHARMED.after(0)
    told = [one.place for one in read_shard(whole(folder), tools, alone) if isinstance(one, At)]
    assert told == list(range(11))
    (part,) = parts(whole(folder), tools, care=alone.after(place))
    assert (part.counts["read"], part.counts["failed"]) == (8, 1)
