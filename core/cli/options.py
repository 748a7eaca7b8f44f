"""All options of the commands in one place, with usage errors that name the help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from core import __version__
from core.cli import compare, confirm, device, exit_codes
from core.cli.inputs import Failure
from core.docker.profiles import PROFILES
from core.model.decisions import About
from core.text.catalogue import _
from core.text.json_words import written

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser of argparse whose errors name the help instead of repeating every option."""

    def error(self, message: str) -> NoReturn:
        """Raises Failure, so that the error is reported like every other one, with exit code 2."""
        raise Failure(_("{program}: {message}\nSee {program} --help.").format(program=self.prog, message=message))


def parser(inspect: Run, convert: Run, verify: Run) -> argparse.ArgumentParser:
    """Builds the command line; the parameters are the functions that run the commands."""
    top = Parser(
        prog="edgeshift",
        description=_(
            "Migrate IoT Edge manifests from Azure Stack Edge Pro FPGA to Pro GPU, to Kubernetes or to a Linux VM."
        ),
        epilog=_("Without a command, the wizard opens: edgeshift [MANIFEST]."),
    )
    top.add_argument("--version", action="version", version=f"EdgeShift {__version__}")
    top.add_argument("--language", metavar="CODE", help=_("language of the output, such as en"))
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    looking = commands.add_parser("inspect", help=_("show modules and findings without writing files"))
    converting = commands.add_parser("convert", help=_("write the migrated manifest and its report"))
    verifying = commands.add_parser("verify", help=_("show what the target would run and which problems are expected"))
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
        help=_("write what the target would run as YAML: Kubernetes objects, or compose.yaml for linux-vm"),
    )
    for command in (looking, converting):
        command.add_argument("--reveal", action="store_true", help=_("print secrets in answers and titles, unmasked"))
    looking.add_argument("--all", action="store_true", help=_("also print advice in full"))
    for command in (converting, verifying):
        command.add_argument("--force", action="store_true", help=_("replace existing files"))
    _converting(converting)
    exit_codes.describe(commands)
    return top


def folder(text: str) -> Path:
    """Parses a folder by name; refuses an empty name, which would be the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a folder name that is not empty"))
    return Path(text)


def _gpus(text: str) -> int:
    """Parses the number of GPUs, which is judged with the device."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{text} is not a whole number").format(text=written(text))) from None


def about(options: argparse.Namespace, given: About) -> About:
    """The customer, site and operator from the command line, else from the decisions."""
    said = {key: getattr(options, key) for key in About.model_fields if getattr(options, key) is not None}
    return given.model_copy(update=said)


def _converting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=folder, required=True, metavar="DIR", help=_("output folder"))
    command.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help=_("answers of an earlier run; questions without an answer get their default and are listed"),
    )
    command.add_argument(
        "--defaults", action="store_true", help=_("use the default for every question without an answer")
    )
    command.add_argument(
        "--accept-risk",
        metavar="REASON",
        help=_("accept every block, of rules and of checks of the result, for this reason"),
    )
    command.add_argument(
        "--by", metavar="NAME", help=_("name of the person who accepts the risk (default: “command line”)")
    )
    command.add_argument("--pdf", action="store_true", help=_("also write the report as PDF; requires Qt"))
    command.add_argument(
        "--strict", action="store_true", help=_("create options in strings of 512 characters, no comments, UTF-8")
    )
    shown = command.add_argument_group(_("report header, all optional"))
    for name, text in (
        ("customer", _("owner of the device")),
        ("site", _("location of the device")),
        ("engineer", _("name of the engineer")),
        ("ticket", _("ticket number")),
        ("hub", _("name of the IoT hub, for the commands in the run sheet")),
        ("edge-device", _("name of the IoT Edge device in IoT Hub, for these commands")),
    ):
        shown.add_argument(f"--{name}", metavar="TEXT", help=text)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "manifest", type=Path, nargs="+", metavar="MANIFEST", help=_("one file, or several module twins")
    )
    command.add_argument("--module", metavar="NAME", help=_("module name, if the file contains only create options"))
    command.add_argument(
        "--repair", action="store_true", help=_("apply the repair that is suggested for an invalid file")
    )
    _device(command)
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))


def _device(command: argparse.ArgumentParser) -> None:
    """Adds the options for the source of the manifest and the device."""
    command.add_argument(
        "--share",
        action="append",
        metavar="NAME[:smb|nfs]",
        help=_("a share of the target device; can be repeated"),
    )
    command.add_argument(
        "--gpus", type=_gpus, metavar="N", help=_("GPUs of the device that modules can use (default: 1)")
    )
    command.add_argument("--proxy", metavar="URL", help=_("web proxy of the site"))
    command.add_argument(
        "--profile",
        choices=tuple(PROFILES),
        help=_("generation of the edge agent on Kubernetes (default: beta15)"),
    )
    command.add_argument(
        "--platform",
        choices=("kubernetes", "linux-vm"),
        help=_("runtime on the GPU device: the managed service or a Linux VM (default: kubernetes)"),
    )
    command.add_argument(
        "--vm-size", metavar="SIZE", help=_("VM size, such as Standard_NC4as_T4_v3 (only for linux-vm)")
    )
    command.add_argument(
        "--source",
        choices=("docker", "kubernetes"),
        help=_("runtime for which the manifest was written (default: recognized)"),
    )
    command.add_argument(
        "--device",
        type=Path,
        metavar="FILE",
        help=_("decisions file, its device object, or output of edgeshift device --json"),
    )
    command.add_argument(
        "--target", type=Path, metavar="FILE", help=_("current deployment of the GPU device: its export or twin")
    )
