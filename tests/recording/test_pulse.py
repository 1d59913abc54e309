"""What tells that somebody has written, so that answers kept in memory are never older than the record."""

from pathlib import Path

from tests.conftest import NOON, RUN, first_report, second_report

from comity.recording import open_record


def test_the_pulse_beats_on_when_another_connection_writes(tmp_path: Path) -> None:
    address = str(tmp_path / "a.db")
    first, second = first_report(), second_report()
    with open_record(address, create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            writer.add(first.document, first.statements, run=RUN)
        before = record.beat()
        assert record.beat() == before
        with open_record(address, clock=lambda: NOON) as other, other.writer() as writer:
            writer.add(second.document, second.statements, run=RUN)
        assert record.beat() != before
