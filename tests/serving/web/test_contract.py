"""The API keeps the contract it publishes: what Schemathesis sends to each operation is answered as OpenAPI says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from comity.serving.web.app import build_app
from comity.serving.web.site import Site

schemathesis = pytest.importorskip("schemathesis", reason="install requirements.lock to hold the API to its contract")
FEW, MANY = 6, 150
"""Examples of each operation."""
NAMED = {
    "organisation": ["SCO", "org:SCO", "Shanghai Cooperation Organisation"], "actor": ["China", "SCO", "RUS", "Китай"],
    "other": ["Russia", "SCO"], "of": ["Kazakhstan", "SCO"], "person": ["Xi Jinping", "Anna Berg"],
    "speaker": ["Anna Berg", "China"], "about": ["club", "SCO"], "words": ["member", '"set up" 2001', "memb*"],
    "letters": ["s", "shang"], "question": ["Who are the members of the SCO?", "Who met Putin?"],
    "quote": ["The club grows faster than its agenda."], "name": ["agreement", "cohesion", "overlap", "events"],
    "tie": ["meetings", "members"], "at": ["2024", "2024-07-05"], "asof": ["2024", "2022-09-30"], "since": ["2001"],
    "until": ["2023", "2030"], "recorded": ["2024-08-02", "2001"], "property": ["founded"], "type": ["ally"],
}  # fmt: skip
"""What arguments can be that the record has an answer to: what is drawn of any text is hardly ever a name."""


def settle(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.mark.parametrize("public", [False, True], ids=["own", "public"])
@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_every_operation_answers_as_it_says(site: Site, public: bool, examples: int) -> None:
    app = build_app(Site(site.desk, public=public), ("*",))
    published = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in published.include(path_regex="^/api/v1/").get_all_operations()]
    assert len(operations) > 25
    broken = [f"{operation.label}: {said}" for operation in operations if (said := _break(operation, examples))]
    assert not broken, "\n\n".join(broken)


def _break(operation: Any, examples: int) -> str | None:
    """What an operation answers against its own contract, None when it keeps it."""

    # A date or an actor that does not exist fits the schema and is refused all the same.
    excluded = [schemathesis.checks.CHECKS.get_one("positive_data_acceptance")]

    @settle(examples)
    @given(case=operation.as_strategy(), data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        for arguments in (case.path_parameters, case.query):
            for key in NAMED.keys() & (arguments or {}).keys():
                if data.draw(st.integers(0, 3)):
                    arguments[key] = data.draw(st.sampled_from(NAMED[key]))
        case.call_and_validate(excluded_checks=excluded)

    try:
        ask()
    except (Exception, BaseExceptionGroup) as failure:
        return str(failure)
    return None
