"""What every robot watches: a part that is shown as a window of its own for an instant."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu, QVBoxLayout, QWidget

from tests.gui.conftest import Strays
from tests.robot import Robot

pytestmark = pytest.mark.gui


def _flash(parent: QWidget) -> None:
    part = QLabel()
    part.setVisible(True)
    QVBoxLayout(parent).addWidget(part)
    QApplication.processEvents()


def test_a_part_that_is_shown_before_it_has_a_parent_is_seen(robot: Robot, strays: Strays) -> None:
    _flash(QWidget(robot.wizard))
    assert strays.found == ["a part that was gone at once, over wizard"]
    strays.found.clear()


def test_so_it_is_below_a_modal_dialog(robot: Robot, strays: Strays) -> None:
    dialog = QDialog(robot.wizard)
    dialog.setModal(True)
    dialog.show()
    QApplication.processEvents()
    _flash(dialog)
    dialog.close()
    assert strays.found == ["a part that was gone at once, over "]
    strays.found.clear()


def test_a_part_that_stays_a_window_is_named(robot: Robot, strays: Strays) -> None:
    part = QLabel()
    part.setObjectName("part")
    part.show()
    QApplication.processEvents()
    part.deleteLater()
    assert strays.found == ["QLabel part"]
    strays.found.clear()


def test_dialogs_menus_and_lists_are_no_strays(robot: Robot, strays: Strays) -> None:
    dialog, menu, combo = QDialog(robot.wizard), QMenu(robot.wizard), QComboBox(robot.wizard)
    combo.addItem("one")
    combo.show()
    for window in (dialog, menu):
        window.show()
        QApplication.processEvents()
        window.close()
    combo.showPopup()
    QApplication.processEvents()
    combo.hidePopup()
    assert strays.found == []
