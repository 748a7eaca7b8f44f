"""A disk that fails at every step, in every way we know, for good: nothing half-written, what was there stays."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.bundle import checksums, stage
from core.bundle import read_back as readback
from core.bundle.export import ExportError, bundle, write
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from tests.exports import EARLIER, LATER, listed, tree
from tests.golden_cases import expand
from tests.paths import ROOT
from tests.sampling import sampled

FAULTS = {
    errno.ENOSPC: "Free disk space",
    errno.EDQUOT: "Free disk space",
    errno.EROFS: "to which you can write",
    errno.EACCES: "to which you can write",
    errno.ENAMETOOLONG: "a shorter path",
    errno.ENODEV: "Connect it again",
    errno.EIO: "Connect it again",
    errno.ENETRESET: "Connect it again",
    errno.ESTALE: "Connect it again",
    errno.EBUSY: "Choose another folder, and try again",
}
STEPS: dict[str, tuple[Any, str]] = {
    "make": (stage, "make"),
    "mkdir": (Path, "mkdir"),
    "open": (Path, "open"),
    "fsync": (os, "fsync"),
    "rename": (Path, "rename"),
    "read": (Path, "read_bytes"),
    "lstat": (Path, "lstat"),
}


class Disk:
    """One operation of the disk that works until its `at`-th use, and then fails: once, or from then on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: str, at: int, error: Callable[[], None]) -> None:
        owner, name = STEPS[step]
        real = getattr(owner, name)
        self.uses, self.well = 0, False

        def used(*arguments: Any, **named: Any) -> Any:
            self.uses += 1
            if self.uses >= at and not self.well:
                error()
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, used)


