"""Undo and redo: a history of steps, each a whole state, so that going back is only choosing another one."""

from __future__ import annotations

from typing import Generic, TypeVar

State = TypeVar("State")

DEPTH = 1000


class History(Generic[State]):
    """The states there were. A state equal to the present one is no step."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._past: list[State] = []
        self._future: list[State] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier migration."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone last."""
        return bool(self._future)

    def push(self, state: State) -> bool:
        """Go on to a state; False when it is the present one. What was undone is forgotten."""
        if state == self.state:
            return False
        self._past.append(self.state)
        del self._past[:-DEPTH]
        self._future.clear()
        self.state = state
        return True

    def undo(self) -> bool:
        """Back to the migration before; False at the beginning."""
        if not self._past:
            return False
        self._future.append(self.state)
        self.state = self._past.pop()
        return True

    def redo(self) -> bool:
        """Forward again; False when nothing was undone."""
        if not self._future:
            return False
        self._past.append(self.state)
        self.state = self._future.pop()
        return True
