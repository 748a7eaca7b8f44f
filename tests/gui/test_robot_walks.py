"""Any way through the wizard with the same answers ends in the same migration."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gui.pages.common.page import Step
from tests.gui.pages.review.test_robot_manual_edits import set_image
from tests.robot import Robot

pytestmark = pytest.mark.gui


def _wander(robot: Robot, dice: random.Random, steps: int) -> None:
    """Back, Next, jumps, undo with redo: none of it may change an answer."""
    for _step in range(steps):
        move = dice.choice(("next", "back", "jump", "undo", "look"))
        if move == "next" and robot.step() < Step.EXPORT:
            robot.next()
        elif move == "back" and robot.step() > 0:
            robot.back()
        elif move == "jump":
            robot.go(dice.randrange(len(Step)))
        elif move == "undo" and robot.session.can_undo:
            robot.key("Ctrl+Z")
            robot.key("Ctrl+Y")
        elif robot.page() == "reviewPage":
            robot.key(dice.choice(("F7", "Shift+F7")))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_random_walks_end_where_the_straight_run_ends(robot: Robot, sample: Path, seed: int) -> None:
    dice = random.Random(seed)
    robot.open(sample)
    _wander(robot, dice, 6)
    robot.go(1)
    robot.click("suggestSharesButton")
    _wander(robot, dice, 8)
    robot.go(2)
    robot.answer_open()
    robot.choose_module("weldScorer")
    set_image(robot)
    _wander(robot, dice, 10)
    walked = robot.session.migration
    assert walked is not None
    straight = _straight(robot, sample)
    assert walked.output() == straight
    assert not walked.open and len(walked.edit_layer.done) == 1


def _straight(robot: Robot, sample: Path) -> bytes:
    """The same answers given to the engine at once."""
    from core.manifest.read import read
    from core.migration.migrate import migrate

    decisions = robot.session.decisions
    return migrate(read(sample.read_bytes(), sample.name), decisions.device, decisions).output()


def test_jumping_leaves_a_right_history(robot: Robot) -> None:
    robot.sample()
    robot.go(Step.EXPORT)
    for step in (3, 2, 1, 0):
        robot.back()
        assert robot.step() == step
    robot.go(Step.EXPORT)
    robot.go(1)
    robot.back()
    assert robot.step() == 0
