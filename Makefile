# Two commands do everything: "make audit" and "make test". Python 3.11+, pip and make; no root, no service.
PYTHON ?= python3
VENV ?= .venv
RUBRIC ?= tdm-2021-2022
YEAR ?= 2021-2022
OUT ?= bao-cao
ARGS ?=
PYTEST_ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.PHONY: audit test accuracy bench-nightly lint types schema rubrics clean help

## audit: the demo district, or with SCHOOLS=truong.csv a real list (RUBRIC=, YEAR=, OUT=, ARGS=)
audit: $(INSTALLED)
ifdef SCHOOLS
	$(BIN)/kiemcong audit --schools "$(SCHOOLS)" --rubric "$(RUBRIC)" --school-year "$(YEAR)" --out "$(OUT)" $(ARGS)
else
	$(BIN)/kiemcong demo $(ARGS)
endif

## test: install what tests need and run them (PYTEST_ARGS=)
test: $(INSTALLED_DEV)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

## accuracy: the labelled portals held against their truth, adapters on and off; htmldate beside our dates; documents
accuracy: $(INSTALLED_DEV)
	$(BIN)/python -m tests.portals.accuracy
	$(BIN)/python -m tests.portals.dates_beside
	$(BIN)/python -m tests.portals.documents.measure

## bench-nightly: what a night costs on the labelled portals, cold and warm, and whether both say the same
bench-nightly: $(INSTALLED_DEV)
	$(BIN)/python -m benchmarks.nightly

## lint: style and the walls between the rooms
lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/lint-imports

## types: mypy, strict
types: $(INSTALLED_DEV)
	$(BIN)/mypy

## schema: docs/audit.schema.json anew from the types
schema: $(INSTALLED)
	$(BIN)/python -c "from pathlib import Path; from reports.audit_file import write_audit_schema as w; w(Path('docs/audit.schema.json'))"

## rubrics: docs/rubrics.md anew from packs and checks
rubrics: $(INSTALLED)
	$(BIN)/python -m runner.rubric_table docs/rubrics.md

## clean: caches and build output; the environment and var/ stay
clean:
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path "./$(VENV)/*" -prune -exec rm -rf {} +

## help: this list
help:
	@sed -n 's/^## //p' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@
