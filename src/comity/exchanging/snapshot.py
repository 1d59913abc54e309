"""Snapshots: a record as a folder of tables, with a manifest that says what they hold and how to tell damage."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from comity.errors import SourceError
from comity.exchanging.lines import Taken
from comity.exchanging.snapshot_tables import ADDED, TABLES, Row, restore, rows_of
from comity.recording import View

MANIFEST = "manifest.json"
FORMAT, VERSION = "comity-snapshot", 3
AT_ONCE = 50_000
"""Rows of a table that are in memory together while it is written."""


class _File(NamedTuple):
    """A kind of file: how rows are appended to a table, and how the table is ended."""

    append: Callable[[Path, str, list[Row], int], None]
    end: Callable[[Path, str], Path]


def write_snapshot(view: View, folder: Path, kind: str, *, with_texts: bool) -> dict[str, int]:
    """Write every table into an empty folder as `parquet` or `csv`; the numbers of rows by table."""
    file, counts = _FILES[kind], dict.fromkeys(TABLES, 0)
    waiting: dict[str, list[Row]] = {name: [] for name in TABLES}
    for name, row in rows_of(view, with_texts=with_texts):
        waiting[name].append(row)
        if len(waiting[name]) >= AT_ONCE:
            counts[name] = _append(file, folder, name, waiting[name], counts[name])
    for name, rows in waiting.items():
        counts[name] = _append(file, folder, name, rows, counts[name])
    files = {name: _describe(file.end(folder, name), counts[name]) for name in TABLES}
    manifest = {
        "format": FORMAT, "version": VERSION, "data_version": view.data_version,
        "asof": view.asof.isoformat() if view.asof else None, "reports_only": view.reports_only,
        "with_texts": with_texts, "files": files,
    }  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return counts


def read_snapshot(folder: Path) -> Iterator[Taken]:
    """What a Parquet snapshot with texts holds.

    Raises `SourceError` when there is none, a newer Comity wrote it, or a file is not the one that was written.
    """
    manifest = _read_manifest(folder)
    if not manifest["with_texts"]:
        raise SourceError(f"{folder} holds documents without their texts; export it again with --with-texts.")
    names = [name for name in _RESTORED if name in manifest["files"]]
    return restore({name: _read_table(folder, name, manifest["files"]) for name in names})


_RESTORED = ("documents", "statements", "evidence", "parties", "judgements", *ADDED)


def _append(file: _File, folder: Path, name: str, rows: list[Row], done: int) -> int:
    file.append(folder, name, rows, done)
    count = done + len(rows)
    rows.clear()
    return count


def _append_parquet(folder: Path, name: str, rows: list[Row], done: int) -> None:
    frame = pl.DataFrame(rows, schema=TABLES[name], orient="row")
    frame.write_parquet(folder / f".{name}-{done:012}.part")


def _end_parquet(folder: Path, name: str) -> Path:
    parts, whole = sorted(folder.glob(f".{name}-*.part")), folder / f"{name}.parquet"
    if len(parts) == 1:
        parts[0].rename(whole)
        return whole
    pl.scan_parquet(parts).sink_parquet(whole)
    for part in parts:
        part.unlink()
    return whole


def _append_csv(folder: Path, name: str, rows: list[Row], done: int) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not done:
        writer.writerow(TABLES[name])
    writer.writerows([_cell(value) for value in row] for row in rows)
    with (folder / f"{name}.csv").open("ab") as file:
        file.write(text.getvalue().encode())


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


_FILES = {
    "parquet": _File(_append_parquet, _end_parquet),
    "csv": _File(_append_csv, lambda folder, name: folder / f"{name}.csv"),
}


def _describe(path: Path, rows: int) -> dict[str, Any]:
    return {"file": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        version = manifest["version"]
        newer, promised = version > VERSION, [name for name in TABLES if ADDED.get(name, 1) <= version]
        known = manifest["format"] == FORMAT and all("sha256" in manifest["files"][name] for name in promised)
        manifest["with_texts"]
    except OSError as error:
        raise SourceError(f"There is no snapshot in {folder}: it has no {MANIFEST} that can be read.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{path} is no manifest of a Comity snapshot; give the folder of one.") from error
    if newer:
        raise SourceError(f"A newer Comity wrote the snapshot {folder}; update Comity to read it.")
    if not known:
        raise SourceError(f"{path} is no manifest of a Comity snapshot; give the folder of one.")
    return manifest


def _read_table(folder: Path, name: str, files: dict[str, dict[str, Any]]) -> pl.DataFrame:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise SourceError(f"{path} is missing; only a whole Parquet snapshot can be imported.")
    if _digest(path) != files[name]["sha256"]:
        raise SourceError(f"{path} is not the file that was exported, its checksum differs; get the snapshot anew.")
    return pl.read_parquet(path)
