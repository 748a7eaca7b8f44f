"""Create options that no number of chunks can hold: a clear word on the limits of a twin, and a file that opens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from core.manifest.create_options import MAX_CHUNKS
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from tests.golden_cases import expand
from tests.sampling import sampled

BINDS = 1000
OPTIONS = {"HostConfig": {"Binds": [f"/data/site{index:04d}:/data/m{index:04d}" for index in range(BINDS)]}}
FEW = {"HostConfig": {"Binds": OPTIONS["HostConfig"]["Binds"][:150]}}


def spelled(form: str, options: dict[str, Any]) -> bytes:
    """The options of one module as an object, one string, or chunks."""
    text = json.dumps(options)
    tree = expand({"cam": {"createOptions": options}})
    settings = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]
    if form != "object":
        settings["createOptions"] = text
    if form == "chunks":
        parts = [text[start : start + 512] for start in range(0, len(text), 512)]
        settings |= {
            f"createOptions{index:02d}" if index else "createOptions": part for index, part in enumerate(parts)
        }
    return json.dumps(tree).encode()


@pytest.mark.parametrize("form", sampled(["string", "object", "chunks"], every=3))
def test_a_thousand_binds_end_in_a_word_on_the_limits_of_a_twin(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "site.json", tmp_path / "out"
    path.write_bytes(spelled(form, OPTIONS))
    assert main(["convert", str(path), "--out", str(out), "--defaults"]) == 1
    said = capsys.readouterr().err
    assert "IoT Hub accepts 32768" in said and "chunks" not in said and len(said.splitlines()) < 10
    assert not out.exists()
    accepted = ["--defaults", "--accept-risk", "a test", "--json"]
    assert main(["convert", str(path), "--out", str(out), *accepted]) == 0
    again = read((out / "site.gpu.json").read_bytes(), "site.gpu.json")
    cam = next(module for module in again.modules if module.name == "cam")
    assert len(cam.options["HostConfig"]["Mounts"]) == BINDS
    assert migrate(again, Device(), Decisions()).output() == again.source.data


@pytest.mark.parametrize("form", ["string", "chunks"])
def test_what_chunks_can_hold_is_cut(form: str) -> None:
    migration = migrate(read(spelled(form, FEW), "site.json"), Device(), Decisions())
    text = migration.output().decode()
    assert text.count('"createOptions') > 10 and f"createOptions{MAX_CHUNKS}" not in text
    assert migration.after().modules


def test_options_too_long_to_be_cut_are_said_to_be_so() -> None:
    more = {**OPTIONS, "Labels": {"text": "x" * 60_000}}
    migration = migrate(read(spelled("string", more), "site.json"), Device(), Decisions())
    (finding,) = [finding for finding in migration.findings if finding.rule == rule_ids.OVER_SIZE]
    assert finding.facts["variant"] == "beyond" and not migration.forms
