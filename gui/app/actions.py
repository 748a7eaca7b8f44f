"""Every command of the window in one table: its text, keys and icon.

The shortcuts sheet and the window's actions are made from it, so that no key is described wrongly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.text.catalogue import _
from gui.app.steps import Step
from gui.theme import icons
from gui.theme.plain_text import tip


class Command(NamedTuple):
    """One command of the sheet of shortcuts; with an icon if it has a button in the window.

    Some belong to a widget, which makes the action itself.
    """

    name: str
    group: str
    text: str
    keys: tuple[str, ...]
    icon: str = ""


def commands() -> tuple[Command, ...]:
    """All commands, in the order of the sheet."""
    steps, review, answers, window = _("Steps"), _("Comparison"), _("Answers"), _("Window")
    return (
        Command("next", steps, _("Next step"), ("Alt+N",)),
        Command("back", steps, _("Back"), ("Alt+B",)),
        Command("step", steps, _("Go to a step by its number"), (f"Ctrl+1 … Ctrl+{len(Step)}",)),
        Command("open", steps, _("Open a manifest"), ("Ctrl+O",)),
        Command("paste", steps, _("Paste a manifest (on the first page)"), ("Ctrl+V",)),
        Command("next_change", review, _("Next change, also in the next module"), ("F7", "Alt+Down")),
        Command("previous_change", review, _("Previous change"), ("Shift+F7", "Alt+Up")),
        Command("find", review, _("Find in both sides and all modules"), ("Ctrl+F",)),
        Command("edit", review, _("Edit the value in this row manually"), ("F2",)),
        Command("explain", review, _("Explain the change in this row"), ("F1",)),
        Command("wrap", review, _("Wrap long lines"), ("Alt+Z",)),
        Command("fold", review, _("Fold or show unchanged lines"), ("Ctrl+Shift+M",)),
        Command("raw", review, _("Show the raw text of the file"), ("Ctrl+Shift+U",)),
        Command("zoom", review, _("Larger, smaller or normal text"), ("Ctrl++", "Ctrl+-", "Ctrl+0")),
        Command("answer", review, _("Show or hide the answer and its reason"), ("F6",)),
        Command("next_question", answers, _("Next question"), ("F8",)),
        Command("several", answers, _("Answer several findings at once"), ("Ctrl+Shift+A",)),
        Command("undo", answers, _("Undo"), ("Ctrl+Z",), "undo"),
        Command("redo", answers, _("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
        Command("steps", window, _("Show or hide the list of steps"), ("Ctrl+B",)),
        Command("help", window, _("The rule of the current finding, or this list"), ("F1",)),
        Command(
            "rulebook", window, _("Rule book: all rules, all checks, and where sources disagree"), ("Shift+F1",), "help"
        ),
        Command("shortcuts", window, _("All shortcuts"), ("Ctrl+?",), "keyboard"),
        Command("close", window, _("Close; your answers are saved"), ("Ctrl+Q",)),
    )


def make(owner: QWidget, name: str, slot: Callable[[], object]) -> QAction:
    """The action of a command, with its keys working in the whole window of `owner`."""
    command = next(command for command in commands() if command.name == name)
    action = QAction(command.text, owner)
    action.setObjectName(f"{name}Action")
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    first = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(tip(f"{command.text} ({first})"))
    if command.icon:
        icons.set_icon(action, command.icon)
    action.triggered.connect(lambda: slot())
    owner.addAction(action)
    return action
