"""The page in a real browser, where there is one: no error in its console, and no request leaves the file."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.migration.migrate import Migration
from core.report import build, html
from core.report.parts import parts
from tests.core.report.test_build import sample
from tests.core.report.test_pages import hostile

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-logging=stderr",
    "--v=0",
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


class Trap(http.server.BaseHTTPRequestHandler):
    """Every request a page makes goes through this proxy, and is written down."""

    asked: list[str]

    def parse_request(self) -> bool:
        """Refuse it before anybody looks at its method."""
        if super().parse_request():
            self.asked.append(self.path)
            self.send_error(404)
        return False

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def opened(page: Path, profile: Path) -> tuple[str, list[str], str]:
    """The page after it was loaded, what it asked for, and what the browser logged."""
    trap = type("OneTrap", (Trap,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        proxy = f"--proxy-server=127.0.0.1:{server.server_port}"
        command = [str(BROWSER), *OPTIONS, proxy, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    finally:
        server.shutdown()
        server.server_close()
    return done.stdout.decode(), trap.asked, done.stderr.decode(errors="replace")


def wanted(asked: list[str]) -> list[str]:
    """What the page itself asked for: a browser calls its maker on its own account."""
    return [path for path in asked if not re.search(r"google|gstatic|chromium|gvt1", path)]


def drawn(migration: Migration) -> str:
    report = build(migration)
    return html.render(report, parts(migration, report))


@pytest.mark.parametrize("made", [sample, hostile], ids=["sample", "hostile"])
def test_the_page_loads_in_silence(made: Callable[[], Migration], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(drawn(made()), encoding="utf-8")
    dom, asked, log = opened(page, tmp_path / "profile")
    assert "Files and versions" in dom and "<script" not in dom
    assert wanted(asked) == []
    assert not [line for line in log.splitlines() if ":CONSOLE" in line], log


def test_the_trap_would_catch_a_request_and_the_log_an_error(tmp_path: Path) -> None:
    page = tmp_path / "loud.html"
    page.write_text("<p>a</p><img src='http://tracker.example/x.png'><script>console.error('loud')</script>", "utf-8")
    _, asked, log = opened(page, tmp_path / "profile")
    assert wanted(asked) == ["http://tracker.example/x.png"] and ":CONSOLE" in log and "loud" in log


def test_a_narrow_screen_needs_no_scrolling_sideways(tmp_path: Path) -> None:
    """A frame of 420 pixels: only tables and the picture may scroll within themselves."""
    (tmp_path / "report.html").write_text(drawn(sample()), encoding="utf-8")
    probe = (
        "<iframe id=f src=report.html width=420 height=800></iframe><pre id=o></pre><script>"
        "f.onload=()=>{const d=f.contentDocument.documentElement;"
        "o.textContent=JSON.stringify([d.scrollWidth,d.clientWidth])}</script>"
    )
    page = tmp_path / "probe.html"
    page.write_text(probe, encoding="utf-8")
    command = [str(BROWSER), *OPTIONS, "--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=120, check=True)
    found = re.search(r'<pre id="o">(.*?)</pre>', done.stdout.decode())
    assert found is not None
    whole, seen = json.loads(found[1])
    assert whole <= seen
