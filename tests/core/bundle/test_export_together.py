"""Two exports into one folder, killed exports, links and edited files in it: nothing is mixed, followed or lost."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.bundle import checksums, folder_lock
from core.bundle.export import ExportError, write
from tests.exports import EARLIER, LATER, SETS, listed, tree
from tests.links import make_link
from tests.paths import ROOT
from tests.sampling import sampled

WORKER = """
import sys
from pathlib import Path
from core.bundle.export import ExportError, write
from tests.exports import SETS
files = SETS[int(sys.argv[2])]
for line in sys.stdin:
    try:
        write(Path(sys.argv[1]) / line.strip(), files, force=True)
        print("done", flush=True)
    except ExportError as error:
        print(error, flush=True)
"""
HOLDER = """
import sys
from pathlib import Path
from core.bundle import folder_lock
with folder_lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
Process = subprocess.Popen[str]


def start(code: str, *arguments: object) -> Process:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: Process, line: str = "") -> str:
    assert process.stdin is not None and process.stdout is not None
    if line:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[Process]]:
    """Two processes that export when told."""
    processes = [start(WORKER, tmp_path, number) for number in range(2)]
    yield processes
    for process in processes:
        process.communicate()


def race(workers: list[Process], folder: Path) -> None:
    """Both export into one folder at once; it holds one of the two, whole."""
    for process in workers:
        assert process.stdin is not None
        process.stdin.write(f"{folder.name}\n")
        process.stdin.flush()
    answers = [said(process) for process in workers]
    assert "done" in answers
    for number, answer in enumerate(answers):
        if answer != "done":
            assert f"of {getpass.getuser()} on" in answer and f"process {workers[1 - number].pid}" in answer
    assert tree(folder) in SETS
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_one_of_two_exports_at_once_learns_who_holds_the_folder(tmp_path: Path, workers: list[Process]) -> None:
    for number in range(6):
        race(workers, tmp_path / f"out {number // 3}")


@pytest.mark.long
def test_the_folder_is_whole_in_200_of_200_races(tmp_path: Path, workers: list[Process]) -> None:
    """Half of them into a folder that is there already."""
    for number in range(200):
        race(workers, tmp_path / f"out {number // 2}")


@pytest.mark.parametrize("there", [False, True])
def test_a_held_folder_is_left_alone(there: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if there:
        write(out, listed(EARLIER))
    before = tree(tmp_path)
    holder = start(HOLDER, out)
    assert said(holder) == "held"
    with pytest.raises(ExportError, match=f"process {holder.pid}.* is exporting to it now"):
        write(out, listed(LATER), force=True)
    lock = [name for name in tree(tmp_path) if name.endswith(".lock")]
    assert {name: data for name, data in tree(tmp_path).items() if name not in lock} == before
    holder.communicate()
    write(out, listed(LATER), force=True)
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(LATER).items()}


