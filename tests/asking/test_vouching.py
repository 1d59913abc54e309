"""Who vouches for a row is named in full, as texts do only once."""

from comity.asking.desk import Desk
from comity.model import Document, Event, Evidence, Reference
from comity.recording import Record, Run

TEXT = "Ada Lind said Ruritania fell. Lind said so twice. Brown said so."


def said_by(record: Record, desk: Desk, run: Run, *speakers: Reference) -> list[tuple[str, ...]]:
    document = Document(TEXT, source="lind.md")
    told = [
        Event(document=document.id, evidence=(Evidence(start, start + 4, TEXT[start : start + 4]),), said_by=speaker,
              event_type="CONSULT", actors=(Reference("state:KAZ", "Kazakhstan"),))
        for start, speaker in zip((0, 30, 50), speakers, strict=False)
    ]  # fmt: skip
    with record.writer() as writer:
        writer.add(document, told, run=run)
    return [row.said_by for row in desk.timeline("state:KAZ").rows if row.said_by and row.sources == 1]


def test_a_surname_stands_for_the_whole_name(record: Record, desk: Desk, run: Run) -> None:
    lind = Reference("person:ada-lind", "Ada Lind"), Reference("person:ada-lind", "Lind")
    assert {name for names in said_by(record, desk, run, *lind) for name in names} == {"Ada Lind"}


def test_a_surname_of_two_stays(record: Record, desk: Desk, run: Run) -> None:
    two = (
        Reference("person:ada-lind", "Lind"),
        Reference("person:bo-lind", "Lind"),
        Reference("person:bo-lind", "Bo Lind"),
    )
    assert ("Lind",) in said_by(record, desk, run, *two)
