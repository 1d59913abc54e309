"""`comity serve` with several processes, as it is run: one record, whoever answers."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from comity.asking.desk import Desk
from comity.serving.web.running import choose_processes

TOLD = re.compile(r"Comity at (\S+)/ .*\nTo write as well, open (\S+)")


@pytest.fixture(scope="module")
def server(desk: Desk, record_address: str) -> Iterator[tuple[str, str]]:
    order = [sys.executable, "-m", "comity", "serve", "--port", "0", "--processes", "2", "--record", record_address]
    with subprocess.Popen(order, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = TOLD.match(process.stdout.readline() + process.stdout.readline())
        assert found
        yield found[1], found[2]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_whoever_answers_tells_of_a_reading_and_shows_what_was_read(server: tuple[str, str]) -> None:
    here, entrance = server
    with httpx.Client(base_url=here, timeout=60) as client:
        assert client.get(entrance).status_code == 303
        key = re.findall(r'name="key" value="(\w+)"', client.get("/read").text)[0]
        job = client.post("/read", data={"key": key, "text": "", "title": "x"}).status_code
        assert job == 400
        text = {"key": key, "text": "Kazakhstan chairs the Shanghai Cooperation Organisation.", "title": "Chair"}
        place = client.post("/read", data=text).headers["location"]
        asked = [httpx.get(here + place, cookies=client.cookies, timeout=60).status_code for _ in range(6)]
        assert asked == [200] * 6
        for _ in range(600):
            if "data-running" not in client.get(place).text:
                break
            time.sleep(0.2)
        titles = [httpx.get(f"{here}/documents", timeout=60).text.count(">Chair<") for _ in range(6)]
        assert set(titles) == {1}


def test_a_measure_comes_from_the_process_that_measures(server: tuple[str, str]) -> None:
    found = [httpx.get(f"{server[0]}/api/v1/measures/events?actors=KAZ&by=year", timeout=60).json() for _ in range(4)]
    assert all(one == found[0] and one["rows"] for one in found)


def test_as_many_processes_serve_as_are_asked_for() -> None:
    assert choose_processes(3) == 3
    assert 1 <= choose_processes(None) <= 4
