"""The API keeps the contract it publishes: what Schemathesis sends to each operation is answered as OpenAPI says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from comity.serving.web.app import build_app
from comity.serving.web.site import Site

schemathesis = pytest.importorskip("schemathesis")
FEW = settings(
    max_examples=15, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.long
def test_every_operation_answers_as_it_says(site: Site) -> None:
    published = schemathesis.openapi.from_asgi("/api/v1/openapi.json", build_app(site, ("*",)))
    operations = [found.ok() for found in published.include(path_regex="^/api/v1/").get_all_operations()]
    assert len(operations) > 15
    broken = [f"{operation.label}: {said}" for operation in operations if (said := _break(operation))]
    assert not broken, "\n\n".join(broken)


def _break(operation: Any) -> str | None:
    """What an operation answers against its own contract, None when it keeps it."""

    # A date or an actor that does not exist fits the schema and is refused all the same.
    excluded = [schemathesis.checks.CHECKS.get_one("positive_data_acceptance")]

    @FEW
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(excluded_checks=excluded)

    try:
        ask()
    except (Exception, BaseExceptionGroup) as failure:
        return str(failure)
    return None
