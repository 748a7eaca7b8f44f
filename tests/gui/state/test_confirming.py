"""Confirming in the window writes over no file that it was given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from core.bundle.write import ExportError
from core.cli.main import main
from core.report.confirmation import Confirmation
from gui.state.confirming import Confirming, _confirmed
from tests.paths import ROOT

GIVEN = ROOT / "tests" / "golden" / "bundle" / "given"


def test_an_output_inside_the_folder_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        main(["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)])
        == 0
    )
    paste = out / "confirmation.md"
    paste.write_bytes((GIVEN / "devices.txt").read_bytes())
    before = paste.read_bytes()
    with pytest.raises(ExportError):
        _confirmed(out, [(paste.name, before)], "2026-11-27T14:30:00+00:00", "", ("", ""), (paste,))
    assert paste.read_bytes() == before


class Jobs:
    """Runs a job at once."""

    def run(
        self, name: str, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[..., None], **more: bool
    ) -> None:
        try:
            result = work()
        except (ExportError, ValueError) as error:
            failed(error)
        else:
            done(result)


class Session:
    """What confirming asks of a session."""

    jobs = Jobs()

    def stamp(self) -> str:
        return "2026-11-27T14:30:00+00:00"


def test_a_paste_after_a_refused_file_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)]
    assert main(given) == 0
    devices = (GIVEN / "devices.txt").read_bytes()
    inside = out / "confirmation.md"
    inside.write_bytes(devices.replace(b"Running", b"Pending"))
    work = Confirming(cast("Any", Session()))
    work.begin(out)
    results, refusals = list[Confirmation](), list[str]()
    work.confirmed.connect(results.append)
    work.failed.connect(refusals.append)
    work.take([(inside.name, inside.read_bytes())], "", ("", ""), (inside,))
    assert len(refusals) == 1 and not results
    inside.unlink()
    inside.write_bytes(b"someone's own")
    work.take([("", devices)], "", ("", ""))
    assert [result.confirmed for result in results] == [True]
    assert [source.name for source in results[0].sources] == ["paste 1"]


def test_a_paste_after_output_of_the_old_device_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)]
    assert main(given) == 0
    old = "PS>dkrdbe ps\nCONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES\n"
    old += '000000000001   x:1   "/e"   2 days ago   Up 2 days      cam\n'
    work = Confirming(cast("Any", Session()))
    work.begin(out)
    results, refusals = list[Confirmation](), list[str]()
    work.confirmed.connect(results.append)
    work.failed.connect(refusals.append)
    work.take([("", old.encode())], "", ("", ""))
    assert len(refusals) == 1 and "from the FPGA device" in refusals[0] and not results
    work.take([("", (GIVEN / "devices.txt").read_bytes())], "", ("", ""))
    assert [result.confirmed for result in results] == [True]
