"""`make rule`: the copy is registered, has all its places, and says what is wrong with a request."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from core.model import rule_ids
from core.rules import RULES
from core.rules.base import Area, no_apply
from tests.paths import ROOT

MODEL = next(
    rule.id
    for rule in RULES
    if rule.apply is no_apply
    and rule.area is Area.RUNTIME
    and f"`{rule.id}/cam/image`" in (ROOT / "tests" / "golden" / "rules" / f"{rule.id}.md").read_text(encoding="utf-8")
)
"""A rule to copy: it judges the image and changes nothing. It is found by what it does, so that it can be renamed."""


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script over a tree of its own with two rules and two checks to copy."""
    for kind, names in (("rules", (MODEL, rule_ids.SHARED_GPU)), ("checks", ("old-agent",))):
        (tmp_path / "core" / kind).mkdir(parents=True)
        (tmp_path / "tests" / "golden" / kind).mkdir(parents=True)
        shutil.copy(ROOT / "core" / kind / "__init__.py", tmp_path / "core" / kind)
        for name in names:
            shutil.copy(ROOT / "core" / kind / f"{name.replace('-', '_')}.py", tmp_path / "core" / kind)
            shutil.copy(ROOT / "tests" / "golden" / kind / f"{name}.md", tmp_path / "tests" / "golden" / kind)
            shutil.copytree(ROOT / "resources" / kind / name, tmp_path / "resources" / kind / name)
    spec = importlib.util.spec_from_file_location("new_rule", ROOT / "packaging" / "new_rule.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_a_rule_is_copied_to_all_its_places(script: ModuleType, tmp_path: Path) -> None:
    steps = script.add("rule", "usb-camera", "runtime", MODEL)
    code = (tmp_path / "core" / "rules" / "usb_camera.py").read_text(encoding="utf-8")
    golden = (tmp_path / "tests" / "golden" / "rules" / "usb-camera.md").read_text(encoding="utf-8")
    registry = (tmp_path / "core" / "rules" / "__init__.py").read_text(encoding="utf-8")
    assert 'id="usb-camera"' in code
    assert golden.startswith("# usb-camera\n")
    assert "`usb-camera/cam/image`" in golden and f"{MODEL}/" not in golden
    copied = rf"\.{MODEL.replace('-', '_')} import RULE as \w+\n"
    assert re.search(copied + r".+\.usb_camera import RULE as USB_CAMERA\n", registry)
    assert (tmp_path / "resources" / "rules" / "usb-camera" / "en.md").is_file()
    assert (
        steps[0].startswith("core/rules/")
        and "usb_camera.py: " in steps[0]
        and "make check ONLY=usb-camera" in steps[-1]
    )


def test_a_model_that_is_registered_under_another_name_keeps_its_place(script: ModuleType, tmp_path: Path) -> None:
    registry = tmp_path / "core" / "rules" / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(
        re.sub(rf"(\.{MODEL.replace('-', '_')} import RULE as )\w+", r"\1EARLIER", text), encoding="utf-8"
    )
    script.add("rule", "usb-camera", "runtime", MODEL)
    assert re.search(r"import RULE as EARLIER\n.+ as USB_CAMERA\n", registry.read_text(encoding="utf-8"))


def test_the_copy_gets_an_id_and_an_area_of_its_own(script: ModuleType, tmp_path: Path) -> None:
    script.add("rule", "gpu-lending", "network", rule_ids.SHARED_GPU)
    code = (tmp_path / "core" / "rules" / "gpu_lending.py").read_text(encoding="utf-8")
    registry = (tmp_path / "core" / "rules" / "__init__.py").read_text(encoding="utf-8")
    assert 'id="gpu-lending"' in code and "area=Area.NETWORK" in code
    assert "import RULE as GPU_LENDING\n\n# resources" in registry


@pytest.mark.parametrize("rule", [rule_ids.KERNEL_SETTINGS, rule_ids.MEMORY_FOLDER])
def test_a_key_of_the_manifest_of_the_same_name_stays(script: ModuleType, rule: str) -> None:
    """`"sysctls"` is the id of a rule, and a key in create options and in the code that looks for it."""
    for path in (f"core/rules/{rule.replace('-', '_')}.py", f"tests/golden/rules/{rule}.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        copy = script._renamed(text, rule, "usb-camera", "runtime")
        keys = re.compile(rf'(?<!id=)"{rule}"')
        assert len(keys.findall(copy)) == len(keys.findall(text)), path
        assert f'"{rule}/' not in copy and f"`{rule}/" not in copy and f'id="{rule}"' not in copy


def test_a_check_is_copied_too(script: ModuleType, tmp_path: Path) -> None:
    steps = script.add("check", "new-agent", "storage", "old-agent")
    registry = (tmp_path / "core" / "checks" / "__init__.py").read_text(encoding="utf-8")
    assert registry.index("CHECK as NEW_AGENT") < registry.index("# network")
    assert not [step for step in steps if "change" in step or "migrated" in step]
    assert any(step.startswith("tests/core/checks/test_checks_mutations.py: ") for step in steps)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (("rules", "a", "network", "b"), "KIND=rules"),
        (("rule", "Arm", "runtime", MODEL), "NAME=Arm"),
        (("rule", MODEL, "runtime", MODEL), "already"),
        (("rule", "usb-camera", "runtim", MODEL), "AREA=runtim: one of storage, network"),
        (("rule", "usb-camera", "runtime", "windows-imag"), "LIKE=windows-imag"),
    ],
)
def test_a_wrong_request_is_named(script: ModuleType, request_: tuple[str, ...], message: str) -> None:
    with pytest.raises(script.Refusal, match=message):
        script.add(*request_)
