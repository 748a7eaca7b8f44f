"""What Windows says of files in use and of long paths, on every platform."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from core.cli.inputs import Failure, read_bytes
from core.text import system_errors


def windows_error(number: int, code: int, path: str = "C:\\report.html") -> OSError:
    """An error as Python has it on Windows."""
    error = OSError(code, "what Windows says", path)
    setattr(error, "winerror", number)  # noqa: B010, mypy knows it on Windows only
    return error


@pytest.mark.parametrize("number", [5, 32, 33])
def test_waits_for_a_program_that_has_the_file_open(number: int) -> None:
    errors = [windows_error(number, errno.EACCES) for _time in range(3)]

    def action() -> str:
        if errors:
            raise errors.pop()
        return "done"

    assert system_errors.with_retries(action) == "done"


def test_gives_up_after_about_a_second() -> None:
    tries = []

    def action() -> None:
        tries.append(None)
        raise windows_error(32, errno.EACCES)

    with pytest.raises(OSError, match="what Windows says"):
        system_errors.with_retries(action)
    assert 0.5 <= (len(tries) - 1) * system_errors.PAUSE_S <= 2


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "no"), windows_error(112, errno.ENOSPC)])
def test_other_errors_are_not_waited_for(error: OSError) -> None:
    tries = []

    def action() -> None:
        tries.append(None)
        raise error

    with pytest.raises(OSError, match=r"no|Windows"):
        system_errors.with_retries(action)
    assert len(tries) == 1


@pytest.mark.parametrize("number", [32, 33])
def test_an_export_onto_an_open_report_names_it(number: int, tmp_path: Path) -> None:
    text = system_errors.not_written(tmp_path, windows_error(number, errno.EACCES, f"{tmp_path}/report.html"))
    assert "report.html: another program uses the file. Close the program that uses the file" in text


@pytest.mark.parametrize(
    "error",
    [
        windows_error(206, errno.ENOENT),
        windows_error(3, errno.ENOENT, "C:\\" + 250 * "x"),
        windows_error(31, errno.EACCES, "C:\\" + 250 * "x"),
        OSError(errno.ENAMETOOLONG, "long"),
    ],
)
def test_a_path_that_is_too_long_has_its_own_advice(error: OSError, tmp_path: Path) -> None:
    assert "shorter path" in system_errors.not_written(tmp_path, error)


def test_a_folder_that_is_gone_is_not_called_too_long(tmp_path: Path) -> None:
    assert "shorter path" not in system_errors.not_written(tmp_path, windows_error(3, errno.ENOENT))


def test_a_folder_as_input_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"it is a directory\. Specify the file"):
        read_bytes(tmp_path)


@pytest.mark.parametrize("below", ["site.json", "site.json/out"])
@pytest.mark.parametrize("number", [3, 267])
def test_a_file_where_a_folder_should_be_is_called_one(below: str, number: int, tmp_path: Path) -> None:
    """Windows says that there is no such path, which sounds like a share that is gone."""
    (tmp_path / "site.json").touch()
    text = system_errors.not_written(tmp_path / below, windows_error(number, errno.ENOENT))
    assert text.startswith(f"Nothing was written to {tmp_path / below}: site.json is a file, not a folder. Choose")
