"""Builds the window: settings, look, session, wizard.

Before the first paint it imports only Qt and what the first page shows, and it names enumerations of `Qt` by their
texts in properties: the namespace creates all its 93 enumerations when it is first used, which takes 15 ms, an eighth
of what a bare wizard needs to appear.
"""

from __future__ import annotations

from gui.app import plain_import  # noqa: F401, makes the imports below quick

# isort: split
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from gui.app.clean_exit import free_clipboard_at_exit
from gui.app.wizard import Chrome, Wizard
from gui.state.decision_history import now
from gui.state.dialogs import Dialogs, system_dialogs
from gui.state.session import Session
from gui.state.settings import Settings
from gui.state.store import Store
from gui.state.user_directories import UserDirectories
from gui.theme import icons, style
from gui.theme.colors import Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SWITCH_S = 0.001
"""Seconds a worker thread may keep the window waiting for the interpreter; Python's own 5 ms add up."""


BORDERS = 48
"""Kept free for title bar and borders at the first start, in logical pixels: a laptop's screen has no more to spare."""
UNSEEN_MS = 2000
"""After this, work begins in a window that nothing paints, because it is minimized or covered."""


def application() -> QApplication:
    """The one application object, with a name by which desktops group its windows."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("edgeshift")
    QApplication.setApplicationDisplayName("EdgeShift")
    QApplication.setDesktopFileName("edgeshift")
    sys.setswitchinterval(SWITCH_S)
    free_clipboard_at_exit()
    return app


def make_wizard(
    places: UserDirectories,
    dialogs: Dialogs | None = None,
    mode: Mode | None = None,
    clock: Callable[[], datetime] = now,
) -> Wizard:
    """Builds the window over a new session, with the saved or the given theme; `clock` dates the answers."""
    app = application()
    settings = Settings(places.config)
    style.apply_cached(app, mode or settings.theme(), settings.diff(), settings.text("system"))
    icons.postpone(app)
    session = Session(Store(places.state / "sessions"), clock)
    session.engineer = settings.text("engineer")
    wizard = Wizard(session, settings, dialogs or system_dialogs(), _make_chrome)
    session.setParent(wizard)
    _restore_geometry(wizard)
    return wizard


def _restore_geometry(wizard: Wizard) -> None:
    """Restores position and size of the window; at the first start, it is in the middle of the screen."""
    geometry = wizard.settings.blob("geometry")
    if geometry.isEmpty() or not wizard.restoreGeometry(geometry):
        screen_area = wizard.screen().availableGeometry()
        wizard.resize(min(1280, screen_area.width() - BORDERS), min(720, screen_area.height() - BORDERS))
        wizard.move(
            screen_area.x() + (screen_area.width() - wizard.width()) // 2,
            screen_area.y() + (screen_area.height() - wizard.height()) // 4,
        )


def _make_chrome(wizard: Wizard) -> Chrome:
    """Imports the window chrome only after the first paint, so that the window appears sooner."""
    from gui.app.window_chrome import WindowChrome

    return WindowChrome(wizard)


def run(file: Path | None = None, sample: bool = False, theme: Mode | None = None) -> int:
    """Shows the window and returns the exit code once it is closed; the arguments are options of the command line."""
    app = application()
    places = UserDirectories.of_user()
    wizard = make_wizard(places, mode=theme)
    wizard.ready.connect(lambda: _begin(wizard, file, sample, places))
    wizard.show()
    QTimer.singleShot(UNSEEN_MS, wizard, wizard.be_ready)
    return app.exec()


def _begin(wizard: Wizard, file: Path | None, sample: bool, places: UserDirectories) -> None:
    """Starts what the first paint does not need: log, crash notes, theme of the system, the given file, preloading."""
    from gui.app.crash import CrashNet
    from gui.app.interrupt import close_on_interrupt
    from gui.app.log import Log
    from gui.app.preload import Preloader

    Log(wizard)
    CrashNet(places.state / "crashes", wizard.session, wizard).install()
    close_on_interrupt(wizard)
    wizard.settings.set_text("system", style.sync_with_system(application()))
    if file is not None:
        wizard.open_path(file)
    elif sample:
        wizard.open_sample()
    preloader = Preloader(wizard)
    preloader.done.connect(_collect_again)
    preloader.start()


def _collect_again() -> None:
    """Turns garbage collection on, except for what exists now: it stays, and searching it would only cause pauses."""
    gc.freeze()
    gc.enable()
