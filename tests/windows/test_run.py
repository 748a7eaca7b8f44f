"""A robot goes the whole way by keyboard, on Windows and on Linux: the same files come out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT
from tests.windows.bundles import contents
from tests.windows.conftest import keep
from tests.windows.looks import contrast, themed
from tests.windows.wine import Wine, wait_for

DRIVE = ROOT / "tests" / "windows" / "drive.py"


def test_the_whole_way_by_keyboard_gives_the_files_of_linux(wine: Wine, program: Path, tmp_path: Path) -> None:
    look, out = tmp_path / "look", wine.drive / "Export of hall 3"  # QTest types ASCII only
    look.mkdir()
    arguments = [wine.name(path) for path in (DRIVE, wine.drive / "home", out, look)]
    with wine.running(program / "python" / "python.exe", "-X", "utf8", *arguments) as robot:
        for theme in ("dark", "light"):
            places = look / f"{theme}.json"
            wait_for(lambda places=places: places.exists() or robot.poll() is not None, f"the {theme} Review page")
            assert robot.poll() is None, robot.communicate()[1].decode(errors="replace")
            check_review(wine, theme, json.loads(places.read_text(encoding="utf-8")))
            (look / f"{theme}.seen").touch()
        _out, err = robot.communicate(timeout=180)
        assert robot.returncode == 0, err.decode(errors="replace")
        assert b"Traceback" not in err, err.decode(errors="replace")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    here = [sys.executable, DRIVE, tmp_path / "home", tmp_path / "out"]
    subprocess.run(here, env=environment, check=True, timeout=180)
    assert contents(out) == contents(tmp_path / "out")


def check_review(wine: Wine, theme: str, boxes: list[list[int]]) -> None:
    """The page is in its theme, and every radio button has a mark that can be seen."""
    wait_for(lambda: themed(wine.screen.picture(), theme), f"the {theme} theme")
    picture = wine.screen.still()
    keep(picture, f"review-{theme}")
    assert len(boxes) > 1
    for left, top, height in boxes:
        assert contrast(picture, left, top, height) > 3, f"a radio button at {left}, {top} is not to be seen"
