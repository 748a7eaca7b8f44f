"""What a report costs, as ratios to migrate() of the same file: 20 and 200 modules."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verify import verify_migration
from core.model.decisions import Decisions
from core.report import build, data, html
from core.report.parts import parts
from tests.bench.measure import note, seconds, typical
from tests.bench.test_core import DEVICE, site
from tests.paths import SAMPLE

pytestmark = pytest.mark.benchmark(timer=time.process_time)
SIZES = (20, 200)


def migrated(modules: int) -> Migration:
    """A fresh migration: its checks are known, as on the Check page, but nothing of a report is."""
    done = migrate(read(site(modules), "site.json"), DEVICE, Decisions())
    done.output()
    verify_migration(done)
    return done


def result(benchmark: Any, modules: int, wanted: float) -> None:
    """Processor seconds and the ratio, beside the figures of the benchmark itself."""

    def work() -> None:
        done = migrate(read(site(modules), "site.json"), DEVICE, Decisions())
        done.output()

    note(benchmark, "seconds", round(typical(benchmark), 2), wanted)
    note(benchmark, "ratio to migrate()", round(typical(benchmark) / seconds(work, 3), 1))


@pytest.mark.parametrize("modules", SIZES)
def test_html_and_json(modules: int, benchmark: Any) -> None:
    """Measures report.html and report.json."""

    def work(migration: Migration) -> None:
        report = build(migration)
        html.render(report, parts(migration, report))
        data.render(report, {})

    benchmark.pedantic(work, setup=lambda: ((migrated(modules),), {}), rounds=5)
    result(benchmark, modules, 0.25)


@pytest.mark.parametrize("modules", SIZES)
def test_pdf(modules: int, benchmark: Any, qapp: QApplication) -> None:
    """Measures report.pdf."""
    from gui.printing.pdf import print_pdf

    migration = migrated(modules)
    report = build(migration)
    page = html.render(report, parts(migration, report), for_print=True)
    benchmark.pedantic(print_pdf, args=(page,), rounds=3)
    result(benchmark, modules, 1.5 if modules > 20 else 0.3)


def test_pdf_of_the_sample(benchmark: Any, qapp: QApplication) -> None:
    """Measures the size of the sample's report.pdf."""
    from gui.printing.pdf import print_pdf

    migration = migrate(read(SAMPLE.read_bytes(), SAMPLE.name), DEVICE, Decisions())
    report = build(migration)
    page = html.render(report, parts(migration, report), for_print=True)
    data = benchmark.pedantic(print_pdf, args=(page,), rounds=1)
    note(benchmark, "KB", round(len(data) / 1000), 300)
