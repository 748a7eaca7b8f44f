"""Python's own import, to be put back before the other modules of the window are imported.

PySide replaces it by one that reads the source of every module imported, by whatever program, and searches it for
`PySide6`, so that `from __feature__ import …` can change the names of methods there (PYSIDE-2029). EdgeShift uses no
such feature. Without the search the first page is there 6 % sooner, the modules for the first file are loaded in three
quarters of the time, and their sources do not stay in memory (12 MB). PySide keeps Python's own as `__orig_import__`;
where a version has none, nothing happens.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401, this replaces the import

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
