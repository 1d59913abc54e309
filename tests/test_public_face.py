"""What `import comity` offers, and what it does not load."""

import subprocess
import sys

import pytest

import comity

HEAVY = ("spacy", "polars", "sqlalchemy", "numpy", "scipy", "yaml", "charset_normalizer", "networkx")


def loaded_by(code):
    probe = f"import sys\n{code}\nprint([name for name in {HEAVY} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_public_names_are_these():
    assert sorted(comity.__all__) == [
        "ComityError", "Document", "Event", "Evidence", "Fact", "Membership", "Notebook", "Office", "Quotation",
        "Reference", "Refusal", "Relation", "Statement", "UserError", "measure", "open", "read",
    ]  # fmt: skip


@pytest.mark.parametrize("name", comity.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(comity, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        _ = comity.raed


def test_help_loads_nothing_heavy():
    run_help = "from comity.serving.cli import app\ntry:\n    app(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_by(run_help)[-1] == "[]"


def test_the_version_is_told_without_a_command():
    told = subprocess.run([sys.executable, "-m", "comity", "--version"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"comity {comity.__version__}\n", "")


def test_the_version_loads_nothing_heavy():
    ask = "from comity.serving.cli import app\ntry:\n    app(['--version'])\nexcept SystemExit:\n    pass"
    assert loaded_by(ask)[-1] == "[]"


def test_the_models_load_nothing_heavy():
    assert loaded_by("import comity; comity.Document('Text')") == ["[]"]
