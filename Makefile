# make run       a running Medspel with demo data at http://127.0.0.1:8000 (another port: make run PORT=8123)
# make dev       the same, reloading when the code changes
# make test      the tests, with Chromium, on SQLite
# make days      what must hold on every day of the year, on awkward days
# make check     all that CI asks for: linters, translations, the tests, those of the database on PostgreSQL, those days
# make soak      what takes long: odd values in every address, more rounds of races; kill -9, full disks, damaged files
# make walks  a thousand walks of money on both databases (fewer: make walks WALKS=200)
# make format    lay out the Python code
# make messages  bring locale/en in step with the texts in the code, ready to translate
# make openapi   write docs/openapi.yml anew
# make lock      write requirements*.lock anew from requirements*.txt, with hashes: what is installed everywhere
# make licences  write docs/licences.md anew
# make audit     ask the package index for known holes in what is installed

PORT = 8000
WALKS = 1000
MONEY = tests/finance/test_money_walks.py

VENV = .venv
PYTHON = $(VENV)/bin/python
MANAGE = $(PYTHON) manage.py
PYTEST = $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist worksteal
LINTS = lint-image lint-licences lint-translations lint-openapi lint-migrations lint-production lint-unused lint-templates lint-floors lint-python
RUNTIME = $(VENV)/.requirements
DEVELOPMENT = $(VENV)/.requirements-dev
# A database that lives as long as the run need not survive a crash.
POSTGRES = pg_virtualenv -t -i "--locale=C.UTF-8 --encoding=UTF8" -o fsync=off -o synchronous_commit=off \
	-o full_page_writes=off -o wal_level=minimal -o max_wal_senders=0

# One that may be killed keeps what it has committed; only the machine itself must not stop.
DURABLE = pg_virtualenv -t -i "--locale=C.UTF-8 --encoding=UTF8" -o fsync=off

# Production does not use make: see docs/operations.md.
export MEDSPEL_DEVELOPMENT = 1
# What is compiled is kept: half of what it takes to load the code and the tests, in each of many processes.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL = help
.PHONY: help run dev test days soak walks check lint $(LINTS) test-postgres format messages openapi lock licences audit chromium dovecot

help:
	@sed -n 's/^# make/make/p' Makefile

run: $(RUNTIME)
	@exec $(MANAGE) serve --port $(PORT)

dev: $(RUNTIME)
	@DEBUG=1 exec $(MANAGE) serve --port $(PORT) --reload

test: $(DEVELOPMENT) chromium dovecot
	@$(MANAGE) compile_translations
	$(PYTEST)

soak: $(DEVELOPMENT)
	@$(MANAGE) compile_translations
	MEDSPEL_TEST_SOAK=1 $(PYTEST) -m soak -o faulthandler_timeout=7200
	@command -v pg_virtualenv >/dev/null || tools/apt postgresql postgresql-common
	DATABASE_URL=postgres:///postgres $(DURABLE) $(PYTHON) -m pytest -m soak -o faulthandler_timeout=7200 tests/faults

walks: $(DEVELOPMENT)
	@$(MANAGE) compile_translations
	MEDSPEL_TEST_SOAK=1 MEDSPEL_TEST_WALKS=$(WALKS) $(PYTEST) -m soak -o faulthandler_timeout=7200 $(MONEY)
	@command -v pg_virtualenv >/dev/null || tools/apt postgresql postgresql-common
	DATABASE_URL=postgres:///postgres MEDSPEL_TEST_SOAK=1 MEDSPEL_TEST_WALKS=$(WALKS) $(POSTGRES) \
		$(PYTEST) -m soak -o faulthandler_timeout=7200 $(MONEY)

days: $(DEVELOPMENT)
	@$(MANAGE) compile_translations
	$(PYTEST) -m days --days

check: lint audit test test-postgres days

test-postgres: $(DEVELOPMENT) dovecot
	@command -v pg_virtualenv >/dev/null || tools/apt postgresql postgresql-common
	@$(MANAGE) compile_translations
	DATABASE_URL=postgres:///postgres $(POSTGRES) $(PYTEST) -m "database and not soak"

lint: $(DEVELOPMENT)
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=target $(LINTS)

lint-python: $(DEVELOPMENT)
	@echo "== ruff: rules"
	@$(VENV)/bin/ruff check --quiet .
	@echo "== ruff: layout"
	@$(VENV)/bin/ruff format --check --quiet .
	@echo "== sizes: no module over 400 lines"
	@$(PYTHON) tools/module_sizes.py

lint-floors: $(DEVELOPMENT)
	@echo "== import-linter: floors"
	@$(VENV)/bin/lint-imports --no-logo >$(VENV)/floors.txt || { cat $(VENV)/floors.txt; exit 1; }

lint-unused: $(DEVELOPMENT)
	@echo "== vulture: nothing that nothing uses"
	@$(PYTHON) tools/dead_code.py

lint-templates: $(DEVELOPMENT)
	@echo "== djlint: templates"
	@$(VENV)/bin/djlint --quiet --lint templates

lint-image: $(DEVELOPMENT)
	@echo "== image: made as it should be"
	@tools/image $(VENV)

lint-licences: $(DEVELOPMENT)
	@echo "== licences: docs/licences.md is current, and all are allowed"
	@$(PYTHON) tools/licences.py --check

lint-migrations: $(DEVELOPMENT)
	@echo "== migrations: none missing"
	@$(MANAGE) makemigrations --check --dry-run

lint-openapi: $(DEVELOPMENT)
	@echo "== OpenAPI: docs/openapi.yml is current"
	@$(MANAGE) spectacular --validate --fail-on-warn --file $(VENV)/openapi.yml
	@diff -u docs/openapi.yml $(VENV)/openapi.yml || { echo "Run: make openapi"; exit 1; }

lint-production: $(DEVELOPMENT)
	@echo "== check --deploy: production settings"
	@$(MANAGE) compile_translations
	@MEDSPEL_DEVELOPMENT=0 MEDSPEL_ENV_FILE=/dev/null ALLOWED_HOSTS=medspel.example \
		SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(MANAGE) check --deploy --fail-level WARNING

lint-translations: $(DEVELOPMENT)
	@command -v xgettext >/dev/null || tools/apt gettext
	@echo "== gettext: every text in both languages"
	@$(MANAGE) check_translations

format: $(DEVELOPMENT)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

messages: $(DEVELOPMENT)
	@command -v xgettext >/dev/null || tools/apt gettext
	$(MANAGE) check_translations --update

lock: | $(PYTHON)
	@tools/lock $(PYTHON)

licences: $(DEVELOPMENT)
	$(PYTHON) tools/licences.py

audit: $(DEVELOPMENT)
	@echo "== pip-audit: no known holes"
	@$(PYTHON) tools/audit.py

openapi: $(DEVELOPMENT)
	$(MANAGE) spectacular --validate --fail-on-warn --file docs/openapi.yml

chromium:
	@[ -n "$$CHROMIUM" ] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null \
		|| command -v google-chrome >/dev/null || tools/apt chromium-headless-shell || tools/apt chromium

dovecot:
	@command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ] || tools/apt dovecot-imapd

$(PYTHON):
	@tools/venv $(VENV)

$(RUNTIME): requirements.lock | $(PYTHON)
	@echo "Installing packages"
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(PYTHON)
	@echo "Installing packages and tools"
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@
