"""The comparison over the rows of real migrations: the bundled sample, each module, in every way of looking at it."""

from __future__ import annotations

import gc
import json

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.diff.rows import rows
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decisions
from core.model.device import Device, Share
from gui.widgets.diff.diff_rows import changes, value_text
from gui.widgets.diff.diff_view import DiffView
from tests.paths import SAMPLE

SAMPLE_MODULES = ("", "edgeAgent", "edgeHub", "weldScorer", "cameraIngest", "historian", "dashboard", "heartbeat")


@pytest.fixture(scope="module")
def migration() -> Migration:
    """The sample, migrated with defaults."""
    device = Device(gpus=1, shares=(Share(name="camera-in"),))
    return migrate(read(SAMPLE.read_bytes(), SAMPLE.name), device, Decisions())


def test_the_sample_has_these_modules(migration: Migration) -> None:
    assert {module.name for module in migration.before.modules} | {""} == set(SAMPLE_MODULES)


@pytest.mark.parametrize("module", SAMPLE_MODULES)
def test_every_module_can_be_walked_folded_wrapped_and_searched(
    view: DiffView, migration: Migration, module: str
) -> None:
    all_rows = rows(migration, module)
    for context in (None, 3, 0):
        view.set_rows(all_rows, context=context)
        stops = changes(view.rows())
        for _ in stops:
            view.walk.next()
        assert view.walk.place()[1] == len(stops)
        view.commands.wrap.setChecked(True)
        view.scale.set_zoom(14)
        QApplication.processEvents()
        assert len({pane.document().blockCount() for pane in view.body.panes}) == 1
        view.search_bar.open_search('"')
        view.search_bar.on.click()
        view.search_bar.close_search()
        view.commands.wrap.setChecked(False)
        view.scale.set_zoom(0)


@pytest.mark.parametrize("module", SAMPLE_MODULES)
def test_every_value_that_is_copied_is_json(migration: Migration, module: str) -> None:
    all_rows = rows(migration, module)
    for index, row in enumerate(all_rows):
        for side, line in (("left", row.left), ("right", row.right)):
            if line is not None and not line.text.strip().startswith(("}", "]")):
                text = value_text(all_rows, index, "left" if side == "left" else "right")
                if text is not None:
                    json.loads(text)
                else:
                    assert module == "" and line.text.endswith(("{", "{ … },", "{ … }"))


def test_nothing_is_left_over(qtbot: QtBot, migration: Migration) -> None:
    before = len(QApplication.allWidgets())
    for _ in range(3):
        view = DiffView()
        view.set_rows(rows(migration, "weldScorer"), context=3)
        view.show()
        view.search_bar.open_search("a")
        view.close()
        view.deleteLater()
        del view
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for _ in range(3):  # a menu without a parent belongs to Python, and what held it may wait for its deletion
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(QApplication.allWidgets()) <= before
