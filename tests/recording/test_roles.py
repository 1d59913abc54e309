"""Roles on PostgreSQL: what a reader, an editor and an owner may and may not do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from comity.errors import RecordError
from comity.recording import Run, open_record
from comity.recording.engine import connect_for_writing, opened
from comity.recording.fsck import check_record
from comity.recording.judgements import Judgement, Subject
from comity.recording.roles import give_role, lay_roles, list_roles, renew_roles, take_role


@pytest.fixture
def team(server: Any, reports: Any, run: Run) -> Iterator[str]:
    """A record with roles and three users of the server named after theirs."""
    address = server.room()
    with open_record(address, create=True) as record, record.writer() as writer:
        writer.add(reports[0].document, reports[0].statements, run=run)
    lay_roles(address)
    for role in ("reader", "editor", "owner"):
        server.run(f"CREATE ROLE my_{role} LOGIN")
        give_role(address, role, f"my_{role}")
    yield address
    groups = [role.group for role in list_roles(address)]
    server.clear(address)
    for name in ("my_reader", "my_editor", "my_owner", *groups):
        server.run(f"DROP ROLE {name}")


def as_user(address: str, role: str) -> str:
    return address.replace("://owner@", f"://my_{role}@")


def execute(address: str, sql: str) -> None:
    with opened(connect_for_writing(address)) as engine, engine.begin() as connection:
        connection.execute(text(sql))


def test_a_reader_asks_and_adds_nothing(team: str, reports: Any, run: Run) -> None:
    with open_record(as_user(team, "reader")) as record:
        with record.view() as view:
            assert view.spells("membership", body="org:SCO")
        with pytest.raises(RecordError, match="your role may not"), record.writer() as writer:
            writer.add(reports[1].document, reports[1].statements, run=run)


def test_an_editor_adds_and_supersedes(team: str, reports: Any) -> None:
    with open_record(as_user(team, "editor")) as record, record.writer() as writer:
        added = [writer.add(story.document, story.statements[1:], run=Run("reader 2")) for story in reports]
        judgement = Judgement("reject", "Ann Reader", "so", "", (Subject(reports[0].statements[1]),))
        undone = writer.judge(judgement).id
        writer.judge(Judgement("undo", "Ann Reader", "not so", "", withdraws=undone))
    assert [one.superseded for one in added] == [1, 0]
    checked = check_record(team)
    assert (checked.documents, checked.waiting, checked.faults) == (2, 0, ())


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM statement", "DELETE FROM document", "UPDATE document SET text = ''", 
        "UPDATE evidence SET start = 1",
        "UPDATE statement SET label = ''", "DELETE FROM migration", "INSERT INTO migration VALUES ('x', 'y')",
        "CREATE TABLE mine (key integer)", "DELETE FROM judgement", "TRUNCATE spell CASCADE",
    ],
)  # fmt: skip
def test_what_an_editor_may_not_do(team: str, sql: str) -> None:
    with pytest.raises(RecordError, match="your role may not"):
        execute(as_user(team, "editor"), sql)


def test_an_owner_changes_tables_and_gives_roles(team: str, server: Any) -> None:
    execute(as_user(team, "owner"), "ALTER TABLE statement ADD COLUMN note text")
    execute(as_user(team, "owner"), "CREATE TABLE later (key integer)")
    renew_roles(as_user(team, "owner"))
    execute(as_user(team, "editor"), "INSERT INTO later VALUES (1)")
    people = {role.name: role.people for role in take_role(as_user(team, "owner"), "editor", "my_editor")}
    assert (people["editor"], people["reader"]) == ((), ("my_reader",))
    with pytest.raises(RecordError, match="that your role may see"):
        open_record(as_user(team, "editor"))


def test_what_cannot_be_given_is_told(team: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="reader, editor, owner"):
        give_role(team, "emperor", "my_reader")
    with pytest.raises(RecordError, match="knows no user"):
        give_role(team, "reader", "nobody-at-all")
    with pytest.raises(RecordError, match="PostgreSQL"):
        lay_roles(str(tmp_path / "a.db"))


def test_roles_come_before_people(server: Any) -> None:
    address = server.room()
    open_record(address, create=True).close()
    assert list_roles(address) == []
    with pytest.raises(RecordError, match="roles lay"):
        give_role(address, "reader", "owner")
    server.clear(address)
