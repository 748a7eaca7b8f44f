"""A watchdog that calls the thread of the window every few milliseconds and records how long each call waits.

What it hears is what an operator would feel of a key pressed at that moment, whoever held the thread or the GIL.
Beside the time by the clock it notes the time the thread itself was at work: other programs do not count there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event, Thread, get_ident

from PySide6.QtCore import QObject, Qt, Signal, Slot

PAUSE = 0.002


@dataclass(frozen=True, slots=True)
class Wait:
    """The seconds that one call waited: in wall time and in processor time."""

    clock: float
    work: float


class Watchdog(QObject):
    """A context manager, created on the thread of the window. `waits` are all recorded waits."""

    _ring = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[Wait] = []
        self._clock = time.pthread_getcpuclockid(get_ident())
        self._heard, self._over = Event(), Event()
        self._ring.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watchdog:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._heard.set()
        self._thread.join()

    @property
    def busiest(self) -> float:
        """The longest wait in processor time."""
        return max(wait.work for wait in self.waits)

    @Slot()
    def _hear(self) -> None:
        self._heard.set()

    def _watch(self) -> None:
        while not self._over.is_set():
            self._heard.clear()
            begin, worked = time.perf_counter(), time.clock_gettime(self._clock)
            self._ring.emit()
            self._heard.wait()
            if not self._over.is_set():
                clock, work = time.perf_counter() - begin, time.clock_gettime(self._clock) - worked
                self.waits.append(Wait(clock, work))
                time.sleep(PAUSE)
