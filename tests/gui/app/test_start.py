"""How the program starts: subcommands without Qt, the window without core."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.cli import options
from core.model import rule_ids
from core.text import catalogue
from gui.__main__ import COMMANDS, main
from gui.app.start import BORDERS, make_wizard
from gui.state.user_directories import UserDirectories
from tests.paths import ROOT

SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"

PAINT = """
import enum, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from gui.app.start import application, make_wizard
from gui.state.user_directories import UserDirectories

class Painted(QObject):
    sizes = []
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Resize:
            self.sizes.append(event.size().toTuple())
        if event.type() == QEvent.Type.Paint:
            bases = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
            made = [kind for base in bases for kind in base.__subclasses__()]
            print(*sys.modules)
            print(*(kind.__qualname__ for kind in made if kind.__module__.startswith("PySide6")))
            print(len(self.sizes))
            application().exit()
        return False

app = application()
wizard = make_wizard(UserDirectories.below(Path(sys.argv[1])))
painted = Painted()
wizard.import_page.installEventFilter(painted)
wizard.show()
app.exec()
"""
WHOLE = PAINT.replace(
    "wizard.import_page.installEventFilter(painted)",
    "wizard.ready.connect(lambda: painted.eventFilter(wizard, QEvent(QEvent.Type.Paint)))",
)
"""The same once the whole window is painted, which `ready` reports."""
SLOW = {"datetime", "jsonschema", "markdown_it", "jinja2", "pydantic", "PySide6.QtSvg"}
CORE = {"core", "core.model", "core.model.remembered", "core.text", "core.text.catalogue"}
GUI = ("gui.app", "gui.pages.common", "gui.pages.importing", "gui.state", "gui.theme", "gui.widgets.basics")
FEW_MODULES, FEW_ENUMERATIONS = 33, 68
"""Modules of the window and enumerations of PySide, a little more than the first page needs; each takes 0.1 to 0.4 ms.

PySide makes the 93 enumerations of `Qt` at once, those of a class with it (QIcon has 170 names of icons, QFont eight
enumerations), and those of all widgets when it is asked for a widget that it does not know, such as
`QScrollArea.viewport`.
"""


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


def test_a_subcommand_needs_no_qt(tmp_path: Path) -> None:
    code = "import sys; from gui.__main__ import main; code = main(sys.argv[1:]); print(code, 'PySide6' in sys.modules)"
    done = _run("-c", code, "inspect", str(SAMPLE))
    assert done.stdout.splitlines()[-1] == "0 False"


@pytest.mark.gui
def test_the_first_paint_does_without_slow_imports(tmp_path: Path) -> None:
    done = _run("-c", PAINT, str(tmp_path))
    assert done.returncode == 0, done.stderr
    modules, enumerations, sizes = (line.split() for line in done.stdout.splitlines())
    assert sizes == ["1"], "the page is laid out again before it is painted"
    assert not SLOW.intersection(modules)
    assert {name for name in modules if name.partition(".")[0] == "core"} <= CORE
    ours = [name for name in modules if name.startswith("gui.") and name.count(".") > 1]
    assert not [name for name in ours if not name.startswith(GUI)]
    assert len(ours) <= FEW_MODULES
    assert not [name for name in enumerations if name.startswith(("Qt.", "QIcon.", "QFont."))]
    assert 0 < len(enumerations) <= FEW_ENUMERATIONS


@pytest.mark.gui
def test_the_whole_window_is_painted_without_the_enumerations_of_qt_and_qstyle(tmp_path: Path) -> None:
    """They take 20 ms; the steps are painted without them."""
    done = _run("-c", WHOLE, str(tmp_path))
    assert done.returncode == 0, done.stderr
    modules, enumerations = (line.split() for line in done.stdout.splitlines()[:2])
    assert "gui.widgets.steps.step_list" in modules
    assert not [name for name in enumerations if name.startswith(("Qt.", "QStyle."))]


@pytest.mark.gui
def test_the_role_of_spoken_texts_is_that_of_qt() -> None:
    from PySide6.QtCore import Qt

    from gui.widgets.steps.step_list import SPOKEN

    assert Qt.ItemDataRole.AccessibleTextRole == SPOKEN


WAITS = """
import sys
from pathlib import Path
from gui.app.start import application, run
from gui.app.wizard import Wizard
log, paint = [], Wizard.paintEvent

def painted(self, event):
    paint(self, event)
    if not log:
        print(*(name for name in ("gui.app.crash", "gui.app.preload", "core.migration.migrate") if name in sys.modules))
    log.append(self.chrome is not None)

Wizard.paintEvent = painted
app = application()
def ready(wizard):
    print(log[0], log[-1], "gui.app.preload" in sys.modules)
    wizard.close()
