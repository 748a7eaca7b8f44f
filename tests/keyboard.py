"""The whole way by keyboard alone, from a manifest to the exported bundle, for every platform."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.robot import Robot


def go_the_whole_way(robot: Robot, opening: str, folder: Path, at_review: Callable[[], None] = lambda: None) -> None:
    """From the Import page, where the keys `opening` open something, to an export into `folder`.

    `at_review` is called in front of the first question.
    """
    robot.key(opening)
    robot.key("Alt+N")
    robot.tab_to("addShareButton")
    for name in ("models", "camera-in", "camera-out"):
        robot.key("Alt+A")
        robot.keys(name)
        robot.key("Return")
    robot.key("Alt+N")
    assert robot.page() == "reviewPage"
    robot.key("F8")
    at_review()
    _answer(robot)
    robot.key("Alt+N")
    robot.key("Alt+N")
    assert robot.page() == "exportPage"
    robot.key("Alt+F")
    robot.key("Ctrl+A")
    robot.keys(str(folder))
    robot.key("Alt+X")
    robot.wait_for(lambda: robot.session.result is not None)


def _answer(robot: Robot) -> None:
    """F8 goes to the next question in the comparison, Tab to its answer; Space marks the option the keyboard is at."""
    for _question in range(20):
        if not _open(robot):
            return
        robot.key("F8")
        robot.key("Tab")
        robot.key("Space")
    raise AssertionError("a question stays open")


def _open(robot: Robot) -> tuple[str, ...]:
    assert robot.session.migration is not None
    return robot.session.migration.open
