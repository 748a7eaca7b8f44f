"""Child processes: EdgeShift starts only itself, isolated from the current folder.

Python puts the current folder first in `sys.path` for `-m` and `-c`, and the operator's current folder often contains
files of others. A child therefore starts with `-P`, in EdgeShift's own folder, with absolute paths
(https://docs.python.org/3/using/cmdline.html#cmdoption-P).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import os, sys; root, *more = sys.argv.pop(1).split(os.pathsep); "
    "root in sys.path or sys.path.insert(0, root); sys.path += more; "
    "from gui.__main__ import main; sys.exit(main())"
)


def run(argument: str, data: bytes, timeout: float) -> subprocess.CompletedProcess[bytes]:
    """Starts this EdgeShift with one argument and `data` on stdin, and waits at most `timeout` seconds for its output.

    Raises OSError if it cannot be started, and TimeoutError (which is one) if it takes longer.
    """
    frozen = bool(getattr(sys, "frozen", False))
    own = [] if frozen else ["-P", "-c", _START, os.pathsep.join((str(ROOT), *_python_path()))]
    try:
        return subprocess.run(
            [sys.executable, *own, argument],
            input=data,
            capture_output=True,
            timeout=timeout,
            cwd=Path(sys.executable).parent if frozen else ROOT,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows only: no console window appears
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from error


def _python_path() -> list[str]:
    """PYTHONPATH as absolute paths without the current folder, for packages in other folders."""
    here = Path.cwd()
    entries = [here / entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    return [str(entry) for entry in entries if entry.resolve() != here.resolve()]
