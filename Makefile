# Every target makes its own virtual environment from the lock file; only Python 3.11+, make and git are needed.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared
# Tests start many processes: where bytecode is not kept, each would compile the whole package again.
export PYTHONDONTWRITEBYTECODE =

.PHONY: all demo test suite lint format types arrows packages score bench lock clean

all: test

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(VENV)/.ready
	@$(BIN)/comity demo

lint: format types arrows

format: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.ready
	$(BIN)/mypy

arrows: $(VENV)/.ready
	$(BIN)/lint-imports

packages:
	@.ci/packages

# Types and arrows are checked beside the tests, one after the other.
test: format packages
	@$(MAKE) --no-print-directory --jobs=2 suite types arrows

suite: $(VENV)/.ready
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

score: $(VENV)/.ready
	@$(BIN)/python bench/score.py --shared $(SHARED)

bench: $(VENV)/.ready
	@$(BIN)/python bench/all.py --shared $(SHARED)

lock: pyproject.toml
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --strip-extras --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
