"""Rows to look at, and views on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.diff.rows import Row, Side
from core.model import rule_ids
from gui.theme import style
from gui.widgets.diff.diff_view import DiffView

MODULE = "/modulesContent/$edgeAgent/properties.desired/modules/camera"
WIRE = "wireserver-address/camera/WIRESERVER_ADDRESS"
BIND = f"{rule_ids.BIND}/camera/in"
GPU = f"{rule_ids.FPGA_BY_RESOURCE}/camera/limits"


def same(number: int, text: str, pointer: str, findings: tuple[str, ...] = ()) -> Row:
    """A line both sides have."""
    return Row(Side(number, text), Side(number, text), "same", MODULE + pointer, findings)


def removed(number: int, text: str, pointer: str, *findings: str) -> Row:
    """A line only the left side has."""
    return Row(Side(number, text), None, "removed", MODULE + pointer, findings)


def added(number: int, text: str, pointer: str, *findings: str) -> Row:
    """A line only the right side has."""
    return Row(None, Side(number, text), "added", MODULE + pointer, findings)


def module_rows() -> tuple[Row, ...]:
    """A small module: one thing removed, one changed, one added, one that only asks, and a long quiet stretch."""
    quiet = [same(20 + i, f'  "key{i}": {i},', f"/key{i}") for i in range(40)]
    return (
        same(1, '"camera": {', ""),
        same(2, '  "status": "running",', "/status"),
        removed(3, '  "WIRESERVER_ADDRESS": {', "/env/WIRESERVER_ADDRESS", WIRE),
        removed(4, '    "value": "10.0.0.1"', "/env/WIRESERVER_ADDRESS/value", WIRE),
        removed(5, "  },", "/env/WIRESERVER_ADDRESS"),
        Row(
            Side(6, '  "microsoft.com/fpga_catapult": 2,', ((3, 30), (33, 34))),
            Side(3, '  "nvidia.com/gpu": 1,', ((3, 17), (20, 21))),
            "changed",
            MODULE + "/limits/microsoft.com~1fpga_catapult",
            (GPU,),
        ),
        *quiet,
        same(70, '  "Binds": "/home/hcsshares/in:/in",', "/Binds", (BIND,)),
        added(71, '  "strategy": "Recreate"', "/strategy", "strategy/camera/x"),
        same(72, "}", ""),
    )


@pytest.fixture
def rows() -> tuple[Row, ...]:
    """The rows of a small module."""
    return module_rows()


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    """Widgets are tested as they are shown: with the theme."""
    style.apply(qapp, "dark", "blue-orange")
    yield
    style.apply(qapp, "system", "blue-orange", contrast=True)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget and wait until it is there, with the keyboard."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


@pytest.fixture
def view(shown: Callable[[QWidget], QWidget], rows: tuple[Row, ...]) -> DiffView:
    """The comparison of the small module, unfolded, in a window of 1000 × 600."""
    diff_view = DiffView()
    diff_view.resize(1000, 600)
    diff_view.set_providers(lambda finding: f"Because of {finding}", lambda row: "".join(row.findings[:1]))
    diff_view.set_rows(rows)
    shown(diff_view)
    return diff_view
