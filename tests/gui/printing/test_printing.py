"""The PDF: the same text and pages each time, rows whole, numbers right, nothing hostile or secret in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from core.bundle.export import bundle
from core.migration.migrate import Migration
from core.report import build, html
from core.report.parts import parts
from gui.printing import pdf
from gui.printing.pagination import parts as parts_of
from gui.state.jobs import Jobs
from tests.core.report.test_build import PASSWORD, sample
from tests.core.report.test_pages import INVISIBLE, hostile

LINE_BREAK = "\N{LINE SEPARATOR}"
TOOLS = shutil.which("pdftotext") is not None
needs_tools = pytest.mark.skipif(not TOOLS, reason="poppler-utils is not installed")


def page(migration: Migration) -> str:
    report = build(migration)
    return html.render(report, parts(migration, report), for_print=True)


def text_of(data: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    result = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return result.split("\f")[:-1]


def test_a_pdf_of_the_sample_has_at_most_ten_pages(qapp: object) -> None:
    data = pdf.print_pdf(page(sample()))
    assert data.startswith(b"%PDF") and 5 <= len(re.findall(rb"/Type /Page\b", data)) <= 10


@needs_tools
def test_text_and_pages_are_the_same_each_time(qapp: object, tmp_path: Path) -> None:
    first, second = (text_of(pdf.print_pdf(page(sample())), tmp_path) for _ in range(2))
    assert first == second
    for number, text in enumerate(first, 1):
        assert f"Page {number} of {len(first)}" in text and "Migration report: fpga-site.json" in text


@needs_tools
def test_the_contents_name_the_page_of_each_chapter(qapp: object, tmp_path: Path) -> None:
    pages = text_of(pdf.print_pdf(page(sample())), tmp_path)
    for title in ("Remaining tasks", "What Kubernetes will run", "weldScorer", "Rollback", "Files and versions"):
        line = re.search(rf"(?:^|  ) *{title} +(\d+)(?:  |$)", pages[0], re.MULTILINE)
        assert line is not None, title
        assert re.search(rf"^ *{title}\b(?! +\d+$)", pages[int(line[1]) - 1], re.MULTILINE), title
    assert "‹" not in "".join(pages)


@needs_tools
def test_nothing_hostile_and_no_secret_is_in_the_text(qapp: object, tmp_path: Path) -> None:
    result = "".join(text_of(pdf.print_pdf(page(hostile())), tmp_path))
    assert not any(mark in result for mark in INVISIBLE if mark != "\ud800")
    assert "<script>alert" in result and "U+202E" in result
    assert PASSWORD not in "".join(text_of(pdf.print_pdf(page(sample())), tmp_path))


def test_the_cells_of_a_change_are_tinted_once_and_hold_its_lines(qapp: object) -> None:
    """The ground of each line on the same ground of its cell would only take time; so would lines without a text."""
    document = QTextDocument()
    document.setHtml(page(sample()))
    tables = [table for table in parts_of(document) if isinstance(table, QTextTable) and table.columns() == 2]
    cells = [table.cellAt(row, at) for table in tables for row in range(1, table.rows()) for at in (0, 1)]
    tinted = [cell for cell in cells if cell.format().background().color().name() in ("#e3f0ff", "#fdebd8")]
    blocks = [document.findBlock(cell.firstPosition()) for cell in tinted]
    assert any(LINE_BREAK in block.text() for block in blocks)
    for block in blocks:
        assert all(line.strip("\N{NO-BREAK SPACE}") for line in block.text().split(LINE_BREAK))
        assert all(run.format.background().style() is Qt.BrushStyle.NoBrush for run in block.textFormats())


def test_there_is_no_link_and_no_script(qapp: object) -> None:
    for migration in sample(), hostile():
        data = pdf.print_pdf(page(migration))
        assert not re.search(rb"/URI\b|/JavaScript|/Launch|/EmbeddedFile", data)


def test_a_worker_thread_may_print(qtbot: QtBot) -> None:
    jobs, pdfs = Jobs(), list[bytes]()
    text = page(sample())
    jobs.run("pdf", lambda: pdf.print_pdf(text), pdfs.append, lambda error: pdfs.append(b""), background=True)
    qtbot.waitUntil(lambda: bool(pdfs), timeout=20_000)
    assert pdfs[0].startswith(b"%PDF")


def test_a_bundle_with_a_printer_holds_the_pdf(qapp: object) -> None:
    assert "report.pdf" not in bundle(sample())
    assert bundle(sample(), printer=pdf.print_pdf)["report.pdf"].startswith(b"%PDF")


def test_without_an_application_the_message_is_clear() -> None:
    code = (
        "from gui.printing.pdf import *\n"
        "try:\n    print_pdf('<p>a</p>')\nexcept PrintError as error:\n    print(error)\n"
        "app = application()\nprint(print_pdf('<p>a</p>')[:4])"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert result.stdout.splitlines() == ["The PDF needs a Qt application to draw with.", "b'%PDF'"]


def test_a_process_of_its_own_prints_the_same_bytes(qapp: object) -> None:
    assert pdf.print_in_child(page(sample())) == pdf.print_in_child(page(sample()))


def test_no_time_is_in_the_file(qapp: object) -> None:
    assert not re.search(rb"CreationDate|ModDate|CreateDate", pdf.print_pdf(page(sample())))


def test_what_cannot_be_printed_in_the_background_costs_no_export(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert pdf.printed("<p>a</p>") is None
