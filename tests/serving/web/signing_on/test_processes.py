"""A team signs on at a server of several processes, as it is run: whichever answers knows who somebody is."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from tests.serving.web.signing_on.provider import CLIENT, SECRET, SignOnProvider, open_provider

from comity.asking.desk import Desk

ASKED = 12
"""So many new connections meet both processes, but once in two thousand times."""


@pytest.fixture
def provider() -> Iterator[SignOnProvider]:
    with open_provider() as provider:
        yield provider


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def here(desk: Desk, record_address: str, provider: SignOnProvider, tmp_path: Path) -> Iterator[str]:
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    settings = tmp_path / "sign-on.yaml"
    told = {"issuer": provider.issuer, "client": CLIENT, "address": address, "roles": {"editor": ["foreign-desk"]}}
    settings.write_text(yaml.safe_dump({**told, "inside": True}))
    order = [sys.executable, "-m", "comity", "serve", "--port", str(port), "--processes", "2",
             "--oidc", str(settings), "--record", record_address]  # fmt: skip
    environment = {**os.environ, "COMITY_OIDC_SECRET": SECRET}
    with subprocess.Popen(order, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Comity at")
        yield address
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def _statuses(address: str, cookies: dict[str, str]) -> list[int]:
    """What whoever happens to answer says, each time over a connection of its own."""
    return [httpx.get(address, cookies=cookies, timeout=60).status_code for _ in range(ASKED)]


def test_whoever_answers_knows_who_signed_on_and_who_signed_out(here: str, provider: SignOnProvider) -> None:
    for _ in range(3):
        begun = httpx.get(f"{here}/sign-in", timeout=60)
        back = httpx.get(begun.headers["location"], timeout=60).text.partition('href="http')[2].partition('"')[0]
        came = httpx.get("http" + back.replace("&amp;", "&"), cookies=dict(begun.cookies), timeout=60)
        assert (came.status_code, came.headers["location"]) == (303, "/"), came.text
        again = httpx.get("http" + back.replace("&amp;", "&"), cookies=dict(begun.cookies), timeout=60)
        assert again.status_code == 400
    signed = {name: value for name, value in came.cookies.items() if value}
    assert _statuses(f"{here}/coverage", signed) == [200] * ASKED
    assert httpx.post(f"{here}/sign-in/out", cookies=signed, timeout=60).status_code == 303
    assert _statuses(f"{here}/coverage", signed) == [303] * ASKED
