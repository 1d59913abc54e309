"""Manifests: what is in an archive, by content."""

import gzip
import io

import polars as pl
import pytest
from made_sources import warc

from comity.errors import SourceError, UserError
from comity.scaling import manifest as manifests
from comity.scaling.manifest import plan_shards, read_manifest, write_manifest
from comity.scaling.running import Crew, run_archive, take_stock
from comity.scaling.shards import Part, read_shard
from comity.scaling.storage import open_store


def test_every_file_is_in_one_shard(folder, manifest):
    paths = [source.path for shard in manifest.shards for source in shard.sources]
    assert paths == sorted(map(str, folder.iterdir()))
    assert [len(shard.sources) for shard in manifest.shards] == [3, 3, 3, 1]


def test_a_large_file_is_a_shard_of_its_own(folder, monkeypatch):
    monkeypatch.setattr(manifests, "LARGE", 10)
    assert {len(shard.sources) for shard in plan_shards([str(folder)]).shards if shard.sources[0].bytes} == {1}


@pytest.fixture
def crawl(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(2, records=40))
    return path


def test_a_large_crawl_is_parted_between_records(crawl, monkeypatch):
    (whole,) = plan_shards([str(crawl)]).shards
    monkeypatch.setattr(manifests, "LARGE", 10_000)
    manifest = plan_shards([str(crawl)])
    parts = [source for shard in manifest.shards for source in shard.sources]
    assert len(manifest.shards) == len(parts) > 3
    assert [part.start for part in parts] == [sum(p.bytes for p in parts[:n]) for n in range(len(parts))]
    assert sum(part.bytes for part in parts) == whole.sources[0].bytes
    assert (manifest.files, plan_shards([str(crawl)])) == (1, manifest)


def test_the_parts_of_a_crawl_hold_what_the_whole_holds(crawl, monkeypatch, tools):
    def documents(manifest):
        told = [part for shard in manifest.shards for part in read_shard(shard, tools) if isinstance(part, Part)]
        tables = [pl.read_parquet(io.BytesIO(part.tables["documents"][1])) for part in told]
        return pl.concat(tables).select("id", "source", "text").rows()

    whole = documents(plan_shards([str(crawl)]))
    monkeypatch.setattr(manifests, "LARGE", 10_000)
    assert documents(plan_shards([str(crawl)])) == whole
    assert len(whole) == 40


def test_a_changed_part_of_a_crawl_is_told(crawl, monkeypatch, tools):
    monkeypatch.setattr(manifests, "LARGE", 10_000)
    first, *_, last = plan_shards([str(crawl)]).shards
    crawl.write_bytes(crawl.read_bytes()[:-100])
    told = [part.counts for shard in (first, last) for part in read_shard(shard, tools) if isinstance(part, Part)]
    assert [(counts["read"] > 0, counts["refused"]) for counts in told] == [(True, 0), (False, 1)]


def test_a_crawl_that_is_packed_as_a_whole_is_one_source(crawl, monkeypatch):
    crawl.write_bytes(gzip.compress(gzip.decompress(crawl.read_bytes())))
    monkeypatch.setattr(manifests, "LARGE", 1_000)
    ((source,),) = [shard.sources for shard in plan_shards([str(crawl)]).shards]
    assert source.start is None


def test_the_same_files_give_the_same_shards_and_another_text_another(folder, manifest):
    ids = [shard.id for shard in manifest.shards]
    assert [shard.id for shard in plan_shards([str(folder)], files=3).shards] == ids
    (folder / "000.md").write_text("Iran met Iraq.\n")
    changed = [shard.id for shard in plan_shards([str(folder)], files=3).shards]
    assert (changed[0] != ids[0], changed[1:]) == (True, ids[1:])


def test_what_is_said_of_texts_belongs_to_the_shard(folder, manifest):
    told = plan_shards([str(folder)], files=3, publisher="Post")
    assert not {shard.id for shard in told.shards} & {shard.id for shard in manifest.shards}


def test_a_manifest_comes_back_as_it_was_written(tmp_path, manifest):
    write_manifest(manifest, tmp_path / "m.jsonl")
    assert read_manifest(str(tmp_path / "m.jsonl")) == manifest
    assert [file.name for file in tmp_path.iterdir()].count("m.jsonl") == 1


def test_paths_that_lead_nowhere_are_refused(tmp_path):
    manifest = plan_shards([str(tmp_path / "gone")])
    assert (manifest.shards, [refusal.reason for refusal in manifest.refusals]) == (
        (),
        ["there is no such file or folder"],
    )


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: lines[:-1], "damaged"),
        (lambda lines: [lines[0], lines[1].replace("000.md", "001.md"), *lines[2:]], "damaged"),
        (lambda lines: [lines[0].replace('"version": 2', '"version": 3'), *lines[1:]], "newer Comity"),
        (lambda lines: ["{}", *lines[1:]], "no manifest"),
        (lambda lines: ["\x00"], "no manifest"),
        (lambda lines: [], "no manifest"),
    ],
)
def test_what_is_no_whole_manifest_is_told(tmp_path, manifest, damage, said):
    place = tmp_path / "m.jsonl"
    write_manifest(manifest, place)
    place.write_text("\n".join(damage(place.read_text().splitlines())) + "\n")
    with pytest.raises(SourceError, match=said):
        read_manifest(str(place))


def test_a_missing_manifest_is_told(tmp_path):
    with pytest.raises(SourceError, match="no manifest at"):
        read_manifest(str(tmp_path / "gone.jsonl"))


def test_object_storage_is_planned_and_read_like_a_folder(folder, recipe, contents, tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory, bucket = fsspec.filesystem("memory"), f"memory://{tmp_path.name}"
    for path in folder.iterdir():
        memory.pipe_file(f"/{tmp_path.name}/texts/{path.name}", path.read_bytes())
    manifest = plan_shards([f"{bucket}/texts"], files=3)
    assert [source.path for source in manifest.shards[0].sources] == [f"{bucket}/texts/{n:03}.md" for n in range(3)]
    store = open_store(f"{bucket}/results")
    for _ in run_archive(manifest, recipe, store, Crew("serial")):
        pass
    (standing,) = take_stock(manifest, store)
    assert (standing.done, standing.counts["read"], standing.counts["refused"]) == (4, 9, 1)


def test_a_storage_without_a_driver_is_told():
    pytest.importorskip("fsspec")
    with pytest.raises(UserError, match="cannot be used"):
        plan_shards(["nosuch://bucket/texts"])
