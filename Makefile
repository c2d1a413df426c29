# Everything on a fresh machine with Python 3.11+ and make:
#   make site   the whole site into site/
#   make test   all tests (installs what they need of Debian's packages first, where it may)
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
COMPILE := UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate
# What `make bench` measures; see benchmarks/build.py --help.
BENCH ?= --alone 100000

.PHONY: help setup site serve check test test-long lint types format bench packages lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

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

test: $(READY) packages ## run all tests
	$(BIN)/python -m pytest

test-long: $(READY) ## try many more edits, kills, texts and numbers
	LONG_TESTS=1 BRANDS_EXAMPLES=40000 $(BIN)/python -m pytest \
		tests/increments tests/publishing/test_kills.py tests/test_source_simple.py tests/test_personal_sieve.py

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

bench: $(READY) ## measure judging, and build time and memory beside Hugo, Eleventy, Zensical and MkDocs
	sh benchmarks/install-peers.sh
	$(BIN)/python benchmarks/judging.py
	$(BIN)/python benchmarks/build.py $(BENCH)
	$(BIN)/python benchmarks/chart.py

packages: ## make sure the tests have their browser, Chinese font, nginx, git, ssh and rsync
	@sh tests/install-packages.sh

# deploy/requirements.lock is what a server installs: the program and what builds it, in the versions tested here.
lock: ## renew requirements.lock and deploy/requirements.lock from pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --all-extras --group dev pyproject.toml -o requirements.lock
	echo hatchling | $(COMPILE) -c requirements.lock pyproject.toml - -o deploy/requirements.lock

clean: ## remove what was made
	rm -rf site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
