"""Loading an archive into a record: once is enough, and twice is no more."""

import datetime as dt
from itertools import count

import pytest

from comity.errors import SourceError, UserError
from comity.model import Refusal
from comity.recording import open_record
from comity.scaling.loading import choose_pipeline, load_archive
from comity.scaling.running import Crew, run_archive
from comity.scaling.storage import DONE, LocalStore


@pytest.fixture
def pipeline(manifest, recipe, store, folder):
    for _ in run_archive(manifest, recipe, store, Crew("serial")):
        pass
    return choose_pipeline(manifest, store).pipeline


@pytest.fixture
def record(tmp_path):
    minutes = count()
    noon = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
    with open_record(
        tmp_path / "r.db", create=True, clock=lambda: noon + dt.timedelta(minutes=next(minutes))
    ) as record:
        yield record


def load(manifest, store, pipeline, record):
    with record.writer() as writer:
        return list(load_archive(manifest, store, pipeline, writer))


def held(record):
    with record.view() as view:
        kept = [(k.document, k.run, k.recorded_at, k.statements) for k in view.kept()]
        return kept, view.refusals()


def test_what_was_read_is_in_the_record(manifest, store, pipeline, record, tools):
    loaded = load(manifest, store, pipeline, record)
    assert sum(shard.documents for shard in loaded) == 9
    assert sum(shard.statements for shard in loaded) == 18
    kept, noted = held(record)
    for document, run, _, statements in kept:
        (reading,) = tools.reader.read_many([document])
        assert {kept.statement for kept in statements} == set(reading.statements)
        assert run == pipeline.run
    assert [(note.severity, note.source[-8:]) for note in noted] == [("refused", "empty.md"), ("warning", "dated.md")]


def test_loading_twice_changes_nothing(manifest, store, pipeline, record):
    load(manifest, store, pipeline, record)
    before = held(record)
    again = load(manifest, store, pipeline, record)
    assert [(shard.documents, shard.statements, shard.errors) for shard in again] == [(0, 0, 0)] * 4
    assert held(record) == before


def test_loading_goes_on_where_it_stopped(manifest, store, pipeline, record):
    with record.writer() as writer:
        shards = load_archive(manifest, store, pipeline, writer)
        next(shards)
        shards.close()
    load(manifest, store, pipeline, record)
    kept, _ = held(record)
    assert len(kept) == 9


def test_only_what_is_whole_is_loaded(manifest, store, pipeline, record):
    next((store.root / pipeline.hash).glob(f"*/{DONE}")).unlink()
    assert len(load(manifest, store, pipeline, record)) == 3


def test_a_damaged_table_is_told(manifest, store, pipeline, record):
    table = next((store.root / pipeline.hash).glob("*/statements-00000.parquet"))
    table.write_bytes(table.read_bytes()[:-1])
    with pytest.raises(SourceError, match="damaged"):
        load(manifest, store, pipeline, record)


def test_nothing_read_is_told(manifest, tmp_path):
    with pytest.raises(UserError, match="Nothing of this manifest"):
        choose_pipeline(manifest, LocalStore(tmp_path / "nowhere"))


def test_refusals_are_recorded_once_by_one_run(record, pipeline):
    lost = [Refusal("a.pdf", "sources", "no text")]
    with record.writer() as writer:
        assert [writer.refuse_once(lost, run=pipeline.run) for _ in range(2)] == [1, 0]
