"""The checks on the result, as the Check page tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gui.pages.check.kubernetes_card import KubernetesCard
from tests.robot import Robot

pytestmark = pytest.mark.gui


def test_what_kubernetes_would_refuse_is_told_and_leads_to_its_module(robot: Robot, tmp_path: Path) -> None:
    options = {"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}, "strategy": {"type": "Recreate"}}}
    modules = {
        name: {
            "type": "docker",
            "status": "running",
            "settings": {"image": "i:1", "createOptions": json.dumps(options)},
        }
        for name in ("cam", "scorer")
    }
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "modules": modules}}}}
    path = tmp_path / "site.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    robot.open(path)
    robot.go(3)
    card = robot.wizard.findChild(KubernetesCard)
    robot.wait(lambda: card.chip.isVisible())
    assert card.list.items.items()
    assert robot.page() == "checkPage"


def test_a_clean_result_will_deploy(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(3)
    card = robot.wizard.findChild(KubernetesCard)
    robot.wait(lambda: card.chip.isVisible())
    assert "deploy" in card.chip.text()
