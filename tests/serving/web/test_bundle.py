"""The script that ships is the one its sources give, calls on no other host, and stays small."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from comity.register import Register
from comity.serving.web.site import HERE, STATIC

WEB = Path(__file__).parents[3] / "web"
LARGEST = 60 * 1024
"""Bytes of script, compressed, that the first view of a page may cost."""
LARGEST_MAP = 300 * 1024


def test_the_bundle_was_built_from_these_sources() -> None:
    names = sorted(
        [*(f"src/{path.name}" for path in (WEB / "src").iterdir()), "package-lock.json", "package.json",
         "tsconfig.json", "vite.config.js", "map.mjs", "claimed.json"]
    )  # fmt: skip
    sources = hashlib.sha256()
    for name in names:
        sources.update(f"{name}\0".encode() + (WEB / name).read_bytes() + b"\0")
    seal = json.loads((STATIC / "BUILD.json").read_text())
    assert seal["sources"] == sources.hexdigest(), "run `npm ci && npm run build` in web/"
    assert seal["bundle"] == hashlib.sha256((STATIC / "islands.js").read_bytes()).hexdigest()


@pytest.mark.skipif(not shutil.which("npm") or not (WEB / "node_modules").is_dir(), reason="needs npm ci in web/")
def test_building_again_gives_the_same_bytes() -> None:
    before = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    subprocess.run(["npm", "run", "build"], cwd=WEB, check=True, capture_output=True)
    assert {path.name: path.read_bytes() for path in STATIC.iterdir()} == before


def test_script_is_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js")) <= LARGEST


def test_the_map_is_small_and_knows_its_states(register: Register) -> None:
    world = (STATIC / "world.svg").read_text()
    script = sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js"))
    assert len(gzip.compress(world.encode())) + script <= LARGEST_MAP
    drawn = set(re.findall(r'<path id="([A-Z]{3})"', world))
    assert all(register.entry(f"state:{code}") for code in drawn)
    members = {row.member for row in register.members("org:UN", "2024-01-01") if row.status in ("member", "founder")}
    assert {id.removeprefix("state:") for id in members if id.startswith("state:")} <= drawn


def test_nothing_that_ships_names_another_host() -> None:
    for path in (*STATIC.rglob("*"), *(HERE / "templates").rglob("*")):
        if path.suffix in (".js", ".css", ".html", ".svg"):
            hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8")))
            assert hosts <= {"www.w3.org"}, path.name


def test_the_lock_file_holds_no_addresses() -> None:
    assert "resolved" not in (WEB / "package-lock.json").read_text()
