# Every target works from a bare clone: it makes the environment in .venv when it has to.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lint slow bench pictures docs lock clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: .venv/.base ## run the main job on the pages in fixtures/, then check somebody's wrong extractions
	$(BIN)/extract run fixtures/pages --out out --overwrite
	$(BIN)/extract check fixtures/wrong_extractions.jsonl > out/wrong_extractions.checked.jsonl || test $$? -eq 1

test: .venv/.dev ## run the tests
	$(BIN)/python -m pytest -m "not slow"

check: lint test ## lint, types, import contracts, tests

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

slow: .venv/.dev ## run the slow tests too; before an issue is closed
	$(BIN)/python -m pytest

bench: .venv/.dev ## print the figures that the docs show
	$(BIN)/python -m benchmarks

pictures: .venv/.dev ## take the pictures of the report anew (needs chromium and chromedriver)
	$(BIN)/python -m pytest tests/test_report_browser.py -k pictures --pictures

docs: .venv/.dev ## write docs/commands.md and the JSON schemas from the code
	$(BIN)/python docs/generate.py

lock: ## renew the lock files (needs uv)
	uv pip compile pyproject.toml --extra anthropic --extra google --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements-dev.lock -o requirements.lock

clean: ## remove what the targets made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.base: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "extract needs Python 3.11 or newer; name one with: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/.dev: .venv/.base requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
