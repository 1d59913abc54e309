"""Results: there when they are whole, and not before."""

import os
import socket

import pytest

from comity.errors import SourceError
from comity.scaling.pipeline import Pipeline
from comity.scaling.storage import DONE, Done, LocalStore, describe, iterate_tables, open_store, read_checked, read_done

PIPELINE = Pipeline("reader 1", "register 1")


@pytest.fixture(params=["local", "memory"])
def any_store(request, tmp_path):
    if request.param == "local":
        return open_store(str(tmp_path / "results"))
    pytest.importorskip("fsspec")
    return open_store(f"memory://{tmp_path.name}/results")


def publish(store, shard="aa", content=b"rows"):
    folder = store.begin(PIPELINE.hash, shard)
    folder.write("documents-00000.parquet", content)
    done = Done(shard, PIPELINE, (describe("documents-00000.parquet", "documents", 1, content),), {"read": 1})
    folder.publish(done)
    return done


def test_a_shard_is_there_when_it_is_published(any_store):
    assert any_store.find_done(PIPELINE.hash) == set()
    folder = any_store.begin(PIPELINE.hash, "bb")
    folder.write("documents-00000.parquet", b"half")
    assert any_store.find_done(PIPELINE.hash) == set()
    done = publish(any_store)
    assert any_store.find_done(PIPELINE.hash) == {"aa"}
    assert any_store.find_pipelines() == [PIPELINE.hash]
    assert read_done(any_store, PIPELINE.hash, "aa") == done
    assert list(iterate_tables(any_store, done)) == [{"documents": b"rows"}]


def test_publishing_twice_changes_nothing(any_store):
    first = publish(any_store)
    assert publish(any_store).encode() == first.encode()
    assert any_store.find_done(PIPELINE.hash) == {"aa"}


def test_a_damaged_file_is_told(any_store):
    done = publish(any_store)
    folder = any_store.begin(PIPELINE.hash, "aa")
    if hasattr(folder, "final"):
        (folder.final / "documents-00000.parquet").write_bytes(b"other")
    else:
        folder.write("documents-00000.parquet", b"other")
    with pytest.raises(SourceError, match="damaged"):
        read_checked(any_store, done, done.files[0])


def test_what_the_dead_left_is_removed_and_what_the_living_write_stays(tmp_path):
    store = LocalStore(tmp_path)
    folder = tmp_path / PIPELINE.hash
    host = socket.gethostname()
    left = {f".aa.{host}.999999999": False, f".aa.{host}.{os.getppid()}": True, ".aa.elsewhere.1": True}
    for name in left:
        (folder / name).mkdir(parents=True)
    store.begin(PIPELINE.hash, "aa")
    assert {name: (folder / name).exists() for name in left} == left


def test_a_folder_without_its_mark_is_no_result(tmp_path):
    store = LocalStore(tmp_path)
    (tmp_path / PIPELINE.hash / "aa").mkdir(parents=True)
    assert store.find_done(PIPELINE.hash) == set()
    publish(store)
    assert store.find_done(PIPELINE.hash) == {"aa"}


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format": "comity-archive", "version": 99}'])
def test_a_mark_that_cannot_be_read_is_told(tmp_path, content):
    store = LocalStore(tmp_path)
    publish(store)
    (tmp_path / PIPELINE.hash / "aa" / DONE).write_bytes(content)
    with pytest.raises(SourceError, match=r"damaged|newer"):
        read_done(store, PIPELINE.hash, "aa")
