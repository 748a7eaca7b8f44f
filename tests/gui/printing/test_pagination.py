"""Where pages end: rows and lines whole, headings with what they head, each part of the document on one page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument

from gui.printing.pagination import Page, Unit, pages, units

WIDTH, HEIGHT = 600.0, 400.0


def cut(html: str) -> tuple[list[Page], list[Unit]]:
    document = QTextDocument()
    document.setHtml(html)
    found = pages(document, WIDTH, HEIGHT)
    assert found[0].body[0] == 0 and found[-1].body[1] == document.size().height()
    assert all(before.body[1] == after.body[0] for before, after in pairwise(found)), "nothing is lost or shown twice"
    assert all(sum(bottom - top for top, bottom in page.spans) <= HEIGHT for page in found)
    return found, list(units(document))


def torn(found: list[Page], top: float, bottom: float) -> bool:
    return any(top < page.body[0] < bottom for page in found)


def table(rows: str) -> str:
    return f"<h2>Rows</h2><table width='100%'><thead><tr><th>a</th><th>b</th></tr></thead>{rows}</table>"


def test_no_row_is_torn_that_fits_a_page(qapp: object) -> None:
    found, all_units = cut(
        table("".join(f"<tr><td>{n}</td><td>{'word ' * (n % 7 * 20)}</td></tr>" for n in range(120)))
    )
    assert len(found) > 5
    for unit in all_units:
        assert not torn(found, unit.top, unit.bottom), (unit.top, unit.bottom)


def test_a_table_repeats_its_header_on_each_page(qapp: object) -> None:
    found, _all = cut(table("<tr><td>1</td><td>word</td></tr>" * 60))
    assert found[0].header is None
    assert {page.header for page in found[1:]} == {found[1].header} and found[1].header is not None


def test_a_heading_stays_with_what_follows(qapp: object) -> None:
    found, all_units = cut("".join(f"<h2>Title {n}</h2><p>{'word ' * 40}</p>" for n in range(60)))
    for unit, after in pairwise(all_units):
        if unit.heading:
            assert not torn(found, unit.top, after.bottom), unit.block.text()


@pytest.mark.parametrize("words", ["word " * 3000, "word<br>" * 300, "long" * 3000])
def test_a_row_taller_than_a_page_is_cut_between_its_lines(qapp: object, words: str) -> None:
    document = QTextDocument()
    document.setHtml(table(f"<tr><td>{words}</td><td>{'<big>other </big>' * 900}</td></tr>"))
    found = pages(document, WIDTH, HEIGHT)
    assert len(found) > 3
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            assert not torn(found, top + line.y() + 0.01, top + line.y() + line.height() - 0.01)
        block = block.next()


def test_a_header_taller_than_half_a_page_is_not_repeated(qapp: object) -> None:
    head = "<thead><tr><th>" + "word " * 900 + "</th></tr></thead>"
    found, _all = cut(f"<table>{head}{'<tr><td>a</td></tr>' * 100}</table>")
    assert all(page.header is None for page in found)


@pytest.mark.parametrize("padding", [" cellpadding=5", " cellpadding=9 style='margin-top: 7px'"])
@pytest.mark.parametrize("style", ["", "td { padding: 4px }"])
def test_a_row_is_shown_with_its_whole_ground(qapp: object, padding: str, style: str) -> None:
    """Where the document is painted, the ground of a row is between its ends, and there is space between rows."""
    document = QTextDocument()
    rows = "<tr><td bgcolor=black>a</td><td bgcolor=black>b</td></tr>" * 5
    document.setHtml(f"<style>{style}</style><p>before</p><table width='100%'{padding}>{rows}</table><p>after</p>")
    pages(document, WIDTH, HEIGHT)
    image = QImage(int(WIDTH), int(document.size().height()), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    document.drawContents(painter)
    painter.end()
    black = [QColor(image.pixel(8, y)) == QColor("black") for y in range(image.height())]
    ends = {y for y in range(1, len(black)) if black[y] != black[y - 1]}
    rows_found = [unit for unit in units(document) if unit.block.text() == "a"]
    assert len(rows_found) == 5
    for unit in rows_found:
        assert {round(unit.top) + 2, round(unit.bottom)} <= ends, (unit.top, unit.bottom, ends)
