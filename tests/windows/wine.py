"""A Windows to test on: Wine with a prefix of its own, an X server whose screen can be read, two DLLs Wine 8 lacks."""

from __future__ import annotations

import logging
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO

from PySide6.QtGui import QImage

MINGW = "x86_64-w64-mingw32-"
TIMEOUT_S = 240
FONTS = r"HKCU\Software\Wine\Fonts\Replacements"
log = logging.getLogger(__name__)


def wait_for(done: Callable[[], object], what: str, seconds: float = TIMEOUT_S) -> None:
    """Wait for a condition. Raises AssertionError with `what` after a while."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"waited {seconds} s in vain for {what}"
        time.sleep(0.1)


class Screen:
    """An X server that keeps its picture in a file."""

    SIZE = (1600, 1000)

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._file = folder / "Xvfb_screen0"
        reading, writing = os.pipe()
        size = "{}x{}x24".format(*self.SIZE)
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as result:
            self.display = f":{result.readline().strip()}"

    def picture(self) -> QImage:
        """The current picture of the screen, as an X window dump."""
        data = self._file.read_bytes()
        header, width, height, line, colors = struct.unpack_from(">I12xII24xI24xI", data)
        begin = header + 12 * colors
        return QImage(data[begin : begin + line * height], width, height, line, QImage.Format.Format_RGB32).copy()

    def still(self, seconds: float = 1) -> QImage:
        """The picture of the screen once it no longer changes."""
        before = QImage()
        while before != (now := self.picture()):
            before = now
            time.sleep(seconds)
        return now

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(30)


class Reader(Thread):
    """Reads the pipe of a program while it runs."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._handle, self._read = os.dup(pipe.fileno()), bytearray()
        self.start()

    def run(self) -> None:
        """Reads until the end of the pipe, which may not come."""
        while part := os.read(self._handle, 1 << 16):
            self._read += part

    def read(self) -> bytes:
        """The output until shortly after the end of the program."""
        self.join(0.5)
        return bytes(self._read)


class Wine:
    """Runs Windows programs in one prefix. Input and output are pipes: with files Python on Wine does not start."""

    def __init__(self, prefix: Path, screen: Screen) -> None:
        self.prefix, self.screen = prefix, screen
        self.drive = prefix / "drive_c"
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(prefix.parent),
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe,winedbg.exe=",
            "WINEDEBUG": "-all",
            # A pipe is no console, so Qt would talk to the debugger. Wine hands QT_… on under this name only.
            "WINEQT_FORCE_STDERR_LOGGING": "1",
            "DISPLAY": screen.display,
        }

    @property
    def home(self) -> Path:
        """The home folder of the user."""
        (found,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        return found

    def name(self, path: Path) -> str:
        """The name of a Linux file on Windows."""
        below = path.is_relative_to(self.drive)
        return ("C:/" + path.relative_to(self.drive).as_posix() if below else f"Z:{path}").replace("/", "\\")

    def start(self, *command: str | Path, cwd: Path | None = None, **variables: str) -> subprocess.Popen[bytes]:
        """Starts a program in the background."""
        return subprocess.Popen(
            ["wine", *map(str, command)],
            env=self._environment | variables,
            cwd=cwd or self.drive,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @contextmanager
    def running(self, *command: str | Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
        """Runs a program in the background; at the end every program of the prefix is stopped."""
        with self.start(*command, **variables) as program:
            try:
                yield program
            finally:
                self.stop()

    def run(
        self,
        *command: str | Path,
        cwd: Path | None = None,
        data: bytes = b"",
        seconds: float = TIMEOUT_S,
        **variables: str,
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs a program to its end. Helpers of Wine keep its pipes open, so the end of a pipe means nothing."""
        with self.start(*command, cwd=cwd, **variables) as program:
            assert program.stdin and program.stdout and program.stderr
            out, err = Reader(program.stdout), Reader(program.stderr)
            with program.stdin:
                program.stdin.write(data)
            try:
                code = program.wait(seconds)
            except subprocess.TimeoutExpired:
                self.stop()
                raise AssertionError(f"{command} did not end: {err.read()!r}") from None
            return subprocess.CompletedProcess(program.args, code, out.read(), err.read())

    def stop(self) -> None:
        """Stops every program of the prefix."""
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False, timeout=60)
        subprocess.run(["wineserver", "-w"], env=self._environment, check=False, timeout=60)


def make_prefix(prefix: Path, screen: Screen, stubs: Path) -> None:
    """Creates a fresh Windows 10, in two attempts at most: Wine may fail to start on a loaded machine."""
    wine = Wine(prefix, screen)
    for last in (False, True):
        prefix.mkdir(parents=True)
        done = [wine.run("wineboot", "-i", cwd=prefix), wine.run("winecfg", "-v", "win10", cwd=prefix)]
        for font in ("Segoe UI", "Tahoma", "MS Shell Dlg 2"):  # what Windows itself has; Wine would take a serif
            done.append(wine.run("reg", "add", FONTS, "/v", font, "/d", "DejaVu Sans", "/f", cwd=prefix))
        if not any(run.returncode for run in done):
            break
        message = f"Wine did not start: {done[-1].stderr.decode(errors='replace')}"
        assert not last, message
        log.warning("%s", message)
        wine.stop()
        shutil.rmtree(prefix)
    for stub in stubs.glob("*.dll"):
        shutil.copy(stub, wine.drive / "windows" / "system32")
    wine.stop()


def make_stubs(folder: Path, qt_core: Path) -> None:
    """Creates the DLLs that Windows 10 has and Wine 8 lacks; only for the tests, never shipped.

    icuuc.dll: the functions Qt imports, each of which answers that nothing is there, whereupon Qt uses its own
    converters. bcryptprimitives.dll: the random numbers of Rust's library, from advapi32.
    """
    folder.mkdir(parents=True)
    body = [
        f"__declspec(dllexport) void *{name}(void *a, int *error)"
        f" {{ {'if (error) *error = 4;' if name == 'ucnv_open' else ''} return 0; }}\n"
        for name in imported(qt_core).get("icuuc.dll", [])
    ]
    (folder / "icuuc.c").write_text("".join(body))
    (folder / "bcryptprimitives.c").write_text(
        "int __stdcall SystemFunction036(void *, unsigned long);\n"
        "__declspec(dllexport) int ProcessPrng(void *to, unsigned long long count)"
        " { return SystemFunction036(to, (unsigned long)count), 1; }\n"
    )
    for name, libraries in (("icuuc", []), ("bcryptprimitives", ["-ladvapi32"])):
        source, target = folder / f"{name}.c", folder / f"{name}.dll"
        subprocess.run([f"{MINGW}gcc", "-shared", "-O1", "-w", "-s", "-o", target, source, *libraries], check=True)


def imported(program: Path) -> dict[str, list[str]]:
    """The DLLs a Windows program or DLL imports, in lower case, and the functions of each that have names."""
    text = subprocess.run([f"{MINGW}objdump", "-p", program], capture_output=True, text=True, check=True).stdout
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        words = line.split()
        if words[:2] == ["DLL", "Name:"]:
            current = found.setdefault(words[2].lower(), [])
        elif len(words) == 3 and line.startswith("\t") and words[1].isdigit():
            current.append(words[2])
    return found
