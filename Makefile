# `make run` and `make test` are all a newcomer needs; both do their own set-up.
PY := .venv/bin/python
PYTEST := QT_QPA_PLATFORM=offscreen $(PY) -m pytest
PARALLEL := -n auto --dist worksteal -p no:benchmark
# Every worker, and every program that a test starts, imports the same modules: each is compiled once, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test test-long test-windows test-windows-core pictures check places conformance lint format rule goldens bench bundle deb test-deb windows clean setup-run setup-test setup-windows setup-test-windows

run: setup-run
	@if [ -n "$$DISPLAY" ] || [ -n "$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	    $(PY) -m gui --sample; \
	else \
	    QT_QPA_PLATFORM=offscreen $(PY) -m gui.tour out; \
	fi

test: lint
	$(PYTEST) $(PARALLEL)

# Long walks and races, and every promise about any manifest over thousands of generated ones, the same each time.
# EXAMPLES=random draws new ones; ARGS goes to pytest: make test-long EXAMPLES=random ARGS="--hypothesis-seed=7 tests/core/rules"
test-long: setup-test
	$(PYTEST) $(PARALLEL) -m "long or hypothesis" --hypothesis-profile $(or $(EXAMPLES),long) $(ARGS)

# ONLY names a rule or check (usb-camera), a page (review) or a package (core/manifest).
CHECK_USAGE = usage: make check ONLY=<name of a rule, a check or a page such as review, or a package such as core/manifest>
ONLY_TESTS = $(or $(wildcard tests/$(ONLY)),$(wildcard tests/gui/pages/$(ONLY)))
RULE_TESTS = tests/core/rules tests/core/checks tests/core/text tests/core/rulebook tests/core/migration/test_field_cases.py tests/test_catalogue.py tests/test_docs.py tests/test_new_rule.py
# Its own tests, and what one rule or check can break beside them: ids, sources, texts, documents, the list of advice, whole manifests.
ABOUT_RULES = $(ONLY) or $(subst -,_,$(ONLY)) or test_ids or test_sources or test_catalogue or test_docs or list_is_closed or test_field_cases or test_covers or test_new_rule
RULE_FILES = $(wildcard resources/*/$(ONLY)/en.md tests/golden/*/$(ONLY).md core/rules/$(subst -,_,$(ONLY)).py core/checks/$(subst -,_,$(ONLY)).py)
ONLY_IS = $(if $(ONLY),$(ONLY_TESTS)$(RULE_FILES))
check: $(if $(ONLY_IS),$(if $(ONLY_TESTS),,places) lint)
	$(if $(ONLY_IS),,$(error $(CHECK_USAGE)))
	$(PYTEST) $(if $(ONLY_TESTS),$(PARALLEL) $(ONLY_TESTS),-p no:benchmark $(RULE_TESTS) -k "$(ABOUT_RULES)")

# What a new rule or check still lacks, before tests that say it in other words.
places: setup-test
	@$(PY) -m tests.rule_places $(ONLY)

test-windows: setup-test-windows
	$(PY) -m pytest tests/windows

# tests/core with the Windows Python; CORE names a part of it: make test-windows-core CORE=tests/core/cli
test-windows-core: setup-test-windows
	$(PY) -m tests.windows.core $(CORE)

# The pictures of the README, from those that the last `make test-windows` took.
pictures:
	$(PY) packaging/pictures.py

# The model of the Kubernetes API beside a real API server (Debian 12, root); tests/conformance/README.md
conformance: setup-test
	@binary=$$(sh tests/conformance/build.sh) && $(PY) -m tests.conformance "$$binary"

lint: setup-test
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy --strict core gui
	.venv/bin/lint-imports

format: setup-test
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

# A new rule in all its places, as a copy of one like it: make rule NAME=usb-camera AREA=runtime LIKE=<a rule>
# A new check: make rule KIND=check NAME=… AREA=… LIKE=…; CONTRIBUTING.md says what LIKE is best
RULE_USAGE = usage: make rule [KIND=check] NAME=<usb-camera> AREA=<storage, network, resources, proxy, naming or runtime> LIKE=<a rule or check to copy>
rule: $(if $(and $(NAME),$(AREA),$(LIKE)),setup-test)
	$(if $(and $(NAME),$(AREA),$(LIKE)),,$(error $(RULE_USAGE)))
	@$(PY) packaging/new_rule.py "$(or $(KIND),rule)" "$(NAME)" "$(AREA)" "$(LIKE)"

# What the engine says now, below every golden case; ONLY=usb-camera also shows the texts of that rule or check.
goldens: setup-test
	$(PY) -m tests.goldens $(ONLY)

bench: setup-test
	$(PYTEST) tests/bench --benchmark-only --benchmark-disable-gc --benchmark-columns=min,median,rounds

bundle: setup-test
	$(PY) packaging/bundle.py

deb: bundle
	$(PY) packaging/deb/build.py

test-deb: deb
	$(PY) -m pytest tests/deb

windows: setup-windows
	$(PY) packaging/windows/build.py

setup-run:
	@sh packaging/bootstrap.sh run

setup-test:
	@sh packaging/bootstrap.sh test

setup-windows:
	@sh packaging/bootstrap.sh windows

setup-test-windows:
	@sh packaging/bootstrap.sh test-windows

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