def test_the_lock_of_a_killed_export_is_free(tmp_path: Path) -> None:
    holder = start(HOLDER, tmp_path / "out")
    assert said(holder) == "held"
    holder.kill()
    holder.communicate()
    assert len(list(tmp_path.iterdir())) == 1
    write(tmp_path / "out", listed(LATER))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_one_folder_under_two_names_has_one_lock(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    make_link(tmp_path / "link", "out")
    with (
        folder_lock.held(tmp_path / "link"),
        pytest.raises(ExportError, match="exporting to it now"),
    ):
        write(tmp_path / "out", LATER)
    with folder_lock.held(tmp_path / "out"), folder_lock.held(tmp_path / "other"):
        pass


def test_the_lock_is_inside_where_the_place_beside_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    real = os.open

    def refuse(path: Path, *more: int, **named: int) -> int:
        if Path(path).parent == tmp_path and more[0] & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(path, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    with folder_lock.held(out):
        assert [path.name for path in out.iterdir()] == [folder_lock.INSIDE]
    write(out, listed(LATER))
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(LATER).items()}


LINKED = ["kubernetes", "kubernetes/deep", "rollback"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("link", LINKED)
def test_no_link_in_the_folder_is_followed(link: str, force: bool, tmp_path: Path) -> None:
    files = listed(
        {"a.json": b"new", "kubernetes/x.yaml": b"new", "kubernetes/deep/y.yaml": b"new", "rollback/z": b"new"}
    )
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    (elsewhere / "deep").mkdir(parents=True)
    for name in ("x.yaml", "y.yaml", "z", "deep/y.yaml"):
        (elsewhere / name).write_bytes(b"precious")
    (out / link).parent.mkdir(parents=True)
    make_link(out / link, elsewhere)
    before = tree(tmp_path)
    with pytest.raises(ExportError, match=f"it contains the link {link}"):
        write(out, files, force=force)
    assert tree(tmp_path) == before and (out / link).is_symlink()


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_a_link_in_place_of_a_file_is_replaced_itself_and_only_with_force(there: bool, tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    if there:
        elsewhere.write_bytes(b"precious")
    out.mkdir()
    make_link(out / "c.html", elsewhere)
    with pytest.raises(ExportError, match=r"c\.html already exists in"):
        write(out, listed(LATER))
    assert (out / "c.html").is_symlink()
    write(out, listed(LATER), force=True)
    assert tree(out) == listed(LATER) and not (out / "c.html").is_symlink()
    assert elsewhere.exists() == there and (not there or elsewhere.read_bytes() == b"precious")


@pytest.mark.parametrize("link", ["the list", "a folder"])
def test_a_list_of_hashes_behind_a_link_removes_nothing(link: str, tmp_path: Path) -> None:
    """Neither a list that lies elsewhere, nor files that do."""
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    out.mkdir()
    (elsewhere / "old").mkdir(parents=True)
    for path in (elsewhere / "old" / "mine.txt", out / "mine.txt"):
        path.write_bytes(b"mine")
    sums = checksums.sums(
        {"mine.txt": b"mine", "old/mine.txt": b"mine"} if link == "the list" else {"old/mine.txt": b"mine"}
    )
    if link == "the list":
        (elsewhere / "list").write_bytes(sums)
        make_link(out / checksums.NAME, elsewhere / "list")
    else:
        (out / checksums.NAME).write_bytes(sums)
    make_link(out / "old", elsewhere / "old")
    write(out, listed(LATER), force=True)
    assert (elsewhere / "old" / "mine.txt").read_bytes() == (out / "mine.txt").read_bytes() == b"mine"
    assert (out / "old").is_symlink()


ORIGINAL = {"original/site.json": b'{"Env": ["A=1"]}', "a.json": b"x"}
ANOTHER = {**ORIGINAL, "original/site.json": b'{"Env": ["A=2"]}'}


def test_an_original_that_was_edited_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path, listed(ORIGINAL))
    (tmp_path / "original" / "site.json").write_bytes(b"edited on disk")
    before = tree(tmp_path)
    for later in (ORIGINAL, ANOTHER):
        with pytest.raises(ExportError, match=r"original/site\.json was changed after the last export"):
            write(tmp_path, listed(later), force=True)
        assert tree(tmp_path) == before


def test_an_original_as_it_was_exported_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, listed(ORIGINAL))
    for later in (ORIGINAL, ANOTHER):
        write(tmp_path, listed(later), force=True)
        assert tree(tmp_path) == listed(later)


def test_an_original_of_no_export_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "site.json").write_bytes(b"the only copy")
    with pytest.raises(ExportError, match="is not from an export"):
        write(tmp_path, listed(ORIGINAL), force=True)
    assert tree(tmp_path) == {"original/site.json": b"the only copy"}


KILLED = """
import os, sys
from pathlib import Path
from core.bundle.write import update, write
from tests.exports import LATER
from core.bundle import checksums
step, left = sys.argv[2], int(sys.argv[3])
owner = os if step == "fsync" else Path
real = getattr(owner, step)
def counted(*arguments):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    return real(*arguments)
setattr(owner, step, counted)
folder = Path(sys.argv[1])
if sys.argv[4] == "write":
    write(folder, {**LATER, checksums.NAME: checksums.sums(LATER)}, force=True)
else:
    update(folder, {**LATER, checksums.NAME: checksums.listing(checksums.listed(folder), LATER)})
"""


def kill(out: Path, step: str, at: int, how: str = "write") -> None:
    command = [sys.executable, "-c", KILLED, str(out), step, str(at), how]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True)
    assert killed.returncode == 9, killed.stderr


