"""What the commands take: every option in one place, and usage errors that say how to go on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from core import __version__
from core.cli import compare, confirm, device
from core.docker.profiles import PROFILES
from core.model.decisions import About
from core.text.catalogue import _

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Like argparse's, with an error that names the help instead of repeating every option."""

    def error(self, message: str) -> NoReturn:
        """Exit code 2."""
        self.exit(2, _("{program}: {message}\nSee {program} --help.\n").format(program=self.prog, message=message))


def parser(inspect: Run, convert: Run, verify: Run) -> argparse.ArgumentParser:
    """The command line; each command is given what runs it."""
    top = Parser(
        prog="edgeshift",
        description=_("Move IoT Edge manifests from Pro FPGA to Pro GPU: to its Kubernetes, or to a Linux VM."),
        epilog=_("Without a command the wizard opens: edgeshift [MANIFEST]."),
    )
    top.add_argument("--version", action="version", version=f"EdgeShift {__version__}")
    top.add_argument("--language", metavar="CODE", help=_("language of the output, such as en"))
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    looking = commands.add_parser("inspect", help=_("show modules and findings, write nothing"))
    converting = commands.add_parser("convert", help=_("write the migrated manifest and its report"))
    verifying = commands.add_parser("verify", help=_("show what the target would run, and what may go wrong"))
    compare.add(commands)
    device.add(commands)
    confirm.add(commands)
    for command, run in ((looking, inspect), (converting, convert), (verifying, verify)):
        command.set_defaults(run=run)
        _common(command)
    verifying.add_argument(
        "--objects",
        type=folder,
        metavar="DIR",
        help=_("write what the target would run as YAML: Kubernetes objects, or for linux-vm compose.yaml"),
    )
    for command in (looking, converting):
        command.add_argument("--reveal", action="store_true", help=_("print secrets in answers and titles, unmasked"))
    looking.add_argument("--all", action="store_true", help=_("print advice in full, too"))
    for command in (converting, verifying):
        command.add_argument("--force", action="store_true", help=_("replace files that are there already"))
    _converting(converting)
    return top


def folder(text: str) -> Path:
    """A folder by name; an empty one would be the folder one is in, which no one means."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("the name of a folder, not an empty text"))
    return Path(text)


def about(options: argparse.Namespace, given: About) -> About:
    """Whose migration it is: what was said on the command line, else what the decisions say."""
    said = {key: getattr(options, key) for key in About.model_fields if getattr(options, key) is not None}
    return given.model_copy(update=said)


def _converting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=folder, required=True, metavar="DIR", help=_("folder for the files"))
    command.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help=_("answers of an earlier run; a question it does not answer takes its default, and is named"),
    )
    command.add_argument("--defaults", action="store_true", help=_("take the default of every question not answered"))
    command.add_argument(
        "--accept-risk",
        metavar="REASON",
        help=_("accept every block, of rules and of checks on the result, for this reason"),
    )
    command.add_argument("--by", metavar="NAME", help=_("who accepts the risk (“command line”)"))
    command.add_argument("--pdf", action="store_true", help=_("print the report as PDF too; needs Qt"))
    command.add_argument("--strict", action="store_true", help=_("strings of 512 characters, no comments, UTF-8"))
    shown = command.add_argument_group(_("report header, all optional"))
    for name, text in (
        ("customer", _("whose device it is")),
        ("site", _("where it stands")),
        ("engineer", _("who migrates")),
        ("ticket", _("the number of the job")),
        ("hub", _("name of the IoT hub, for the commands of the run sheet")),
        ("edge-device", _("name of the IoT Edge device of the GPU machine, for these commands")),
    ):
        shown.add_argument(f"--{name}", metavar="TEXT", help=text)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "manifest", type=Path, nargs="+", metavar="MANIFEST", help=_("one file, or several module twins")
    )
    command.add_argument("--module", metavar="NAME", help=_("module name for create options alone"))
    command.add_argument("--repair", action="store_true", help=_("take the repair that a refusal offers"))
    command.add_argument("--share", action="append", metavar="NAME[:smb|nfs]", help=_("a share of the target device"))
    command.add_argument("--gpus", type=int, metavar="N", help=_("GPUs of the device that modules may use (1)"))
    command.add_argument("--proxy", metavar="URL", help=_("web proxy at the site"))
    command.add_argument(
        "--profile",
        choices=tuple(PROFILES),
        help=_("generation of the edge agent on Kubernetes (beta15)"),
    )
    command.add_argument(
        "--platform",
        choices=("kubernetes", "linux-vm"),
        help=_("what runs IoT Edge on the GPU device: its managed service, or a Linux VM (kubernetes)"),
    )
    command.add_argument("--vm-size", metavar="SIZE", help=_("size of the VM, such as Standard_NC4as_T4_v3 (linux-vm)"))
    command.add_argument(
        "--source", choices=("docker", "kubernetes"), help=_("what the manifest was written for (recognized)")
    )
    command.add_argument("--device", type=Path, metavar="FILE", help=_("the device object of a decisions file"))
    command.add_argument(
        "--target", type=Path, metavar="FILE", help=_("the deployment the GPU device has now: its export or twin")
    )
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))
