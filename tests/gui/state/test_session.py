"""The session without a window: moments, big files aside, the store, jobs, crash notes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model import rule_ids
from core.model.device import Share
from gui.app import crash
from gui.state import loading
from gui.state.jobs import Jobs
from gui.state.session import Session
from gui.state.settings import Settings
from gui.state.store import Note, Store, key_of
from gui.state.undo import History
from gui.state.user_error import UserError
from tests.paths import SAMPLE

pytestmark = pytest.mark.gui

PORTS = f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports"
TOKEN = "Wq7!sT3-hall4-pull-2023"


def _noon() -> datetime:
    return datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """A session over a store of its own, at noon."""
    state = Session(Store(tmp_path / "sessions"), _noon)
    yield state
    state.save_now()
    state.jobs.wait()


def test_history_goes_back_and_forth() -> None:
    history = History(0)
    assert not history.push(0)
    assert history.push(1)
    assert history.push(2)
    assert history.undo()
    assert history.state == 1
    assert history.redo()
    assert not history.redo()
    history.undo()
    history.push(5)
    assert not history.can_redo
    assert history.undo()
    assert history.undo()
    assert not history.undo()


def test_only_the_newest_job_of_a_kind_counts(qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[object] = []
    with qtbot.waitSignal(jobs.busy_changed, check_params_cb=lambda busy: not busy):
        for number in range(5):
            jobs.run("work", lambda number=number: number, seen.append, seen.append, background=True)
        assert jobs.busy
    assert seen == [4]


def test_a_job_hands_over_its_error(qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[Exception] = []

    def work() -> None:
        raise ValueError("no")

    jobs.run("work", work, print, seen.append, background=False)
    assert isinstance(seen[0], ValueError)


def test_a_decision_is_signed(session: Session) -> None:
    session.open(SAMPLE)
    session.decide(PORTS, "tcp")
    item = session.decisions.items[0]
    assert (item.finding, item.answer, item.by, item.when) == (PORTS, "tcp", "operator", "2026-01-02T12:00:00+00:00")
    assert item.seen


def test_the_same_answer_is_no_new_step(session: Session) -> None:
    session.open(SAMPLE)
    session.decide(PORTS, "tcp")
    session.decide(PORTS, "tcp")
    session.undo()
    assert not session.can_undo


def test_reset_takes_an_answer_back(session: Session) -> None:
    session.open(SAMPLE)
    assert session.migration is not None
    before = session.migration.output()
    session.decide(PORTS, "tcp")
    session.reset(PORTS)
    assert session.migration.output() == before


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A file that is migrated in the background."""
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    modules = data["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    for number in range(400):
        modules[f"copy{number}"] = modules["cameraIngest"]
    path = tmp_path / "big.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert path.stat().st_size >= loading.BACKGROUND_BYTES
    return path


def test_a_big_file_is_read_in_the_background(session: Session, qtbot: QtBot, big: Path) -> None:
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(big)
        assert session.migration is None
    with qtbot.waitSignal(session.changed, timeout=20_000):
        session.decide(PORTS, "tcp")
    assert session.migration is not None
    assert session.migration.resolution(PORTS) == "applied"


def test_the_answers_to_a_big_file_follow_its_device_in_the_background(
    session: Session, qtbot: QtBot, big: Path
) -> None:
    """An answer whose question has other options on another device stays in force, and undo goes back in one step."""
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(big)
    assert session.migration is not None
    place = next(item for item in session.migration.open if item.startswith(rule_ids.BIND))
    for act in (
        lambda: session.decide(place, "drop"),
        lambda: session.set_device(session.device.model_copy(update={"shares": (Share(name="camera"),)})),
    ):
        before = session.migration
        with qtbot.waitSignal(session.changed, timeout=20_000):
            act()
            assert session.jobs.busy and session.migration is before
    assert session.migration.decisions is session.decisions and not session.migration.stale
    assert session.migration.resolution(place) == "applied"
    with qtbot.waitSignal(session.changed, timeout=20_000):
        session.undo()
    assert session.device.shares == () and session.migration.resolution(place) == "applied"
    session.save()
    session.jobs.wait()


def test_errors_become_user_errors(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    result: list[UserError] = []
    session.failed.connect(result.append)
    session.open(tmp_path / "gone.json")
    session.open_bytes(b"\x00\x01", "bytes.json")
    session.open_bytes(b'{"format": "edgeshift-decisions/1", "items": 5}', "bad-decisions.json")
    assert [user_error.title for user_error in result] == [
        "gone.json cannot be read",
        "bytes.json cannot be opened",
        "bad-decisions.json is not a usable decisions file",
    ]


def test_a_secret_answer_is_not_saved(session: Session, tmp_path: Path) -> None:
    session.open(SAMPLE)
    session.keep(PORTS, f"the password is {TOKEN}")
    device = session.device.model_copy(update={"proxy": "http://joe:s3cretPassw0rd@proxy.example:8080"})
    session.set_device(device)
    session.save()
    saved = next((tmp_path / "sessions").glob("*.decisions.json")).read_text(encoding="utf-8")
    assert TOKEN not in saved
    assert "s3cretPassw0rd" not in saved


def test_a_broken_session_is_no_session(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / f"{key_of('abc', '/x')}.note.json").write_text("{", encoding="utf-8")
    assert store.find("abc", "/x") is None
    assert store.notes() == []
    assert store.load(Note("k", "abc", "/x", "x", "")) is None


def test_a_full_disk_is_reported(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("a file where the folder should be", encoding="utf-8")
    session.open(SAMPLE)
    with qtbot.waitSignal(session.save_failed):
        session.decide(PORTS, "tcp")
    (tmp_path / "sessions").unlink()


def test_settings_shrug_at_nonsense(tmp_path: Path) -> None:
    (tmp_path / "edgeshift.ini").write_text("[look]\ntheme=pink\n[view]\nzoom=large\n", encoding="utf-8")
    settings = Settings(tmp_path)
    assert settings.theme() == "system"
    assert settings.number("zoom", 0) == 0
    assert settings.recent() == ()
    settings.add_recent(SAMPLE)
    settings.add_recent(tmp_path / "gone")
    assert settings.recent() == (SAMPLE,)


def test_a_crash_note_holds_no_secret(session: Session) -> None:
    session.open(SAMPLE)
    try:
        raise RuntimeError(f"could not handle {TOKEN}")
    except RuntimeError as error:
        text = crash.note(type(error), error, error.__traceback__, session)
    assert TOKEN not in text
    assert "RuntimeError: could not handle" in text
    assert "test_session.py" in text
    assert str(Path(__file__).parent) not in text


def test_a_crash_is_reported_calmly(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    net = crash.CrashNet(tmp_path / "crashes", session)
    net.install()
    with qtbot.waitSignal(net.caught) as caught:
        sys.excepthook(ValueError, ValueError("no"), None)
    assert caught.args is not None
    assert Path(caught.args[0]).is_file()
    from PySide6.QtWidgets import QApplication

    box = next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "crashBox")
    box.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are those of POSIX")
def test_a_pipe_is_no_file_to_open(session: Session, tmp_path: Path) -> None:
    """Nobody writes to it: reading it would hold up the window for as long as it is there."""
    pipe = tmp_path / "site.json"
    os.mkfifo(pipe)
    seen: list[UserError] = []
    session.failed.connect(seen.append)
    session.open(pipe)
    assert [user_error.text for user_error in seen] == ["this is a pipe or a device, not a regular file"]


def test_what_is_kept_replaces_nothing_that_was_opened(session: Session, tmp_path: Path) -> None:
    """A file in the state folder, or a link there to a file that was opened, is no place for answers."""
    manifest = tmp_path / "site.json"
    manifest.write_bytes(SAMPLE.read_bytes())
    session.open(manifest)
    refused: list[UserError] = []
    session.save_failed.connect(refused.append)
    kept = session.store.folder / f"{key_of(session.sha256, str(manifest.resolve()))}.decisions.json"
    kept.parent.mkdir(parents=True)
    kept.symlink_to(manifest)
    session.decide(PORTS, "tcp")
    session.save()
    assert [error.text for error in refused] == ["this is the file that was opened"]
    assert kept.is_symlink() and manifest.read_bytes() == SAMPLE.read_bytes()
    kept.unlink()


def test_answers_are_kept_when_another_manifest_is_opened_at_once(session: Session, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_bytes(SAMPLE.read_bytes())
    second.write_bytes(SAMPLE.read_bytes().replace(b"heartbeat", b"pulse"))
    session.open(first)
    session.decide(PORTS, "tcp")
    sha256 = session.sha256
    session.open(second)
    session.jobs.wait()
    note = session.store.find(sha256, str(first.resolve()))
    assert note is not None and note.answered == 1
