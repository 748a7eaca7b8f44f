"""A robot completes the wizard by keyboard, started from the Start menu; the files equal those of the run on Linux."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QRect

from tests.keyboard import go_the_whole_way
from tests.paths import ROOT
from tests.windows.bundles import contents
from tests.windows.conftest import Home, Packages, keep
from tests.windows.looks import contrast, themed
from tests.windows.typist import Typist, let_observe
from tests.windows.wine import TIMEOUT_S, Wine, wait_for

ENGINEER = "Äsa Ōki"


def test_the_whole_way_by_keyboard_gives_the_files_of_linux(wine: Wine, packages: Packages, tmp_path: Path) -> None:
    home, out = Home(wine), wine.drive / "Export of hall 3"
    assert wine.run(packages.setup, "/S").returncode == 0
    let_observe(home.program)
    home.data.mkdir()
    home.settings.write_text(f"[look]\ntheme=dark\n[view]\nengineer={ENGINEER}\n", encoding="utf-8")
    typist = Typist(wine.screen, tmp_path / "observed.json")
    with wine.running("start", "/unix", home.entry, **typist.variables(wine)):
        typist.settle()
        go_the_whole_way(typist, "Alt+S", wine.name(out), lambda: look_at_review(wine, typist))
        typist.settle()
        keep(wine.screen.still().copy(QRect(*typist.see()["window"])), "result-light")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    here = [sys.executable, "-m", "tests.windows.drive", tmp_path / "home", tmp_path / "out", ENGINEER]
    subprocess.run(here, env=environment, cwd=ROOT, check=True, timeout=TIMEOUT_S)
    assert contents(out) == contents(tmp_path / "out")


def look_at_review(wine: Wine, typist: Typist) -> None:
    """In both themes, each at a question of its own."""
    check_review(wine, typist, "dark")
    typist.choose_look("light")
    typist.key("F8")
    check_review(wine, typist, "light")


def check_review(wine: Wine, typist: Typist, theme: str) -> None:
    """The page is in its theme, and every radio button has a mark that can be seen."""
    wait_for(lambda: themed(wine.screen.picture(), theme), f"the {theme} theme")
    picture, seen = wine.screen.still(), typist.see()
    keep(picture.copy(QRect(*seen["window"])), f"review-{theme}")
    assert len(seen["radios"]) > 1
    for left, top, height in seen["radios"]:
        assert contrast(picture, left, top, height) > 3, f"a radio button at {left}, {top} is not to be seen"
