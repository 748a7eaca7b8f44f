"""Undo and redo over whole states, so that going back only selects another state."""

from __future__ import annotations

from typing import Generic, TypeVar

State = TypeVar("State")

DEPTH = 1000


class History(Generic[State]):
    """The past states and the undone ones. A state equal to the present one is no step.

    `state`, the present one, may be replaced by the same in other terms.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self._past: list[State] = []
        self._future: list[State] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone state."""
        return bool(self._future)

    def push(self, state: State) -> bool:
        """Adds a state and discards undone ones; False if it equals the present state."""
        if state == self.state:
            return False
        self._past.append(self.state)
        del self._past[:-DEPTH]
        self._future.clear()
        self.state = state
        return True

    def undo(self) -> bool:
        """Returns to the previous state; False at the beginning."""
        if not self._past:
            return False
        self._future.append(self.state)
        self.state = self._past.pop()
        return True

    def redo(self) -> bool:
        """Returns to the state that was undone last; False if there is none."""
        if not self._future:
            return False
        self._past.append(self.state)
        self.state = self._future.pop()
        return True
