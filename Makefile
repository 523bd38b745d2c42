# SPDX-License-Identifier: GPL-2.0-or-later
# Everything a developer types. The work is done in tools/; `make help` lists the targets.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
LANG_CODE ?= de
OUT ?= out
ONLY ?=
ARGS ?=
TREES ?=

.PHONY: help setup demo test lint format run package matrix bench translations clean distclean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing (Debian packages, .venv, .venv-tools, .venv-reference); quick when nothing is
	@tools/setup.sh

demo: package ## compute the demo study into out/: study, atlas, document (LANG_CODE=de or en)
	@tools/demo.sh --lang "$(LANG_CODE)" "$(OUT)"

test: setup ## run all tests, the quick ones first (ONLY=unit, architecture, qgis, gui or package; ARGS="-k word" goes to pytest)
	@. tools/env.sh && $(PYTHON) tools/run_tests.py $(if $(ONLY),--only "$(ONLY)") -- $(ARGS)

lint: setup ## check style, types, Qt 6 spellings and security, without changing anything
	@tools/lint.sh

format: setup ## let ruff sort imports and format the code
	@.venv-tools/bin/ruff check --fix-only --quiet . && .venv-tools/bin/ruff format .

run: package ## open QGIS with the plugin, and with the demo study once `make demo` has made it
	@tools/run.sh "$(OUT)"

package: setup ## build dist/smartcity_plugin-<version>.zip and hold it to the official repository's checks
	@tools/package.sh

matrix: package ## run the tests on QGIS 3.40 and 3.44 in throw-away Debian trees (root; 2.5 GB each)
	@tools/matrix.sh $(TREES) -- $(ARGS)

bench: package ## run the benchmarks
	@tools/bench.sh

translations: setup ## collect the interface's texts into i18n/smartcity_de.ts and list what is untranslated
	@$(PYTHON) tools/translations.py

clean: ## remove what make built, but not the virtual environments nor the matrix trees
	@rm -rf dist .build/stage .build/profiles .build/reports .qgis-settings .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean ## remove those too
	@rm -rf .build .venv .venv-tools .venv-reference
