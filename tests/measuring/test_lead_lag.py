import datetime as dt

import numpy as np
import pytest

from comity.errors import UserError
from comity.measuring.lead_lag import from_record, measure_lead_lag
from comity.measuring.told import weigh

START = dt.date(2015, 1, 1)


def days(numbers):
    return [START + dt.timedelta(days=int(number)) for number in numbers]


def test_what_follows_is_found():
    rng = np.random.default_rng(0)
    events = np.sort(rng.choice(np.arange(60, 1900), 25, replace=False))
    outcomes = np.r_[events + rng.integers(1, 10, 25), rng.integers(0, 2000, 40)]
    line = measure_lead_lag(days(events), days(outcomes), window=14)
    assert line["low"] > 0
    assert line["p"] < 0.05
    assert len(line["cases"]) == line["n"]


def test_what_comes_anyway_is_not():
    rng = np.random.default_rng(1)
    line = measure_lead_lag(days(rng.integers(60, 1900, 25)), days(rng.integers(0, 2000, 200)), window=14)
    assert line["p"] > 0.05


def test_too_few_events_or_no_outcome_give_a_reason():
    few = measure_lead_lag(days([100, 200]), days(range(0, 400, 7)))
    assert few["value"] is None
    assert "fewer than 5" in few["reason"]
    none = measure_lead_lag(days(range(100, 200, 10)), [])
    assert none["reason"] == "no outcome is dated to the day"


def test_modes_weigh_before_types():
    assert weigh("CONSULT", "visit").score == 4
    assert weigh("CONSULT", "unheard").score == 2.5
    assert weigh("NOTHING", None) is None


def test_the_record_gives_effect_cases_and_reporting(news):
    with news.view() as view:
        found = from_record(view, ["state:BBB"], ["state:CCC"], kinds=("conflict", "cooperation"), window=10).frame
        line = found.to_dicts()[0]
        assert line["value"] == 21 / 24 or line["n"] < 24
        assert line["p"] < 0.05
        assert line["documents"] > 0
        assert len(line["happenings"]) == len(line["statements"]) == len(line["cases"]) == line["n"]
        assert len(line["by_day"]) == 21
        typed = from_record(view, ["state:BBB"], ["state:CCC"], kinds=("accuse", "CONSULT"), window=10).frame
        assert typed["value"].to_list() == found["value"].to_list()
        with pytest.raises(UserError, match="no kind of happening"):
            from_record(view, ["state:BBB"], ["state:CCC"], kinds=("anger", "love"))
