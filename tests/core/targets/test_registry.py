"""Targets and rules: nothing but a target knows its runtime, and no rule asks for the platform."""

from __future__ import annotations

import ast

import pytest

from core.checks import CHECKS
from core.docker.written_for import evidence, source_of
from core.manifest.read import read
from core.model.device import Device, Share
from core.model.device_models import preset, presets, vm_size, vm_sizes
from core.rules import RULES
from core.targets.registry import TARGETS, target_of
from tests.golden_cases import _text as text_of
from tests.paths import ROOT


def test_every_rule_and_check_names_targets_that_exist() -> None:
    for item in (*RULES, *CHECKS):
        assert item.targets and set(item.targets) <= set(TARGETS), item.id
    assert target_of(Device()).platform == "kubernetes"


@pytest.mark.parametrize("package", ["rules", "checks"])
def test_nothing_inside_a_rule_or_check_asks_for_the_platform(package: str) -> None:
    for path in sorted((ROOT / "core" / package).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "platform"]
        assert not asked, f"{path.name}: line {asked}"


def test_only_targets_and_checks_know_a_runtime() -> None:
    known = {"core/targets", "core/checks"}
    for top in ("core", "gui"):
        for path in (ROOT / top).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            if "/".join(place.split("/")[:2]) in known:
                continue
            text = path.read_text(encoding="utf-8")
            if place == "core/report/build.py":  # sizes of twins are IoT Hub's, whatever runs the modules
                text = text.replace("from core.targets.kubernetes import hub", "")
            assert "targets.kubernetes" not in text and "targets.linux_vm" not in text, place


CHOOSING = {
    "core/model/device.py": "declares the runtimes",
    "core/targets/registry.py": "finds the target of each",
    "core/cli/options.py": "offers them",
    "gui/pages/device/runtime_card.py": "offers them",
    "core/migration/observed.py": "knows which device software has which",
    "core/report/model.py": "names its field for each",
    "core/report/build.py": "fills that field",
    "core/docker/entries.py": "knows which edgeAgent reads an entry",
    "core/rules/base.py": "what rules are for",
    "core/checks/base.py": "what checks are for",
    "core/targets/kubernetes/target.py": "is one",
    "core/targets/linux_vm/target.py": "is one",
}
"""The only files that may name a runtime as a value, and why."""


def test_no_one_else_names_the_runtime_of_a_vm() -> None:
    """`kubernetes` is a source of manifests, too, so that only the other runtime can be looked for."""
    for top in ("core", "gui"):
        for path in (ROOT / top).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            named = [
                node.lineno
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and node.value in ("linux-vm", "linux_vm")
            ]
            assert not named or place in CHOOSING, (place, named)


def test_no_one_but_those_who_choose_compares_the_runtime() -> None:
    for top in ("core", "gui"):
        for path in (ROOT / top).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            compared = [
                node.lineno
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Compare)
                and any(isinstance(each, ast.Attribute) and each.attr == "platform" for each in ast.walk(node))
                and any(isinstance(each, ast.Constant) and each.value == "kubernetes" for each in ast.walk(node))
            ]
            assert not compared or place in CHOOSING, (place, compared)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"HostConfig": {"Binds": ["/home/hcsshares/data:/data"]}}, "docker"),
        ({"k8s-experimental": {"resources": {"limits": {"microsoft.com/fpga_catapult": 1}}}}, "docker"),
        ({"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}}}, "kubernetes"),
        ({"k8s-experimental": {"serviceOptions": {"type": "ClusterIP"}}}, "kubernetes"),
        ({"HostConfig": {"Mounts": [{"Type": "volume", "Source": "data", "Target": "/d"}]}}, "kubernetes"),
        (
            {"HostConfig": {"Runtime": "nvidia"}, "k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}}},
            "kubernetes",
        ),
        ({"HostConfig": {"Mounts": [{"Type": "volume", "Source": "other", "Target": "/d"}]}}, "docker"),
    ],
)
def test_what_a_manifest_was_written_for_is_recognized_and_can_be_corrected(options: object, wanted: str) -> None:
    manifest = read(text_of({"cam": {"createOptions": options}}), "site.json")
    device = Device(shares=(Share(name="data"),))
    assert source_of(manifest, device) == wanted
    assert bool(list(evidence(manifest, device))) == (wanted == "kubernetes")
    assert source_of(manifest.with_source("kubernetes"), device) == "kubernetes"
    assert source_of(manifest.with_source("docker"), device) == "docker"


def test_vm_sizes_fit_the_models_that_can_hold_them() -> None:
    names = {model.key: {size.key for size in vm_sizes() if size.fits(model) and size.gpus} for model in presets()}
    assert "Standard_NC4as_T4_v3" in names["pro-gpu-1"]
    assert "Standard_NC16as_T4_v3" not in names["pro-gpu-1"], "110 GiB are more than the device has"
    assert "Custom_GPU_T4_v3" in names["pro-gpu-2"]
    assert not {size for size in names["pro-gpu-2"] if "2T4" in size}, "224 GiB are more than the device has"
    assert "Standard_NC32as_2A2_v1" in names["pro-2-256g6t"]
    assert not names["mini-r"]
    assert vm_size("") is None and preset("mini-r") is not None
