"""The list of measures: every one with a definition and a source, and told of in the documentation."""

from pathlib import Path

import pytest

from comity.errors import UserError
from comity.measuring.catalogue import MEASURES, find_measure
from comity.measuring.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "measures.md").read_text("utf-8")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_each_has_a_definition_a_source_and_a_line_in_the_documentation(measure):
    assert len(measure.definition) > 20
    assert measure.source
    assert measure.needs in ("votes", "record", "register")
    assert f"`{' '.join([measure.name, *measure.arguments])}`".replace("BLOC or STATE…", "BLOC…")[:-1] in PAGE


def test_rules_are_told_and_names_are_unique():
    assert all(f"`{name}`" in PAGE for name in RULES)
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


def test_an_unknown_measure_is_told_with_those_there_are():
    with pytest.raises(UserError, match="agreement, splits"):
        find_measure("affection")
