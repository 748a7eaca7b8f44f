"""Child processes: EdgeShift starts only itself, isolated from the folder it happens to be in.

Python puts the current folder in front of `sys.path` for `-m` and `-c`; the operator's current folder is often one
that someone else filled. A child therefore starts with `-P`, in EdgeShift's own folder, with fixed paths
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
    """Start this very EdgeShift with one argument and `data` on stdin; wait at most `timeout` seconds.

    Raises OSError where it cannot be started, TimeoutError (which is one) where it takes longer.
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
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows only: no console flashes up
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from error


def _python_path() -> list[str]:
    """PYTHONPATH as absolute paths, for packages kept elsewhere; without the current folder."""
    here = Path.cwd()
    entries = [here / entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    return [str(entry) for entry in entries if entry.resolve() != here.resolve()]
