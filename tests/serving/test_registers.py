"""`comity register` on the command line."""

import json


def test_show_tells_what_the_register_says(shop):
    told = shop.run("register", "show", "SCO", "--at", "2018").stdout
    assert "org:SCO" in told
    assert "India" in told
    assert "Iran " not in told.partition("observer")[0]


def test_show_as_data(shop):
    lines = [json.loads(line) for line in shop.run("register", "show", "SCO", "--format", "jsonl").stdout.splitlines()]
    assert {"subject": "id", "value": "org:SCO"}.items() <= lines[0].items()


def test_an_unknown_name_offers_the_nearest(shop):
    result = shop.run("register", "show", "Ruritania")
    assert result.exit_code == 2
    assert "did you mean" in result.stderr


def test_check_names_a_fault_in_rows_of_one_s_own(shop, tmp_path):
    (tmp_path / "states.csv").write_text("nonsense\n1\n")
    result = shop.run("register", "check", "--overlay", tmp_path)
    assert result.exit_code != 0
    assert "unknown column “nonsense”" in result.stdout + result.stderr


def test_export_writes_one_file_a_subject(shop, tmp_path):
    shop.run("register", "export", tmp_path / "out")
    assert (tmp_path / "out" / "states.csv").read_text(encoding="utf-8").count("\n") > 100
