"""`edgeshift device`: exit codes, one document, nothing secret."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from core.cli.main import main
from tests.paste_noise import EXPECTED, SAMPLES


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_sample_ends_as_documented(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["device", str(SAMPLES / name), "--json"])
    result = json.loads(capsys.readouterr().out)
    assert code == (1 if "nothing" in EXPECTED[name] else 0)
    assert list(result) == ["device", "target", "observed", "unread"]


def test_the_device_is_one_that_convert_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["device", str(SAMPLES / "az-share-list.json"), str(SAMPLES / "gpu-two-idle.txt"), "--json"])
    device = tmp_path / "device.json"
    device.write_text(json.dumps(json.loads(capsys.readouterr().out)["device"]), encoding="utf-8")
    manifest = tmp_path / "site.json"
    manifest.write_text('{"HostConfig": {"Binds": ["/home/hcsshares/models:/data"]}}', encoding="utf-8")
    assert main(["inspect", str(manifest), "--device", str(device), "--json"]) == 0


def test_a_person_reads_facts_and_what_was_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["device", str(SAMPLES / "pods-truncated-no-header.txt")]) == 0
    result = capsys.readouterr().out
    assert "historian: starts and ends repeatedly" in result
    assert "pods-truncated-no-header.txt:7" in result


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["device", str(tmp_path / "missing.txt")]) == 2
    assert main(["device", str(tmp_path)]) == 2
    assert main(["device"]) == 2
    capsys.readouterr()


def test_nothing_understood_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = tmp_path / "paste.bin"
    paste.write_bytes(bytes(range(256)) * 8)
    assert main(["device", str(paste)]) == 1
    paste.write_bytes(b"")
    assert main(["device", str(paste)]) == 1
    assert "No known output was found." in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_entry_of_a_list_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["device", str(SAMPLES / name)])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert not [line for line in lines if re.search(r"[:,;]  +\(|[:,;] \(\w+\)(?:[,;]|$)", line)]
    keys = re.compile(rf"  (?!{re.escape(name)}:)[a-z]\w*: ")
    assert not [line for line in lines if keys.match(line)], "a fact has words, not its key in the document"


def test_published_ports_have_their_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = tmp_path / "paste.txt"
    heads = "CONTAINER ID   IMAGE     COMMAND   CREATED       STATUS       PORTS                          NAMES\n"
    row = '0123456789ab   x/cam:1   "/run"    2 hours ago   Up 2 hours   0.0.0.0:8080->80/tcp, 443/tcp   cam\n'
    paste.write_text(f"$ sudo docker ps\n{heads}{row}", encoding="utf-8")
    assert main(["device", str(paste)]) == 0
    assert "  Published ports: cam 8080/tcp\n" in capsys.readouterr().out


def test_rows_that_were_not_understood_are_not_called_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["NAME STATUS DESCRIPTION CONFIG", "edgeAgent, whatever it is"]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert main(["device", str(path)]) == 0
    assert "Modules: not understood" in capsys.readouterr().out
