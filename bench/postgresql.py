"""A PostgreSQL server of its own for tests and benches: started from the distribution's package in a temporary folder.

The server refuses to run as root, so root starts it as the user that the package made.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MISSING = "PostgreSQL is not installed; run “make postgresql” as root, or install your distribution's package"
PACKAGED = Path("/usr/lib/postgresql")
SPEED = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 "
    "-c autovacuum=off"
)
"""For tests: a machine that loses power takes their data with it."""


class Server:
    """A running server; `room` makes an empty place for a record in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = 0

    def room(self) -> str:
        """The address of a new, empty schema: quicker made and dropped than a database."""
        self._made += 1
        name = f"record{self._made}"
        self.run(f"CREATE SCHEMA {name}")
        return f"postgresql://owner@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def clear(self, address: str) -> None:
        """Remove what `room` made, with all in it."""
        self.run(f"DROP SCHEMA {address.rpartition('%3D')[2]} CASCADE")

    def run(self, sql: str) -> None:
        """Run one command as the server's owner."""
        self._execute(sql)

    def written(self) -> str:
        """How far the server's log goes: the same as before while nobody wrote."""
        (row,) = self._execute("SELECT pg_current_wal_insert_lsn()").fetchall()
        return str(row[0])

    def _execute(self, sql: str) -> Any:
        import psycopg

        with psycopg.connect(f"host={self.folder} dbname=postgres user=owner", autocommit=True) as connection:
            return connection.execute(sql)  # type: ignore[call-overload]


def find_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, the newest version's; None when there is none."""
    packaged = sorted(PACKAGED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(packaged[-1]) if packaged else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running_server(options: str = SPEED) -> Iterator[Server]:
    """A fresh server on a socket in a temporary folder; raises `FileNotFoundError` when none is installed."""
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="comity-pg-"))  # short: a socket's path may have about 100 letters
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    data, where = folder / "data", f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=50"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", "600", "-l", str(folder / "log")]
    try:
        _run([str(binaries / "initdb"), "-D", str(data), "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        _run([*control, "-o", f"{where} {options}", "start"], user)
        try:
            yield Server(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Whom root runs the server as; None for everybody else."""
    if os.geteuid() != 0:
        return None
    names = {line.partition(":")[0] for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines()}
    return "postgres" if "postgres" in names else "nobody"


def _run(command: list[str], user: str | None) -> None:
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": "/"}
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    done = subprocess.run(command, **quiet, **identity, check=False)  # type: ignore[call-overload]
    if done.returncode:
        raise OSError(f"{Path(command[0]).name} failed: {done.stderr.decode(errors='replace').strip()}")