made = Wizard.__init__
def init(self, *arguments):
    made(self, *arguments)
    self.ready.connect(lambda: ready(self))
Wizard.__init__ = init
sys.exit(run(theme="dark"))
"""


@pytest.mark.gui
def test_nothing_is_prepared_before_the_window_is_painted() -> None:
    done = _run("-c", WAITS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["", "False True False"]


@pytest.mark.gui
def test_the_first_window_fits_the_screen_with_its_frame(qtbot: QtBot, tmp_path: Path) -> None:
    wizard = make_wizard(UserDirectories.below(tmp_path))
    qtbot.addWidget(wizard)
    screen_area = wizard.screen().availableGeometry()
    assert wizard.width() == min(1280, screen_area.width() - BORDERS)
    assert wizard.height() == min(720, screen_area.height() - BORDERS)
    assert screen_area.contains(wizard.geometry())


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for option, text in (("--help", "MANIFEST"), ("--version", "edgeshift")):
        with pytest.raises(SystemExit) as stop:
            main([option])
        assert stop.value.code == 0
        assert text in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.gui
def test_the_tour_shows_every_page(tmp_path: Path) -> None:
    done = _run("-m", "gui.tour", str(tmp_path))
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert all(path.is_file() for path in paths)
    pictures = [path.name for path in paths if path.suffix == ".png"]
    assert len(pictures) == len(set(pictures)) == 20
    assert done.stderr.splitlines() == [f"Done. Open {tmp_path / 'report.html'}; {len(paths)} files are in {tmp_path}."]
    decisions = json.loads((tmp_path / "decisions.json").read_text(encoding="utf-8"))
    answers = {item["finding"]: (item["answer"], item["by"]) for item in decisions["items"]}
    assert answers[f"{rule_ids.BIND}/cameraIngest//etc/localtime"] == ("drop", "EdgeShift tour")
    assert answers[f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports"][0] == "tcp"
    assert str(answers[f"{rule_ids.BIND}/weldScorer//app/models"][0]).startswith("share:models")
    names = {path.name for path in paths}
    assert {"fpga-site.gpu.json", "report.html", "report.json", "decisions.json"} <= names


@pytest.mark.long
@pytest.mark.gui
def test_the_tour_goes_to_the_other_runtime(tmp_path: Path) -> None:
    done = _run("-m", "gui.tour", str(tmp_path), "--platform", "linux-vm")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "containers" / "compose.yaml").is_file()
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["device"]["platform"] == "linux-vm"


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["--size", "2"], 2)])
def test_the_tour_wants_a_folder(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    from gui.tour.drive import main as tour

    with pytest.raises(SystemExit) as ended:
        tour(arguments)
    assert ended.value.code == code
    assert "OUTDIR" in "".join(capsys.readouterr())


def test_every_command_is_known_before_the_window_is_loaded() -> None:
    assert set(_commands()) == set(COMMANDS)


def _commands() -> list[str]:
    parser = options.parser(*[lambda _options: 0] * 3)
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return list(commands.choices)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_language_is_put_in_force_before_anything_is_said(
    place: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(catalogue, "set_language", spoken.append)
    arguments = ["inspect", str(SAMPLE)]
    arguments[place:place] = ["--language", "en"]
    assert main(arguments) == 0
    assert spoken == ["en"]
    with pytest.raises(SystemExit):
        main(["--language", "klingon"])
    assert "klingon" in capsys.readouterr().err


RUN = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from gui.app.start import application, run
app = application()

def look():
    wizard = next(widget for widget in app.topLevelWidgets() if widget.objectName() == "wizard")
    if wizard.session.migration is None:
        return
    print(wizard.session.name, wizard.side.look.menu().findChild(object, "look_dark").isChecked())
    timer.stop()
    wizard.close()

timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
sys.exit(run(Path(sys.argv[1]), theme="dark"))
"""


@pytest.mark.gui
def test_a_file_and_a_theme_on_the_command_line() -> None:
    done = _run("-c", RUN, str(SAMPLE))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "fpga-site.json True"


@pytest.mark.gui
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_closes_the_window_and_saves(own_home: Path) -> None:
    process = subprocess.Popen([sys.executable, "-m", "gui", str(SAMPLE)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    recent = own_home / "xdg_config_home" / "edgeshift" / "edgeshift.ini"
    try:
        for _look in range(600):
            if recent.is_file():
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate(timeout=300)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in errors


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    result = capsys.readouterr().err
    assert "there is no screen" in result
    assert "edgeshift inspect | convert" in result
    assert main(["inspekt", "x.json"]) == 2
    assert "Did you mean inspect?" in capsys.readouterr().err
    assert main(["frobnicate"]) == 2
    assert "there is no file and no command named frobnicate" in capsys.readouterr().err
