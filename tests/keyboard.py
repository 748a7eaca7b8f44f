"""The whole way by keyboard alone, from a manifest to the exported bundle, for every platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Keyboard(Protocol):
    """Hands and eyes: the robot within the process, or keys that go through the screen to a window of another."""

    def key(self, text: str) -> None:
        """Press a key (`Alt+N`, `Tab`, `F7`) and wait until the window has taken it."""

    def keys(self, text: str) -> None:
        """Type a text where the keyboard is."""

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is in the part of this name."""

    def page(self) -> str:
        """The name of the page on show."""

    def questions(self) -> int:
        """How many questions are open."""

    def exported(self) -> bool:
        """Whether the export is done."""

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""


def go_the_whole_way(
    keyboard: Keyboard, opening: str, folder: object, at_review: Callable[[], None] = lambda: None
) -> None:
    """From the Import page, where the keys `opening` open something, to an export into `folder`.

    `at_review` is called in front of the first question.
    """
    keyboard.key(opening)
    keyboard.key("Alt+N")
    keyboard.tab_to("addShareButton")
    for name in ("models", "camera-in", "camera-out"):
        keyboard.key("Alt+A")
        keyboard.keys(name)
        keyboard.key("Return")
    keyboard.key("Alt+N")
    assert keyboard.page() == "reviewPage"
    keyboard.key("F8")
    at_review()
    _answer(keyboard)
    keyboard.key("Alt+N")
    keyboard.key("Alt+N")
    assert keyboard.page() == "exportPage"
    keyboard.key("Alt+F")
    keyboard.key("Ctrl+A")
    keyboard.keys(str(folder))
    keyboard.key("Alt+X")
    keyboard.wait_for(keyboard.exported)


def _answer(keyboard: Keyboard) -> None:
    """F8 goes to the next question in the comparison, Tab to its answer; Space marks the option the keyboard is at."""
    for _question in range(20):
        if not keyboard.questions():
            return
        keyboard.key("F8")
        keyboard.key("Tab")
        keyboard.key("Space")
    raise AssertionError("a question stays open")
