"""A record of an earlier schema is brought up to date and answers as one that was written new."""

from typing import Any

from sqlalchemy import text

from comity.recording import Record, open_record
from comity.recording.engine import connect_for_writing
from comity.recording.migrations import MIGRATIONS, migrate
from comity.recording.resolve import resolve_pending

UNDO = {
    "lay_votes": ("DROP TABLE position", "DROP TABLE ballot", "DROP TABLE rollcall", "DROP TABLE votes"),
    "find_families": (
        "DROP INDEX ix_document_family", "ALTER TABLE document DROP COLUMN family",
        "ALTER TABLE document DROP COLUMN agency", "DROP TABLE band",
    ),
    "keep_judgements": (
        "DROP TABLE ruling", "DROP TABLE judged", "DROP TABLE judgement", "CREATE TABLE judgement (person TEXT)",
        "ALTER TABLE reading DROP COLUMN judgement", "ALTER TABLE statement DROP COLUMN judgement",
    ),
    "number_slots": (
        "DROP TABLE happening_party", "DROP TABLE happening_statement", "DROP TABLE happening", "DROP TABLE spell",
        "DROP TABLE dispute", "DROP INDEX statement_slot", "ALTER TABLE statement DROP COLUMN slot",
        "CREATE TABLE happening (id TEXT)", "CREATE TABLE happening_statement (statement INTEGER, happening TEXT)",
        "CREATE TABLE spell (id TEXT)", "CREATE TABLE spell_statement (spell TEXT)", "CREATE TABLE dispute (id TEXT)",
    ),
    "lay_outside": ("DROP TABLE outside_party", "DROP TABLE outside_event", "DROP TABLE outside_file"),
    "keep_provenance": ("ALTER TABLE appearance DROP COLUMN provenance",),
    "keep_watches": ("DROP TABLE watched",),
    "lift_references": (),
    "index_ids": ("DROP INDEX statement_id",),
    "index_outcomes": ("DROP INDEX happening_outcome",),
    "index_sayings": ("DROP INDEX statement_said",),
    "keep_reported": ("DROP TABLE reported",),
    "keep_days_told": (
        "ALTER TABLE happening_party DROP COLUMN told", "ALTER TABLE happening_party DROP COLUMN settled",
    ),
    "name_vouchers_anew": (),
    "open_turns_anew": (),
    "hold_posts_by_the_day": (),
}  # fmt: skip
"""What takes each step back, so that a new record becomes an earlier one."""


def tell(record: Record) -> list[Any]:
    with record.view("2024-08-01") as view:
        spells = view.spells("membership", body="org:SCO")
        return [spells, view.happenings("org:SCO"), view.disputes(), view.documents(), view.looked()]


def test_every_step_can_be_tried() -> None:
    assert set(UNDO) == {step.__name__ for step in MIGRATIONS}


def test_every_step_brings_an_earlier_record_up_to_date(record: Record) -> None:
    expected = tell(record)
    record.close()
    engine = connect_for_writing(record.address)
    with engine.begin() as connection:
        for name, changes in reversed(UNDO.items()):
            for change in (*changes, f"DELETE FROM migration WHERE name = '{name}'"):
                connection.execute(text(change))
    assert migrate(engine, record.address) == list(UNDO)
    with open_record(record.address) as old:
        assert tell(old) == expected, "before anything is resolved"
        resolve_pending(engine)
        assert tell(old) == expected
    engine.dispose()
