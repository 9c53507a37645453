# `make help` says what there is. Python 3.11 or newer is all that must be there.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
LOCKED := $(VENV)/.locked
# All tests, those that ask real warehouses too: the same packages, with a PostgreSQL, a Java and Spark.
TESTED := .venv-test
TESTING := $(TESTED)/.ready
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
# One worker a core; what they share out, and in which order, stands in tests/conftest.py.
PYTEST := pytest -q -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help env warehouse site usb serve content lint check browser test bench search-report lock clean

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Material prints a notice about MkDocs 2 at every build.
export NO_MKDOCS_2_WARNING := 1

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

env: $(READY) ## set up .venv from the lock; does nothing when it is up to date
	@:

$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; say which: make env PYTHON=python3.12")'
	@echo "setting up $(VENV) (a minute or so)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

# PySpark comes without a wheel; setuptools, which builds it, is in the first lock.
$(TESTED)/.locked: requirements-test.lock requirements.lock
	@echo "setting up $(TESTED) (a minute or two)"
	@$(PYTHON) -m venv --clear $(TESTED)
	@$(TESTED)/bin/python -m pip install -qq --require-hashes --only-binary :all: -r requirements.lock
	@$(TESTED)/bin/python -m pip install -qq --require-hashes --only-binary :all: --no-binary pyspark --use-pep517 \
	  --no-build-isolation -r requirements-test.lock
	@touch $@

$(TESTING): $(TESTED)/.locked pyproject.toml
	@$(TESTED)/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

warehouse: $(TESTING) ## set up .venv-test, which `mops-kb pull` and all tests run in
	@:

site: env ## build the wiki into site/, in both languages or not at all; a warning is an error
	@$(BIN)/python -m mkdocs_mops_kb --strict

usb: env ## build the wiki into usb/ so that it opens from a stick or a shared folder, without a server
	@SITE_URL= $(BIN)/python -m mkdocs_mops_kb --strict --no-directory-urls --site-dir usb

serve: env ## show the wiki at localhost:8000 and follow changes
	@$(BIN)/mkdocs serve

content: env ## check docs/ alone
	@$(BIN)/mops-kb check docs

lint: env ## style, types, imports
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted; \`$(BIN)/ruff format .\` mends it"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@mkdir -p .cache
	@$(BIN)/lint-imports >.cache/imports.txt 2>&1 || { cat .cache/imports.txt; exit 1; }

check: lint content ## what one runs while working: lint, content, fast tests
	@$(BIN)/$(PYTEST) --ignore tests/warehouse -m "not browser and not slow"

browser: env ## make sure that there is a Chromium for the tests
	@$(BIN)/python tests/browser/install.py

test: browser lint content site $(TESTING) ## everything; what CI runs
	@$(TESTED)/bin/$(PYTEST)

bench: env ## how long builds take, beside other tools
	@$(BIN)/python bench/build.py

search-report: browser ## how well search finds, class by class; fails below the bar
	@$(BIN)/python -m tests.search.report --misses

lock: env ## bring both locks up to date with pyproject.toml
	@$(COMPILE) --extra dev --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra dev --extra servers --extra warehouse-spark --constraint requirements.lock \
	  --output-file requirements-test.lock pyproject.toml

clean: ## remove what make made
	@rm -rf $(VENV) $(TESTED) site usb build dist .cache .hypothesis
