# From a fresh clone: `make demo` and `make test`. Needs Python 3.11 or later, pip 22.3 or later, make; no root.

PY  ?= $(shell command -v python3.11 || command -v python3)
V   := .venv
BIN := $(V)/bin
PIP := $(PY) -m pip --python $(BIN)/python --disable-pip-version-check

CODE := src tests $(wildcard bench campaigns tools)

.PHONY: help demo test check cover night bench docs lock clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# .venv/.run holds what it takes to run canje, .venv/.dev what it takes to work on it. `venv --without-pip` works where
# Debian leaves ensurepip out; `pip --python` installs into it without touching the system.
$(V)/.%: requirements/%.txt pyproject.toml
	@echo "installing requirements/$*.txt into $(V) ..."
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "canje needs Python 3.11 or later: make PY=python3.11")'
	@test -x $(BIN)/python || $(PY) -m venv --without-pip $(V)
	@$(PIP) install -qq --require-hashes -r requirements/$*.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

demo: $(V)/.run  ## a made-up exchange, start to finish
	@$(BIN)/canje demo

# Linking on Spark is tested where there is a Java for it; elsewhere those tests are skipped and say so.
test: $(V)/.dev $(if $(shell command -v java),$(V)/.big)  ## all tests; ARGS='-k name' picks some
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(V)/.dev  ## lint, format, types, and who may import whom
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports --no-logo

cover: $(V)/.dev  ## tests with branch coverage
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term-missing $(ARGS)

night: $(V)/.dev  ## tests with 5,000 new examples for each property
	@HYPOTHESIS_PROFILE=night $(BIN)/python -m pytest -n 2 $(ARGS)

bench: $(V)/.dev  ## measure; ARGS='--help' says what there is
	@echo "python -m bench $(ARGS)"
	@$(BIN)/python -m bench $(ARGS)

docs: $(V)/.dev  ## write again the pages of docs/ that are made from the code
	@$(BIN)/python -m tools.docs

# For maintainers: needs uv. Keeps the pins that still fit; `make lock ARGS=--upgrade` moves them, to releases at least a
# week old. One file serves Python 3.11 to 3.14 on every platform.
COMPILE := uv pip compile -q pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --exclude-newer '1 week' \
	--custom-compile-command 'make lock'

lock:  ## pin the requirements again, with hashes
	@command -v uv >/dev/null || { echo "make lock needs uv (for example: python3 -m pip install uv)"; exit 1; }
	$(COMPILE) --group build $(ARGS) -o requirements/run.txt
	$(COMPILE) --group dev -c requirements/run.txt $(ARGS) -o requirements/dev.txt
	$(COMPILE) --extra big --group build -c requirements/dev.txt $(ARGS) -o requirements/big.txt

clean:  ## remove what was made here, the .venv too
	rm -rf $(V) build dist .*_cache .hypothesis .coverage htmlcov
	find src tests $(wildcard bench campaigns tools) -name __pycache__ -type d -prune -exec rm -rf {} +
