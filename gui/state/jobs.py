"""Runs long work off the window's thread; results are delivered on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


def _raise(error: Exception) -> None:
    """A failure that no one expects is a fault of EdgeShift: the crash note reports it."""
    raise error


class _Ticket(NamedTuple):
    key: str
    number: int
    done: Done
    failed: Failed


class _Task(QRunnable):
    """One piece of work; whatever happens, it reports."""

    def __init__(self, work: Work, report: Callable[[Any, Exception | None], None]) -> None:
        super().__init__()
        self._work, self._report = work, report

    def run(self) -> None:
        """Runs on the worker thread."""
        try:
            result = self._work()
        except Exception as error:
            self._report(None, error)
        else:
            self._report(result, None)


class _Gate:
    """Lets workers report until the object that delivers is deleted, which waits for a report under way."""

    def __init__(self) -> None:
        self._lock, self._open = Lock(), True

    def close(self) -> None:
        """Ends all further reports."""
        with self._lock:
            self._open = False

    def report(self, emit: Callable[[], None]) -> None:
        """Runs on the worker thread; nothing happens once the gate is closed."""
        with self._lock:
            if self._open:
                emit()


class Jobs(QObject):
    """Runs jobs in the background, one at a time, or immediately if that is faster.

    Of two jobs with one key only the result of the later one is delivered: the last action of the operator counts.
    """

    busy_changed = Signal(bool)
    _settled = Signal(object, object, object)
    _quietly = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = _Gate()
        self.destroyed.connect(self._gate.close)  # first of all: Qt then deletes the pool, which waits for its workers
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._newest: dict[str, int] = {}
        self._running = 0
        self._pending: Counter[str] = Counter()
        self._abandoned: Counter[str] = Counter()
        self._settled.connect(self._settle)  # queued: it is emitted on the worker thread
        self._quietly.connect(self._hand_over)

    @property
    def busy(self) -> bool:
        """Whether something is still running in the background."""
        return self._running > 0

    def pending(self, key: str) -> bool:
        """Whether a job of this kind is still running in the background."""
        return self._pending[key] > self._abandoned[key]

    def look_ahead(self, work: Work) -> None:
        """Computes in the background what will be needed soon; a failure appears when the result is really needed."""
        self._pool.start(_Task(work, lambda _result, _error: None))

    def behind(self, key: str, work: Work, done: Done, failed: Failed = _raise) -> None:
        """Like `run` in the background, without counting as busy, because no page waits for it."""
        number = self._newest[key] = self._newest.get(key, 0) + 1
        ticket = _Ticket(key, number, done, failed)
        self._pool.start(_Task(work, lambda result, error: self._deliver("_quietly", ticket, result, error)))

    def run(self, key: str, work: Work, done: Done, failed: Failed = _raise, *, background: bool) -> None:
        """Runs the work and passes its result to `done`, or its exception to `failed`, on the window's thread."""
        number = self._newest[key] = self._newest.get(key, 0) + 1
        ticket = _Ticket(key, number, done, failed)
        if not background:
            _Task(work, lambda result, error: self._hand_over(ticket, result, error)).run()
            return
        self._running += 1
        self._pending[key] += 1
        if self._running == 1:
            self.busy_changed.emit(True)
        self._pool.start(_Task(work, lambda result, error: self._deliver("_settled", ticket, result, error)))

    def cancel(self, key: str) -> None:
        """Discards the results of the running jobs of this kind."""
        self._newest[key] = self._newest.get(key, 0) + 1
        self._abandoned[key] = self._pending[key]

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Waits for the worker thread, for example before the window closes."""
        return self._pool.waitForDone(milliseconds)

    def _deliver(self, signal: str, ticket: _Ticket, result: Any, error: Exception | None) -> None:
        """Runs on the worker thread; once the window is gone, no one waits for the result."""
        self._gate.report(lambda: getattr(self, signal).emit(ticket, result, error))

    @Slot(object, object, object)
    def _settle(self, ticket: _Ticket, result: Any, error: Exception | None) -> None:
        self._running -= 1
        self._pending[ticket.key] -= 1
        self._abandoned[ticket.key] = max(0, self._abandoned[ticket.key] - 1)
        if self._running == 0:
            self.busy_changed.emit(False)
        self._hand_over(ticket, result, error)

    @Slot(object, object, object)
    def _hand_over(self, ticket: _Ticket, result: Any, error: Exception | None) -> None:
        if self._newest[ticket.key] != ticket.number:
            return
        if error is None:
            ticket.done(result)
        else:
            ticket.failed(error)
