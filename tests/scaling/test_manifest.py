"""Manifests: what is in an archive, by content."""

import csv
import gzip
import io
import json

import polars as pl
import pytest
from made_sources import warc

from comity.errors import SourceError, UserError
from comity.scaling import manifest as manifests
from comity.scaling.manifest import plan_shards, read_manifest, write_manifest
from comity.scaling.running import Crew, run_archive, take_stock
from comity.scaling.shards import Part, read_shard
from comity.scaling.storage import open_store
from comity.sources import stretches


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


def table_of(folder, kind):
    """Two hundred articles, with gaps, quotes, line ends in cells, rows of other columns, and one that is none."""
    rows = [
        {"body": f'On day {n} Iran met "India";\nthen came Oman, number {n}. ' + "It rained. " * (n % 7),
         "day": "2024-05-01", **({"title": f"T {n}"} if n % 3 else {})}
        for n in range(200)
    ]  # fmt: skip
    path = folder / f"table.{kind}"
    if kind == "parquet":
        pl.DataFrame(rows).with_columns(pl.col("day").str.to_date()).write_parquet(path, row_group_size=60)
        return path
    if kind == "jsonl":
        lines = [json.dumps(row) for row in rows]
        lines[70:70] = ["", "no JSON"]
        path.write_text("\n".join(["", *lines]) + "\n")
        return path
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["title", "body", "day"], delimiter="\t" if kind == "tsv" else ",")
        writer.writeheader()
        writer.writerows(rows[:90])
        file.write("\r\n")
        writer.writerows(rows[90:])
    return path


def rows_of(manifest, tools):
    told = [part for shard in manifest.shards for part in read_shard(shard, tools) if isinstance(part, Part)]
    tables = [{name: pl.read_parquet(io.BytesIO(data)) for name, (_, data) in part.tables.items()} for part in told]
    return {name: pl.concat([table[name] for table in tables]).rows() for name in tables[0]}


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "parquet"])
def test_a_large_table_is_parted_between_rows_and_its_parts_hold_what_the_whole_holds(
    tmp_path, monkeypatch, tools, kind
):
    path = table_of(tmp_path, kind)
    whole = plan_shards([str(path)])
    monkeypatch.setattr(manifests, "LARGE", path.stat().st_size // 6)
    parted = plan_shards([str(path)])
    assert len(whole.shards) == 1
    assert len(parted.shards) > 4
    assert rows_of(parted, tools) == rows_of(whole, tools)
    assert len(rows_of(whole, tools)["documents"]) == 200
    write_manifest(parted, tmp_path / "m.jsonl")
    assert read_manifest(str(tmp_path / "m.jsonl")) == parted
    assert plan_shards([str(path)]) == parted


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_changed_head_or_part_of_a_table_is_told(tmp_path, monkeypatch, tools, kind):
    path = table_of(tmp_path, kind)
    monkeypatch.setattr(manifests, "LARGE", 3_000)
    first, second, *_ = plan_shards([str(path)]).shards
    content = path.read_bytes()
    path.write_bytes(content.replace(b"body", b"BODY", 1))
    counts = [part.counts for shard in (first, second) for part in read_shard(shard, tools) if isinstance(part, Part)]
    assert [(count["read"], count["refused"]) for count in counts] == [(0, 1), (0, 1)]


@pytest.mark.parametrize(
    "content",
    [
        b"no json\n" * 900, b"[1]\n" * 900, "text,day\r\na,b\r\n".encode("utf-16") * 300, b"text,day\ra,b\r" * 900,
        b"text,day\n" + b"plain words,2024\n" * 300 + "caf\xe9,2024\n".encode("cp1252") * 900,
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_parted_safely_is_one_source(tmp_path, monkeypatch, content):
    monkeypatch.setattr(manifests, "LARGE", 3_000)
    monkeypatch.setattr(stretches, "SAMPLE", 2_000)
    for kind in ("jsonl", "csv"):
        (tmp_path / f"t.{kind}").write_bytes(content)
        assert [source.start for source in _sources_of(tmp_path / f"t.{kind}")] == [None], kind


def _sources_of(path):
    return [source for shard in plan_shards([str(path)]).shards for source in shard.sources]


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
        (lambda lines: [lines[0].replace('"version": 3', '"version": 4'), *lines[1:]], "newer Comity"),
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
