"""Completes the wizard by keyboard, off-screen on Linux: the reference for Windows.

python -m tests.windows.drive HOME OUT ENGINEER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.keyboard import go_the_whole_way
from tests.robot import Robot
from tests.windows.observer.sitecustomize import noon

if __name__ == "__main__":
    home, out, engineer = sys.argv[1:]
    robot = Robot(Path(home), noon)
    robot.session.engineer = engineer
    go_the_whole_way(robot, "Alt+S", out)
    robot.wizard.close()
