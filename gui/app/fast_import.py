"""Imports as quick as Python's own; to be imported before everything else of the window.

PySide puts an import of its own in place of Python's. It reads the source of every module that is imported, whoever
imports it, to see whether it may want snake_case names (`from __feature__ import …`, PYSIDE-2029 in PySide's
`feature.py`). Nothing here wants them, and a third of the time to the first paint went there. Python's own is kept
by PySide as `__orig_import__`; where a version has none, nothing happens.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401, this puts PySide's import in place

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
