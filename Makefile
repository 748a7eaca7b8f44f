# `make run` and `make test` are all a newcomer needs; both do their own set-up.
PY := .venv/bin/python

.PHONY: run test test-windows lint format bench bundle clean setup-run setup-test setup-test-windows

run: setup-run
	@if [ -n "$$DISPLAY" ] || [ -n "$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	    $(PY) -m gui --sample; \
	else \
	    QT_QPA_PLATFORM=offscreen $(PY) -m gui.tour out; \
	fi

test: lint
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest

test-windows: setup-test-windows
	$(PY) -m pytest tests/windows

lint: setup-test
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy --strict core gui
	.venv/bin/lint-imports

format: setup-test
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: setup-test
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/bench --benchmark-only --benchmark-disable-gc

bundle: setup-test
	$(PY) packaging/bundle.py

setup-run:
	@sh packaging/bootstrap.sh run

setup-test:
	@sh packaging/bootstrap.sh test

setup-test-windows:
	@sh packaging/bootstrap.sh test-windows

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
