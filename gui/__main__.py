"""`edgeshift`: a subcommand goes to the command line without Qt; anything else opens the wizard."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from core.text.catalogue import _

PRINT = "--print-report"
"""Reads a page from stdin and writes its PDF to stdout; for `gui.printing.pdf.print_in_child` only."""
LANGUAGE = "--language"
COMMANDS = ("inspect", "convert", "verify", "compare", "device", "confirm")


_COMMANDS = " | ".join(COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when the window was closed, else that of the command line."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    arguments = _in_language(list(sys.argv[1:] if argv is None else argv))
    if arguments and arguments[0] in COMMANDS:
        from core.cli.main import main as command_line

        return command_line(arguments, print_offscreen)
    if arguments == [PRINT]:
        return _print()
    if arguments and not arguments[0].startswith("-") and not Path(arguments[0]).exists() and _near(arguments[0]):
        unknown = _("edgeshift: unknown command {word}. Did you mean {near}?")
        sys.stderr.write(unknown.format(word=arguments[0], near=_near(arguments[0])) + "\n")
        return 2
    options = _parser().parse_args(arguments)
    if _no_screen():
        sys.stderr.write(_without_a_screen(options.file))
        return 2
    gc.disable()  # nothing is garbage before the window is there; `run` collects again
    try:
        from gui.app.start import run
    except ImportError as error:
        sys.stderr.write(
            _(
                "The window cannot start: {error}\n"
                "The system lacks libraries that Qt needs; README.md names them for each system.\n"
                "Without them there are the commands: edgeshift {commands} (each with --help).\n"
            ).format(error=error, commands=_COMMANDS)
        )
        return 2
    return run(options.file, options.sample, options.theme)


def _without_a_screen(file: str | None) -> str:
    if file is not None and not Path(file).exists():
        text = _("edgeshift: there is no file and no command named {word}. The commands are {commands}.\n")
        return text.format(word=file, commands=_COMMANDS)
    return _(
        "The window cannot start: there is no screen (DISPLAY and WAYLAND_DISPLAY are not set).\n"
        "Without a window: edgeshift {commands} (each with --help).\n"
        "To drive the wizard off-screen all the same, set QT_QPA_PLATFORM=offscreen.\n"
    ).format(commands=_COMMANDS)


def _in_language(arguments: list[str]) -> list[str]:
    """The arguments but for the language, which is put in force first: help and errors are texts as well."""
    if not any(argument.partition("=")[0] == LANGUAGE for argument in arguments):
        return arguments
    from core.text.catalogue import languages, set_language

    parser = argparse.ArgumentParser(prog="edgeshift", add_help=False, allow_abbrev=False)
    parser.add_argument(LANGUAGE, choices=languages())
    found, others = parser.parse_known_args(arguments)
    set_language(found.language)
    return others


def _nowhere() -> TextIO:
    """For the program without a console, to which Windows gives neither output nor errors."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _near(word: str) -> str:
    """The command someone may have meant; empty for none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, 1)), "")


def _no_screen() -> bool:
    """Whether Qt would end the process for want of a screen. Only systems with X or Wayland can be asked in advance."""
    return sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def print_offscreen(html: str) -> bytes:
    """The PDF of a page, for the command line: Qt is loaded now, and without a screen. Raises where it cannot be."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0"}  # the order of fonts in the file is Qt's dice
    from gui.printing.pdf import application, print_pdf

    app = application()
    try:
        return print_pdf(html)
    finally:
        del app


def _print() -> int:
    """The wizard prints in a process of its own: laying out a long report would hold up the window."""
    sys.stdout.buffer.write(print_offscreen(sys.stdin.buffer.read().decode()))
    sys.stdout.buffer.flush()
    return 0


def _parser() -> argparse.ArgumentParser:
    from gui.theme.colors import MODES

    parser = argparse.ArgumentParser(
        prog="edgeshift",
        description=_("Migrate an IoT Edge deployment from an Azure Stack Edge Pro FPGA to a Pro GPU device."),
        epilog=_("Without a window: edgeshift {commands} (each with --help).").format(commands=_COMMANDS),
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="MANIFEST", help=_("deployment manifest to open"))
    parser.add_argument("--sample", action="store_true", help=_("open the bundled sample"))
    parser.add_argument("--theme", choices=MODES, help=_("theme of the window"))
    parser.add_argument(LANGUAGE, metavar="CODE", help=_("language of the window or the command, such as en"))
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    return parser


def _version() -> str:
    from core import __version__

    return __version__


if __name__ == "__main__":
    sys.exit(main())
