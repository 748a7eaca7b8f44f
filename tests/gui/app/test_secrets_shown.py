"""Three hundred seeded secrets in the window: none can be read on a page, in a tool tip or in what is copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabWidget, QWidget

from tests.core.redaction.test_redact_bundle import leaks
from tests.core.redaction.test_redact_bundle import site as site
from tests.gui.app.test_plain_text import texts
from tests.robot import Robot

pytestmark = [pytest.mark.gui, pytest.mark.long]


def shown() -> Iterator[str]:
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            for _kind, text, _markup in texts(widget):
                yield text
            if isinstance(widget, QAbstractButton):
                yield widget.text()


def copied(robot: Robot) -> Iterator[str]:
    """What each button to copy on the page puts on the clipboard."""
    for button in robot.wizard.current().findChildren(QAbstractButton):
        if "copy" in (button.objectName() + button.text()).lower() and button.isVisible() and button.isEnabled():
            button.click()
            robot.settle()
            yield QApplication.clipboard().text()


def test_no_secret_can_be_read_in_the_window(
    robot: Robot, tmp_path: Path, site: tuple[bytes, set[str], list[str]]
) -> None:
    data, hidden, _ = site
    path = tmp_path / "site.json"
    path.write_bytes(data)
    robot.open(path)
    robot.wait_for(lambda: robot.session.migration is not None)
    assert robot.session.migration is not None
    met = 0
    for step in robot.wizard.pageIds():
        robot.go(step)
        tabs = robot.wizard.current().findChildren(QTabWidget)
        for number in range(max([tab.count() for tab in tabs], default=1)):
            for tab in tabs:
                tab.setCurrentIndex(min(number, tab.count() - 1))
            robot.settle()
            found = [*shown(), *copied(robot)]
            met += sum("•••" in text for text in found)
            assert leaks("\n".join(found), hidden) == [], (step, number)
    robot.go(2)
    for name in [module.name for module in robot.session.migration.before.modules]:
        robot.session.select(module=name)
        robot.settle()
        found = list(shown())
        met += sum("•••" in text for text in found)
        assert leaks("\n".join(found), hidden) == [], name
    assert met > 100
