"""Three hundred seeded secrets in the window: none is in its state folder, a crash note, the log, or the PDF."""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.decisions import About
from core.model.device import Device, Share
from core.report import build, html
from core.report.parts import parts
from gui.app import crash
from gui.printing import pdf
from gui.state.session import Session
from gui.state.store import Store
from tests.core.redaction.test_redact_bundle import decided, leaks, seeded
from tests.core.redaction.test_redact_bundle import site as site
from tests.golden_cases import expand

pytestmark = pytest.mark.gui

Site = tuple[bytes, set[str], list[str]]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """A session that keeps itself below the folder of the test."""
    current = Session(Store(tmp_path / "state" / "sessions"), lambda: datetime(2026, 1, 2, 12, tzinfo=UTC))
    yield current
    current.save_now()
    current.jobs.wait()


def test_no_secret_is_in_the_state_folder_or_the_log(
    session: Session, qtbot: QtBot, tmp_path: Path, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    data, hidden, secrets = site
    path = tmp_path / "site.json"
    path.write_bytes(data)
    with caplog.at_level(logging.DEBUG):
        session.open(path)
        qtbot.waitUntil(lambda: session.migration is not None, timeout=20_000)
        session.set_device(Device(shares=(Share(name="in"),), proxy=f"http://anna:{secrets[0]}@p.example:80"))
        session.set_about(About(customer=f"password={secrets[1]}", ticket=secrets[2]))
        findings = session.migration.findings if session.migration is not None else ()
        for finding, secret in list(zip(findings, secrets, strict=False))[::25]:
            session.keep(finding.id, f"kept, {secret} still works")
        session.jobs.wait()
        qtbot.waitUntil(lambda: not session.jobs.busy, timeout=20_000)
        session.save()
    net = crash.CrashNet(tmp_path / "state", session)
    try:
        raise ValueError(f"cannot use {secrets[5]} at {secrets[6]}")
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind is not None and error is not None
        (tmp_path / "state" / "crash.txt").write_text(crash.note(kind, error, trace, session), encoding="utf-8")
    net.deleteLater()
    written = [file for file in (tmp_path / "state").rglob("*") if file.is_file()]
    assert any(file.name == "crash.txt" for file in written) and len(written) >= 3
    for file in written:
        assert leaks(file.name + file.read_bytes().decode(), hidden) == [], file.name
    assert leaks(caplog.text, hidden) == []


@pytest.mark.long
def test_no_secret_is_in_the_pdf(qapp: object, tmp_path: Path, site: Site) -> None:
    data, hidden, secrets = site
    migration = decided(data, secrets)
    report = build(migration)
    pdf_bytes = pdf.print_pdf(html.render(report, parts(migration, report), for_print=True))
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf_bytes, re.DOTALL)
    plain = b"".join(zlib.decompressobj().decompress(part) for part in streams if part[:1] == b"\x78")
    assert leaks((pdf_bytes + plain).decode("latin-1"), hidden) == []
    if shutil.which("pdftotext"):
        path = tmp_path / "report.pdf"
        path.write_bytes(pdf_bytes)
        result = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
        assert "secret" in result and leaks(result, hidden) == [] and leaks(re.sub(r"\s", "", result), hidden) == []


def test_the_seeds_are_the_same_each_time(site: Site) -> None:
    assert seeded()[2] == site[2]


def test_a_secret_has_the_same_number_on_the_screen_and_in_the_report(session: Session) -> None:
    """Of the manifest, then of the device, then of the answers: the order in which the report counts them."""
    options = {"Env": ["A_PASSWORD=first-secret", "B_PASSWORD=second-secret"]}
    session.open_bytes(json.dumps(expand({"cam": {"createOptions": options}})).encode(), "site.json")
    session.jobs.wait()
    session.set_device(session.device.model_copy(update={"proxy": "http://anna:third-secret@proxy.example:80"}))
    session.jobs.wait()
    texts = ("second-secret", "anna:third-secret", "first-secret")
    shown = [session.redactor.text(text) for text in texts]
    assert session.migration is not None
    assert shown == [session.migration.redactor.text(text) for text in texts]
    assert shown == ["••• secret 2", "••• secret 3", "••• secret 1"]