def broken(number: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("at", range(1, 9))
def test_a_share_that_does_as_asked_and_then_says_it_failed(
    at: int, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of a network share may get lost when the deed is done."""
    out = tmp_path / "out"
    earlier = listed(EARLIER) if there else {}
    if there:
        write(out, earlier)
    real, uses = Path.rename, 0

    def rename(path: Path, target: Path) -> Path:
        nonlocal uses
        uses += 1
        answer = real(path, target)
        if uses == at:
            raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        return answer

    monkeypatch.setattr(Path, "rename", rename)
    try:
        write(out, listed(LATER), force=True)
    except ExportError as error:
        assert "Connect it again" in str(error)
        assert tree(tmp_path) == {f"out/{name}": data for name, data in earlier.items()}
    else:
        assert tree(out) == listed(LATER)


@pytest.mark.parametrize("number", FAULTS)
@pytest.mark.parametrize("step", ["make", "mkdir", "open", "fsync", "rename"])
def test_every_fault_says_what_to_do(number: int, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, step, 1, broken(number))
    with pytest.raises(ExportError) as caught:
        write(tmp_path / "deep" / "out", listed(LATER))
    disk.well = True
    assert str(caught.value).startswith(f"Nothing was written to {tmp_path / 'deep' / 'out'}: {os.strerror(number)}")
    assert FAULTS[number] in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", sampled(range(1, 22), 2))
@pytest.mark.parametrize("step", [name for name in STEPS if name != "make"])
def test_a_share_that_goes_and_stays_away(at: int, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every use from the `at`-th on fails. What was there is there, or the message says where it is."""
    out = tmp_path / "out"
    write(out, listed(EARLIER))
    disk = Disk(monkeypatch, step, at, broken(errno.ENETRESET))
    try:
        write(out, listed(LATER), force=True)
    except ExportError as error:
        disk.well = True
        kept = tmp_path / "out"
        found = {name: data for name, data in tree(out).items() if not name.startswith(".edgeshift-")}
        if found != listed(EARLIER):
            kept = next(out.glob(".edgeshift-*/old"))
            assert f"They are in {kept}" in str(error)
            assert {**found, **tree(kept)}.items() >= listed(EARLIER).items()
    else:
        disk.well = True
        assert tree(out) == listed(LATER)


@pytest.mark.parametrize("at", sampled(range(1, 13), 2))
@pytest.mark.parametrize("step", ["open", "fsync", "rename", "mkdir"])
@pytest.mark.parametrize("there", [False, True])
def test_a_stick_pulled_out(at: int, step: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    stick.mkdir()
    if there:
        write(stick / "out", listed(EARLIER))

    def pull() -> None:
        if not pocket.exists():
            stick.replace(pocket)

    disk = Disk(monkeypatch, step, at, pull)
    try:
        write(stick / "out", listed(LATER), force=True)
    except ExportError as error:
        disk.well = True
        assert "Connect it again" in str(error) or "Reconnect the disk" in str(error)
        assert not stick.exists()
        found = {path.name for path in pocket.rglob("*") if path.is_file()}
        assert not there or found >= {"a.json", "gone.yaml", checksums.NAME}
    else:
        disk.well = True
        assert tree((stick if stick.exists() else pocket) / "out") == listed(LATER)


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("at", range(1, 9))
def test_a_disk_that_gives_back_something_else(
    at: int, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    if there:
        write(out, listed(EARLIER))
    real, reads = readback.from_disk, 0

    def worn(path: Path) -> bytes:
        nonlocal reads
        reads += 1
        return real(path) + (b"\0" if reads == at else b"")

    monkeypatch.setattr(readback, "from_disk", worn)
    with pytest.raises(ExportError, match="the written file does not match when it is read back"):
        write(out, listed(LATER), force=True)
    assert tree(tmp_path) == ({f"out/{name}": data for name, data in listed(EARLIER).items()} if there else {})


def exported(tree: Any = None) -> dict[str, bytes]:
    """A bundle as it is."""
    data = json.dumps(
        expand({"Cam_1": {"createOptions": {"HostConfig": {"Privileged": True}}}}) if tree is None else tree
    )
    return bundle(migrate(read(data.encode(), "site.json"), Device(), Decisions()))


def test_a_bundle_is_checked_before_it_appears(tmp_path: Path) -> None:
    write(tmp_path / "out", exported())
    assert tree(tmp_path / "out") == exported()


@pytest.mark.parametrize(
    ("name", "content", "result"),
    [
        ("report.json", b"{", "report.json: Expecting"),
        ("report.json", b'{"format": "edgeshift-report/2"}', r"report\.json: it does not match its schema at / \(req"),
        ("decisions.json", b'{"format": "edgeshift-decisions/1", "items": 1}', "decisions.json: not a decisions file"),
        ("rollback/reverse.patch.json", b"[", "reverse.patch.json: Expecting"),
        ("site.gpu.json", b"{]", r"site\.gpu\.json: "),
        ("site.gpu.json", b"", r"site\.gpu\.json: "),
    ],
)
def test_a_bundle_that_is_not_sound_is_not_written(name: str, content: bytes, result: str, tmp_path: Path) -> None:
    files = exported()
    assert name in files
    with pytest.raises(ExportError, match=result):
        write(tmp_path / "out", {**files, name: content})
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_that_breaks_its_schema_is_not_written(tmp_path: Path) -> None:
    files = exported()
    manifest = json.loads(files["site.gpu.json"])
    del manifest["modulesContent"]["$edgeHub"]["properties.desired"]["routes"]
    with pytest.raises(
        ExportError, match=r"site\.gpu\.json: it does not match its schema at /modulesContent/\$edgeHub"
    ):
        write(tmp_path / "out", {**files, "site.gpu.json": json.dumps(manifest).encode()})


def test_a_path_longer_than_any_disk_takes(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["x" * 200] * 30)
    with pytest.raises(ExportError, match="a shorter path"):
        write(deep, listed(LATER))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_for_real(tmp_path: Path) -> None:
    """The system's own limit on the size of a file is as near to a full disk as a test may go."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(ExportError, match="Free disk space"):
            write(tmp_path / "out", {"small.txt": b"x", "large.txt": b"x" * 5000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_left_empty_by_an_earlier_export_goes(tmp_path: Path) -> None:
    write(tmp_path, listed(EARLIER))
    (tmp_path / "empty").mkdir()
    write(tmp_path, listed(LATER), force=True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["empty", "sub"]


def test_the_stage_of_a_run_that_was_killed_harms_no_one(tmp_path: Path) -> None:
    shutil.copytree(tmp_path, tmp_path / ".edgeshift-killed", ignore=shutil.ignore_patterns(".*"))
    write(tmp_path, listed(LATER))
    assert {name: data for name, data in tree(tmp_path).items() if not name.startswith(".")} == listed(LATER)


KILLED = """
import os, sys
from pathlib import Path
from core.bundle.write import write
from tests.exports import LATER, listed
real, left = Path.rename, int(sys.argv[2])
def rename(path, target):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    return real(path, target)
Path.rename = rename
write(Path(sys.argv[1]), listed(LATER), force=True)
"""


@pytest.mark.parametrize("at", sampled([0, 1, 2, 4, 6], every=4))
def test_killed_in_the_middle_nothing_is_lost(at: int, tmp_path: Path) -> None:
    """No program can undo what it does not live to see: what was there is there, or in the stage, whole."""
    out = tmp_path / "out"
    write(out, listed(EARLIER))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(out), str(at)], cwd=ROOT, capture_output=True)
    assert killed.returncode == 9, killed.stderr
    (background,) = out.glob(".edgeshift-*")
    found = {**tree(out), **(tree(background / "old") if (background / "old").exists() else {})}
    assert found.items() >= listed(EARLIER).items()
    write(out, listed(LATER), force=True)
    assert tree(out).items() >= listed(LATER).items()
