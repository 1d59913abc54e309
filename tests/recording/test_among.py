"""Conditions with many values in one parameter."""

from sqlalchemy import select

from comity.recording import schema
from comity.recording.among import among
from comity.recording.record import Record


def test_any_number_of_values_is_one_parameter_and_is_looked_up_by_the_index(empty: Record) -> None:
    with empty.view() as view:
        connection = view._connection
        for values in ([], ["st-1"], [f"st-{number}" for number in range(5000)]):
            query = select(schema.statement.c.key).where(among(schema.statement.c.id, values))
            assert connection.scalars(query).all() == []
        if connection.dialect.name == "sqlite":
            written = str(select(schema.statement.c.key).where(among(schema.statement.c.id, "ids")).compile(connection))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", ("[]",)).all()
            assert any("statement_id" in row[-1] for row in plan), plan


def test_values_can_be_given_when_the_question_is_put(empty: Record) -> None:
    query = select(schema.actor.c.id).where(among(schema.actor.c.key, "keys"))
    with empty.view() as view:
        assert view._connection.scalars(query, {"keys": [1, 2]}).all() == []
