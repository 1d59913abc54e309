import datetime as dt

import numpy as np

from comity.measuring.lead_lag import measure_lead_lag
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
    assert line["p"] < 0.01
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
