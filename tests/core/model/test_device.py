"""Device models and share names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from core.cli.main import main
from core.docker.profiles import PROFILES
from core.manifest.read import read
from core.migration.decisions_file import DecisionsError, load
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.device_models import preset, presets
from core.targets.device_faults import device_faults
from core.targets.share_names import REFUSED, WARNED, share_name_problem
from tests.golden_cases import expand


def test_every_generation_of_the_agent_is_one_that_a_device_may_run() -> None:
    assert tuple(PROFILES) == get_args(Device.model_fields["profile"].annotation)


def test_the_models_of_the_guide_are_there() -> None:
    assert [known.gpus for known in presets()] == [1, 2, 1, 0, 1, 2, 0]
    assert preset(Device().model) == presets()[0]
    assert preset("toaster") is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("input", None),
        ("line-7-in", None),
        ("abc", None),
        ("a" * 63, None),
        ("Line7", WARNED),
        ("7line", WARNED),
        ("ab", REFUSED),
        ("a" * 64, REFUSED),
        ("my_share", REFUSED),
        ("my.share", REFUSED),
        ("-share", REFUSED),
        ("share-", REFUSED),
        ("sha--re", REFUSED),
        ("größe", REFUSED),
        ("share\n", REFUSED),
        ("", REFUSED),
    ],
)
def test_the_three_zones_of_share_names(name: str, level: str | None) -> None:
    problem = share_name_problem(name)
    assert (problem and problem[0]) == level


FAULTY: list[tuple[dict[str, Any], list[str], str]] = [
    ({"shares": [{"name": "my_share"}]}, ["--share", "my_share"], "A share name has 3 to 63 letters"),
    ({"shares": [{"name": ""}]}, ["--share", ""], "A share name has 3 to 63 letters"),
    ({"shares": [{"name": "../../etc"}]}, ["--share", "../../etc"], "A share name has 3 to 63 letters"),
    ({"shares": [{"name": "data"}, {"name": "Data"}]}, ["--share", "data", "--share", "Data"], "name already exists"),
    ({"proxy": "hunter2"}, ["--proxy", "hunter2"], "Use the form http://host:port"),
    ({"proxy": "ftp://hunter2:1"}, ["--proxy", "ftp://hunter2:1"], "Use the form http://host:port"),
    ({"proxy": "http://hunter2:x"}, ["--proxy", "http://hunter2:x"], "This is not a URL"),
    ({"proxy": "http://hunter2 :1"}, ["--proxy", "http://hunter2 :1"], "Use the form http://host:port"),
]


@pytest.mark.parametrize(("device", "options", "reported"), FAULTY, ids=[str(case[0]) for case in FAULTY])
def test_a_device_is_judged_alike_wherever_it_comes_from(
    device: dict[str, Any], options: list[str], reported: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As options, in a device file, in a decisions file, and in that file opened in the window."""
    site = tmp_path / "site.json"
    site.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    alone, saved = tmp_path / "device.json", tmp_path / "decisions.json"
    alone.write_text(json.dumps(device), encoding="utf-8")
    saved.write_text(json.dumps({"format": "edgeshift-decisions/1", "device": device}), encoding="utf-8")
    ways = (options, ["--device", alone], ["--device", saved], ["--decisions", saved])
    for way in ways:
        command = ["convert", site, "--out", tmp_path / "out", *way]
        assert main([str(part) for part in command]) == 2, way
        said = capsys.readouterr().err
        assert reported in said and "hunter2" not in said, way
    assert not (tmp_path / "out").exists()
    with pytest.raises(DecisionsError, match=reported):
        load(saved.read_bytes(), saved.name)


@pytest.mark.parametrize("proxy", ["http://p:1", "https://p:1", "http://user:pw@p:3128", "http://p", "http://[::1]:80"])
def test_what_the_device_may_take_is_taken(proxy: str) -> None:
    assert (
        device_faults(Device(proxy=proxy, shares=(Share(name="data"), Share(name="1data"), Share(name="Data2")))) == []
    )


NAMES = ["in", "abc", "a-b", "a--b", "a_b", "-abc", "abc-", "1ab", "ABC", "a" * 63, "a" * 64, "größe", "a b", "x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_share_name_is_judged_alike_as_an_option_in_files_and_as_an_answer(name: str, tmp_path: Path) -> None:
    site, saved = tmp_path / "site.json", tmp_path / "decisions.json"
    binds = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/var/lib/app/data.bin:/m"]}}}}
    site.write_text(json.dumps(expand(binds)), encoding="utf-8")
    finding = f"{rule_ids.BIND}/cam//m"
    device = {"format": "edgeshift-decisions/1", "device": {"shares": [{"name": name}]}}
    saved.write_text(json.dumps(device), encoding="utf-8")
    accepted = main(["inspect", str(site), f"--share={name}"]) == 0
    assert (main(["inspect", str(site), "--device", str(saved)]) == 0) == accepted
    answer = Decisions(items=(Decision(finding=finding, answer=f"share:{name}"),))
    assert (not migrate(read(site.read_bytes(), "site.json"), Device(), answer).problems) == accepted


WRONG: list[tuple[Any, str]] = [
    ({"gpus": "many"}, "gpus: a string was found, but a whole number is expected"),
    ({"gpus": 1.5}, "gpus: a number was found, but a whole number is expected"),
    ({"gpus": -1}, "gpus: -1 was found, but at least 0 is expected"),
    ({"gpus": 17}, "gpus: 17 was found, but at most 16 is expected"),
    ({"shares": "x"}, "shares: a string was found, but an array is expected"),
    ({"shares": [{"nam": "x"}]}, "shares/0/nam: this is unknown here; the known keys are name"),
    ({"gpu": 1}, "gpu: this is unknown here; the known keys are model, gpus, shares"),
    ({"shares": [{"nam": "x"}]}, "shares/0/name: this is missing"),
    ({"shares": [{"name": 5}]}, "shares/0/name: a number was found, but a string is expected"),
    ({"shares": ["data"]}, "shares/0: a string was found, but an object is expected"),
    ({"shares": [{"name": "abc", "mounted": "maybe"}]}, "mounted: a string was found, but true or false is expected"),
    ({"profile": "beta99"}, 'profile: this must be one of "beta8", "beta12" or "beta15"'),
    ({"proxy": {}}, "proxy: an object was found, but a string is expected"),
    ([], "/: an array was found, but an object is expected"),
    (None, "/: null was found, but an object is expected"),
]


@pytest.mark.parametrize(("device", "expected"), WRONG, ids=str)
def test_a_fault_of_a_file_says_the_place_what_was_found_and_what_is_expected(
    device: Any, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, file = tmp_path / "site.json", tmp_path / "device.json"
    site.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    file.write_text(json.dumps(device), encoding="utf-8")
    assert main(["inspect", str(site), "--device", str(file)]) == 2
    said = capsys.readouterr().err
    assert expected in said and "Input should" not in said
