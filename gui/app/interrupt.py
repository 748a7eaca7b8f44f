"""Ctrl+C in the terminal closes the window as its button would."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget


def close_on_interrupt(window: QWidget) -> None:
    """Closes the window on Ctrl+C. Python handles signals only between Qt events, so a socket wakes Qt up."""
    here, there = socket.socketpair()
    for end in (here, there):
        end.setblocking(False)
    signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read, window)
    notifier.setProperty("ends", (here, there))  # they live as long as the window

    def heard() -> None:
        here.recv(64)
        window.close()

    notifier.activated.connect(heard)
