"""From an answer to the repainted comparison, in a window that holds fifty modules."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import rule_ids
from tests.bench.measure import note, seconds
from tests.bench.test_core import again
from tests.paths import SAMPLE
from tests.robot import Robot

pytestmark = [pytest.mark.gui, pytest.mark.benchmark(timer=time.process_time)]

MODULES, ROUNDS = 50, 100
PROMISE = 0.05
"""Seconds: what feels like at once."""


def fifty() -> bytes:
    """The sample with its modules repeated."""
    tree = json.loads(SAMPLE.read_text(encoding="utf-8"))
    modules = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    names = list(modules)
    for number in range(MODULES - len(modules)):
        modules[f"copy{number}"] = copy.deepcopy(modules[names[number % len(names)]])
    return json.dumps(tree, indent=2).encode()


def test_decide(qtbot: QtBot, benchmark: Any, tmp_path: Path) -> None:
    """The 95th percentile of the time until an answer is painted: migration, lists, counts and rows."""
    path = tmp_path / "fifty.json"
    path.write_bytes(fifty())
    robot = Robot(tmp_path)
    robot.open(path)
    robot.go(2)
    session, pane = robot.session, robot.wizard.review_page.compare.diff.body.left
    migration = session.migration
    assert migration is not None
    binds = [finding for finding in migration.findings if finding.rule == rule_ids.BIND]
    turns: Iterator[int] = iter(range(10**6))

    def look() -> tuple[tuple[str, str], dict[str, Any]]:
        turn = next(turns)
        finding = binds[turn % len(binds)]
        session.select(finding.module, finding.id)
        robot.settle()
        return (finding.id, f"share:{'ab'[turn // len(binds) % 2]}-share"), {}

    def decide(finding: str, answer: str) -> None:
        session.decide(finding, answer)
        while session.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()
        pane.viewport().repaint()

    benchmark.pedantic(decide, setup=look, rounds=ROUNDS, warmup_rounds=5)
    slowest = sorted(benchmark.stats.stats.data)[int(ROUNDS * 0.95)]
    note(benchmark, "p95 to json.loads and dumps", round(slowest / seconds(again(path.read_bytes())), 1))
    note(benchmark, "p95 to the promised 50 ms", round(slowest / PROMISE, 2), 1)
    robot.close()
