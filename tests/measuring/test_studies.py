"""The worked studies in docs/studies, run from start to end: every row of their tables is computed again."""

from pathlib import Path

import pytest

import comity

STUDIES = Path(__file__).parents[2] / "docs" / "studies"
FOUR = ("KAZ", "UZB", "TJK", "KGZ")


@pytest.fixture(scope="module")
def assembly(published):
    files = {"votes": published / "votes_1946_2020.parquet", "rollcalls": published / "rollcalls_1946_2020.parquet"}
    return {**files, "sessions": "65-75"}


def code(id):
    return id.partition(":")[2]


def table_of_agreement(assembly):
    rules = ("exact", "half", "no-abstentions")
    frame = comity.measure("agreement", *FOUR, "CHN", by="all", rules=rules, **assembly).frame
    for state in FOUR:
        lines = [line for line in frame.to_dicts() if code(line["state"]) == state]
        numbers = " | ".join(f"{line['value']:.3f} [{line['low']:.3f}, {line['high']:.3f}]" for line in lines)
        yield f"| {state} | {numbers} | {lines[0]['n']} | {lines[0]['took_part']:.0%} |"


def table_of_contrasts(assembly, **options):
    for line in comity.measure("contrast", *FOUR, "CHN", **assembly, **options).frame.to_dicts():
        points = " | ".join(f"{100 * line[name]:+.1f}" for name in ("value", "low", "high"))
        verdict = line["verdict"].replace("state:", "")
        pair = f"{code(line['state'])} – {code(line['other'])}"
        yield f"| {pair} | {points} | {line['n']} | {line['p_holm']:.3f} | {verdict} |"


def table_of_cohesion(assembly):
    blocs = comity.measure("cohesion", "EU", "ASEAN", "SCO", by="all", **assembly).frame.to_dicts()
    founders = comity.measure("founders", "SCO", by="all", **assembly).frame.to_dicts()
    for line in (*blocs, *founders):
        value = f"{line['value']:.3f} [{line['low']:.3f}, {line['high']:.3f}]"
        yield f"| {code(line['bloc'])} | {line['rule']} | {value} | {line['expected']:.3f} | {line['n']} |"


def table_of_drift(assembly):
    for line in comity.measure("drift", "SCO", **assembly).frame.to_dicts():
        yield f"| {line['part']} | {line['value']:+.3f} |"


def check(name, *tables):
    text = (STUDIES / name).read_text("utf-8").splitlines()
    missing = [line for table in tables for line in table if line not in text]
    assert not missing, "\n".join(["rows that the study lacks:", *missing])


def test_voting_with_china(assembly):
    contrasts = table_of_contrasts(assembly), table_of_contrasts(assembly, issue="hr")
    check("voting-with-china.md", table_of_agreement(assembly), *contrasts)


def test_cohesion_of_the_sco(assembly):
    check("cohesion-of-the-sco.md", table_of_cohesion(assembly), table_of_drift(assembly))


def test_tension_over_taiwan_cannot_be_tested_on_a_handful_of_events(tmp_path):
    examples = Path(__file__).parents[2] / "examples"
    record = str(tmp_path / "record.db")
    comity.read(sorted(examples.glob("*.md"))[:2], record=record).close()
    line = comity.measure("lead-lag", "Taiwan", "Kazakhstan", "Uzbekistan", record=record).frame.to_dicts()[0]
    assert line["value"] is None
    assert line["reason"]
    assert "fewer than five" in (STUDIES / "taiwan-and-central-asia.md").read_text("utf-8")
