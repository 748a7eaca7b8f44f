"""The whole wizard by keyboard only, from a manifest to the exported bundle, for every platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Keyboard(Protocol):
    """The interface of a keyboard user: the robot within the process, or keys sent to the window of another process."""

    def key(self, text: str) -> None:
        """Presses a key (`Alt+N`, `Tab`, `F7`) and waits until the window has handled it."""

    def keys(self, text: str) -> None:
        """Types a text into the widget with the focus."""

    def tab_to(self, name: str) -> None:
        """Presses Tab until the widget with this name has the focus."""

    def page(self) -> str:
        """The name of the current page."""

    def questions(self) -> int:
        """The number of open questions."""

    def exported(self) -> bool:
        """Whether the export is done."""

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Waits for a condition."""


def go_the_whole_way(
    keyboard: Keyboard, opening: str, folder: object, at_review: Callable[[], None] = lambda: None
) -> None:
    """Goes from the Import page, where the keys `opening` open something, to an export into `folder`.

    `at_review` is called before the first question.
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
    """Answers a question: F8 goes to it in the comparison, Tab to its answer, and Space selects the focused option."""
    for _question in range(20):
        if not keyboard.questions():
            return
        keyboard.key("F8")
        keyboard.key("Tab")
        keyboard.key("Space")
    raise AssertionError("a question stays open")
