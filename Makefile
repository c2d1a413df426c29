# Everything on a fresh machine with Python 3.11+ and make:
#   make site   the whole site into site/
#   make test   all tests (installs a browser first where that is possible)
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help setup site serve check test lint types format bench browser lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

setup: $(READY) ## make the virtual environment

site: $(READY) ## build the whole site into site/
	$(BIN)/brands build

serve: $(READY) ## show the site on this machine, reloading on change
	$(BIN)/brands serve

check: $(READY) ## check all records
	$(BIN)/brands check

test: $(READY) browser ## run all tests
	$(BIN)/python -m pytest

lint: $(READY) ## style, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/brands fmt --check

types: $(READY) ## static types
	$(BIN)/mypy

format: $(READY) ## bring code and records into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/brands fmt

bench: $(READY) ## measure judging, and build time and memory against plain MkDocs + Material
	$(BIN)/python benchmarks/judging.py
	$(BIN)/python benchmarks/build.py

browser: ## make sure a Chromium and Chinese fonts are there for the browser tests
	@sh tests/install-browser.sh

lock: ## renew requirements.lock from pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --all-extras --group dev pyproject.toml -o requirements.lock

clean: ## remove what was made
	rm -rf site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
