"""What a report costs, as ratios to migrate() of the same file: 20 and 200 modules."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verify import verify_migration
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.report import build, data, html
from core.report.parts import parts
from tests.bench.test_core import best, site

SIZES = (20, 200)
DEVICE = Device(gpus=1, shares=(Share(name="in"),))


def migrated(modules: int) -> Migration:
    """A migration of this very moment: nothing of a report is known, the checks are, as on the Check page."""
    done = migrate(read(site(modules), "site.json"), DEVICE, Decisions())
    done.output()
    verify_migration(done)
    return done


def result(benchmark: Any, modules: int) -> None:
    """Seconds and the ratio, beside the figures of the benchmark itself."""

    def work() -> None:
        done = migrate(read(site(modules), "site.json"), DEVICE, Decisions())
        done.output()

    benchmark.extra_info["ratio to migrate()"] = round(benchmark.stats["min"] / best(work), 1)
    benchmark.extra_info["seconds"] = round(benchmark.stats["min"], 2)


@pytest.mark.parametrize("modules", SIZES)
def test_html_and_json(modules: int, benchmark: Any) -> None:
    """report.html and report.json; 200 modules are to take half a second at most."""

    def work(migration: Migration) -> None:
        report = build(migration)
        html.render(report, parts(migration, report))
        data.render(report, {})

    benchmark.pedantic(work, setup=lambda: ((migrated(modules),), {}), rounds=5)
    result(benchmark, modules)


@pytest.mark.parametrize("modules", SIZES)
def test_pdf(modules: int, benchmark: Any, qapp: QApplication) -> None:
    """report.pdf; 200 modules are to take five seconds at most."""
    from gui.printing.pdf import print_pdf

    migration = migrated(modules)
    report = build(migration)
    page = html.render(report, parts(migration, report), for_print=True)
    benchmark.pedantic(print_pdf, args=(page,), rounds=3)
    result(benchmark, modules)
