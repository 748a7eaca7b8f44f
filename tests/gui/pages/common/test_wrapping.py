"""How titles and captions are broken in a narrow column: between words, never inside one that fits."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from gui.pages.common.wrapping import parts_that_fit, wrapped

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("text", "wide", "lines"),
    [
        ("Share “models” mounted at /app/models", "mounted at /app/m", ["Share “models”", "mounted at", "/app/models"]),
        ("WIRESERVER_ADDRESS is gone", "WIRESERVER_AD", ["WIRESERVER_", "ADDRESS is", "gone"]),
        ("/var/log/cameraIngest", "/var/log/cam", ["/var/log", "/camera", "Ingest"]),
        ("short", "short and free", ["short"]),
        ("", "x", [""]),
    ],
)
def test_no_word_is_broken_that_fits(qapp: QApplication, text: str, wide: str, lines: list[str]) -> None:
    font = qapp.font()
    assert wrapped(text, font, QFontMetrics(font).horizontalAdvance(wide), 3) == lines


def test_what_is_left_over_is_elided_in_the_last_line(qapp: QApplication) -> None:
    font = qapp.font()
    width = QFontMetrics(font).horizontalAdvance("the model of w")
    first, last = wrapped("the model of weldScorer must be rebuilt for the GPU", font, width)
    assert first == "the model of" and last.startswith("weld") and last.endswith("…")
    assert QFontMetrics(font).horizontalAdvance(last) <= width


def test_a_caption_loses_whole_parts(qapp: QApplication) -> None:
    font, caption = qapp.font(), "1 needs you · 2 to confirm · 6 changes"
    metrics = QFontMetrics(font)
    assert parts_that_fit(caption, font, metrics.horizontalAdvance(caption)) == caption
    assert parts_that_fit(caption, font, metrics.horizontalAdvance(caption) - 1) == "1 needs you · 2 to confirm …"
    assert parts_that_fit(caption, font, metrics.horizontalAdvance("1 needs …")).endswith("…")


def test_a_word_without_joints_is_elided_where_it_is(qapp: QApplication) -> None:
    font = qapp.font()
    width = QFontMetrics(font).horizontalAdvance("mmmmmmmm")
    first, second = wrapped(f"{'m' * 40} end", font, width)
    assert first.endswith("…") and QFontMetrics(font).horizontalAdvance(first) <= width and second == "end"
