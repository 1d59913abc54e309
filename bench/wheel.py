"""A wheel of a clean clone, in an empty environment: does it bring every page, asset and word that it needs?

`python bench/wheel.py` clones this repository's last commit, builds its wheel, installs it with what it needs into an
environment of its own, runs `comity demo` and `comity serve` there with a bare environment (no Node, no source tree in
reach), has a text read there, and follows the links of every kind of page: assets, downloads in every form, the API. It
prints what failed and exits 1 then. `--python FILE` tries an environment that has Comity already.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from figures import Figure, print_figures

from comity.serving.web.downloads import FORMS
from comity.serving.web.pages import PAGES

HOUSE = Path(__file__).resolve().parents[1]
LINK = re.compile(r"""(?:href|src)="([^"]+)\"""")
IN_STYLE = re.compile(r"""url\(["']?([^"')]+)""")
STARTS = ("/", "/check", "/network", "/members/SCO", "/actor/SCO", "/pair/PRK/USA", "/brief/SCO", "/watch/SCO",
          "/watch/PRK/USA", "/timeline?actor=SCO", "/changes?actor=SCO", "/quotes?about=SCO", "/studies", "/measures",
          "/ask?q=Who+were+the+members+of+the+SCO+in+2023%3F", "/search?q=summit", "/map?organisation=SCO", "/read",
          "/api/v1/openapi.json", "/api/v1/members?organisation=SCO", "/api/v1/export/statements.jsonl",
          "/embed/timeline?actor=SCO", "/brief/SCO.html", "/brief/SCO.md", "/brief/SCO.pdf")  # fmt: skip
OF_A_KIND = 4
"""Pages of a kind, and downloads of a form of a kind, that are opened."""
SECONDS = 120
KEY = re.compile(r'name="key" value="([^"]+)"')
PASTED = {"publisher": "Wheelwright", "published": "2024-07-05", "text": "Belarus joined the SCO on Thursday."}
BEGINNINGS = {"parquet": b"PAR1", "ris": b"TY  - ", "bib": b"@", "pdf": b"%PDF", "svg": b"<"}


@dataclass
class Walk:
    """What was opened, and what of it is not as it should be."""

    seen: Counter[str] = field(default_factory=Counter)
    """How often each kind of address was opened."""
    trouble: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Kinds of pages that no link led to."""
        return [kind for kind, _ in PAGES if kind not in self.seen]


def kind_of(path: str) -> str:
    """The kind of page, or the form of a download with its kind, that a path is of."""
    if path.startswith("/static/"):
        return path
    form = next((form for form in ("csl.json", *FORMS, "svg", "graphml", "gexf", "atom", "html", "md", "pdf")
                 if path.endswith(f".{form}")), "")  # fmt: skip
    bare = path.removesuffix(f".{form}") if form else path
    for kind, _ in PAGES:
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(kind)), bare):
            return f"{kind}.{form}" if form else kind
    return path


def hand_in(base: str, entrance: str) -> str:
    """Have a text read by whom the address that the server printed lets in; the page of that reading."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.open(base + entrance, timeout=SECONDS).close()
    with browser.open(f"{base}/read", timeout=SECONDS) as answer:
        key = KEY.findall(answer.read().decode())[0]
    with browser.open(f"{base}/read", urlencode({"key": key, **PASTED}).encode(), timeout=SECONDS) as answer:
        return urlsplit(answer.url).path


def walk(base: str, *more: str) -> Walk:
    """Follow the links from the first pages and from some `more`."""
    starts = (*STARTS, *more)
    found, waiting, known = Walk(), deque(starts), set(starts)
    while waiting:
        path = waiting.popleft()
        kind = kind_of(unquote(urlsplit(path).path))
        if found.seen[kind] >= OF_A_KIND:
            continue
        found.seen[kind] += 1
        for link in _open(base, path, found):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return found


def _open(base: str, path: str, found: Walk) -> Iterator[str]:
    """Open an address, note what is wrong with it, and give the addresses that it leads to."""
    try:
        with urllib.request.urlopen(base + path, timeout=SECONDS) as answer:
            body, kind = answer.read(), answer.headers.get_content_type()
    except (urllib.error.URLError, OSError) as error:
        found.trouble.append(f"{path}: {error}")
        return
    if wrong := _look(path, kind, body):
        found.trouble.append(f"{path}: {wrong}")
    if kind in ("text/html", "text/css"):
        for link in (LINK if kind == "text/html" else IN_STYLE).findall(body.decode()):
            target = urljoin(base + path, unescape(link))
            if target.startswith(f"{base}/"):
                yield target.removeprefix(base).partition("#")[0]


def _look(path: str, kind: str, body: bytes) -> str:
    """What is wrong with what came; empty when nothing is. Tables and references may be empty."""
    suffix = urlsplit(path).path.rpartition(".")[2]
    if kind == "application/json":
        try:
            json.loads(body)
        except ValueError:
            return "it is no JSON"
    elif not body and suffix not in ("bib", "ris", "csv", "jsonl"):
        return "it is empty"
    elif body and suffix in BEGINNINGS and not body.lstrip().startswith(BEGINNINGS[suffix]):
        return f"it does not begin as {suffix} does"
    elif kind == "text/html" and path.startswith("/brief/") is False and (b"<h1" not in body or b"</html>" not in body):
        return "it is no whole page" if "/embed/" not in path else ""
    return ""


def build(folder: Path) -> Path:
    """The wheel of a clean clone."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(HOUSE), str(clone)], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(clone)], check=True
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """The Python of a new environment that holds the wheel and what it needs, and nothing else."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    return python


@contextmanager
def serve(python: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """A server over the record of `comity demo`, run without anything of this environment: its address, and where
    one is let in."""
    bare = {"HOME": str(folder), "PATH": os.defpath}
    comity = [str(python), "-P", "-m", "comity"]
    told = subprocess.run([*comity, "demo"], cwd=folder, env=bare, capture_output=True, text=True, check=True).stdout
    if "Mercosur" not in told:
        raise SystemExit("comity demo showed nothing")
    order = [*comity, "serve", "--record", "comity-demo.db", "--port", "0"]
    with subprocess.Popen(order, cwd=folder, env=bare, stdout=subprocess.PIPE, text=True) as server:
        try:
            told = "".join(server.stdout.readline() for _ in range(2)) if server.stdout else ""
            yield re.findall(r"http://[\d.:]+", told)[0], re.findall(r"/enter/\S+", told)[0]
        finally:
            server.terminate()


def try_wheel(python: Path | None = None) -> Walk:
    """Build, install, run and walk; an environment that is given is taken as it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = python or install(build(folder), folder)
        with serve(python, folder) as (base, entrance):
            return walk(base, hand_in(base, entrance))


def main() -> int:
    """Print how much was opened, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", type=Path, help="an environment's Python that has Comity already")
    found = try_wheel(parser.parse_args().python)
    kinds = [kind for kind, _ in PAGES]
    pages = sum(found.seen[kind] for kind in kinds)
    assets = sum(kind.startswith("/static/") for kind in found.seen)
    print_figures([
        Figure("kinds of pages opened", sum(kind in found.seen for kind in kinds), "kinds"),
        Figure("pages opened", pages, "pages"), Figure("assets opened", assets, "assets"),
        Figure("downloads and others opened", sum(found.seen.values()) - pages - assets, "files"),
        Figure("failed", len(found.trouble), "addresses"),
    ])  # fmt: skip
    for line in (*found.trouble, *(f"{kind}: no link led there" for kind in found.missing)):
        print(line)
    return 1 if found.trouble or found.missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
