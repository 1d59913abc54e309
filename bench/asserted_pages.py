"""Real pages with passages that belong to the article and passages that don't, out of trafilatura's own source package.

Its test of real pages says for each which passages must and which must not come out. The test file is parsed and
never run.
"""

import ast
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

TEST_FILE = "tests/realworld_tests.py"
PAGES = "tests/cache"
TEST = "test_extract"
"""The test of whole texts; the others are of languages and markup."""


def unpack_pages(package: Path, folder: Path) -> int:
    """Write the pages of a source package and their `evaldata.json` into a folder; returns the number of pages."""
    with tarfile.open(package) as packed:
        members = {_inside(member.name): member for member in packed if member.isfile()}
        tree = ast.parse(_content(packed, members[TEST_FILE]))
        files = _mock_pages(tree)
        told = {url: {"file": files[url], **passages} for url, passages in _passages(tree).items() if url in files}
        for page in told.values():
            data = _content(packed, members[f"{PAGES}/{page['file']}"])
            Path(folder, str(page["file"])).write_bytes(data)
    Path(folder, "evaldata.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return len(told)


def _inside(name: str) -> str:
    return PurePosixPath(*PurePosixPath(name).parts[1:]).as_posix()


def _content(packed: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = packed.extractfile(member)
    return opened.read() if opened is not None else b""


def _mock_pages(tree: ast.Module) -> dict[str, str]:
    """The table of addresses and files of pages."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            table = ast.literal_eval(node.value)
            if table and all(str(file).endswith(".html") for file in table.values()):
                return dict(table)
    return {}


def _passages(tree: ast.Module) -> dict[str, dict[str, list[str]]]:
    """By address, what is asserted to be `with` and `without` in the text last extracted."""
    found: dict[str, dict[str, list[str]]] = {}
    url = ""
    for step in _steps(
        next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == TEST).body
    ):
        if isinstance(step, ast.Assign):
            url = _loaded(step)
        elif isinstance(step, ast.Assert) and url:
            passages = found.setdefault(url, {"with": [], "without": []})
            for passage, wanted in _wanted(step.test):
                passages["with" if wanted else "without"].append(passage)
    return found


def _steps(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements in order; of the branches the one for plain text."""
    for step in body:
        if isinstance(step, ast.If):
            yield from _steps(step.body if "False" in ast.unparse(step.test) else step.orelse)
        else:
            yield step


def _loaded(step: ast.Assign) -> str:
    """The address whose text is extracted, empty when it is anything else or with settings of its own."""
    call = step.value
    if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant) and not call.keywords:
        return str(call.args[0].value)
    return ""


def _wanted(test: ast.expr) -> Iterator[tuple[str, bool]]:
    """Each passage of a condition, with whether it must be there; only what must all hold is taken."""
    match test:
        case ast.BoolOp(op=ast.And()):
            for part in test.values:
                yield from _wanted(part)
        case ast.Compare(left=ast.Constant(value=str(passage)), ops=[ast.In()]):
            yield passage, True
        case ast.Compare(left=ast.Constant(value=str(passage)), ops=[ast.NotIn()]):
            yield passage, False