@pytest.mark.parametrize("at", sampled([0, 2, 3], every=3))
def test_what_a_killed_export_left_beside_a_new_folder_goes(at: int, tmp_path: Path) -> None:
    kill(tmp_path / "out", "fsync", at)
    assert list(tmp_path.glob(".edgeshift-*"))
    write(tmp_path / "out", listed(LATER))
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(LATER).items()}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(("step", "at"), sampled([("fsync", 1), *(("rename", at) for at in (0, 2, 4, 7))], every=4))
def test_what_a_killed_export_did_in_a_folder_is_undone(step: str, at: int, tmp_path: Path) -> None:
    """Without force the next export stops at the earlier one, which is whole again."""
    out = tmp_path / "out"
    earlier = listed({**EARLIER, "mine/c": b"old c"})
    write(out, earlier)
    (out / "note.txt").write_bytes(b"a note")
    kill(out, step, at)
    with pytest.raises(ExportError, match="already exists in"):
        write(out, listed(LATER))
    assert tree(tmp_path) == {f"out/{name}": data for name, data in {**earlier, "note.txt": b"a note"}.items()}
    assert {path.name for path in out.iterdir() if path.is_dir()} == {"kubernetes", "mine"}
    kill(out, step, at)
    write(out, listed(LATER), force=True)
    assert tree(tmp_path) == {f"out/{name}": data for name, data in {**listed(LATER), "note.txt": b"a note"}.items()}


@pytest.mark.parametrize("at", sampled([0, 2, 4], every=3))
def test_what_a_killed_update_did_not_touch_stays(at: int, tmp_path: Path) -> None:
    """Its list of hashes names more than it writes."""
    write(tmp_path, listed(EARLIER))
    kill(tmp_path, "rename", at, "update")
    with pytest.raises(ExportError, match="already exists in"):
        write(tmp_path, listed(EARLIER))
    assert tree(tmp_path) == listed(EARLIER)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no folder out, so there is no such moment")
def test_an_export_that_was_killed_at_its_very_end_is_done(tmp_path: Path) -> None:
    write(tmp_path / "out", listed(EARLIER))
    kill(tmp_path / "out", "fsync", 4)  # 4 files, then the folder
    with pytest.raises(ExportError, match="already exists in"):
        write(tmp_path / "out", listed(LATER))
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(LATER).items()}


def test_what_somebody_changed_since_stays(tmp_path: Path) -> None:
    write(tmp_path / "out", listed(EARLIER))
    kill(tmp_path / "out", "rename", 5)
    (tmp_path / "out" / "a.json").write_bytes(b"mine now")
    with pytest.raises(ExportError):
        write(tmp_path / "out", listed(LATER))
    assert (tmp_path / "out" / "a.json").read_bytes() == b"mine now"
    assert [path.read_bytes() for path in (tmp_path / "out").glob(".edgeshift-*/old/a.json")] == [b"old a"]


def test_the_stage_of_an_export_next_door_stays(tmp_path: Path) -> None:
    kill(tmp_path / "out" / "inner", "fsync", 1)
    kill(tmp_path / "other", "fsync", 1)
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    write(tmp_path / "out", LATER)
    assert set(before) <= {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}


def test_a_stage_that_is_a_trap_is_left_alone(tmp_path: Path) -> None:
    """Somebody else may have filled the folder."""
    precious, out = tmp_path / "precious", tmp_path / "out"
    (precious / "old").mkdir(parents=True)
    (precious / "old" / "x").write_bytes(b"precious")
    out.mkdir()
    make_link(out / ".edgeshift-here-1", precious)
    (out / ".edgeshift-here-2").mkdir()
    make_link(out / ".edgeshift-here-2" / "old", precious / "old")
    write(out, listed(LATER))
    assert (precious / "old" / "x").read_bytes() == b"precious" and not (out / "x").exists()


def test_an_input_that_a_killed_export_brought_is_not_removed(tmp_path: Path) -> None:
    kill(tmp_path, "rename", 3)
    assert (tmp_path / "a.json").is_file()
    with pytest.raises(ExportError, match="it contains the file that you are converting"):
        write(tmp_path, listed(EARLIER), force=True, converted=[tmp_path / "a.json"])
    assert (tmp_path / "a.json").is_file()
