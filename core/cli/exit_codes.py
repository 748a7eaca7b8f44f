"""The meaning of the exit codes of each command, for its help and for docs/cli.md."""

from __future__ import annotations

import argparse
from typing import Any

from core.text.catalogue import N_, _

UNUSABLE = N_("the command, a file or a folder cannot be used; the reason is on stderr")
DONE = N_("done")
CODES = {
    "inspect": {0: N_("done, regardless of the findings"), 2: UNUSABLE},
    "convert": {0: DONE, 1: N_("a finding needs you, and nothing was written"), 2: UNUSABLE},
    "verify": {0: DONE, 1: N_("the target would refuse the manifest or lose data"), 2: UNUSABLE},
    "compare": {0: N_("done, regardless of the differences"), 2: UNUSABLE},
    "device": {0: DONE, 1: N_("no known output was found"), 2: UNUSABLE},
    "confirm": {0: N_("everything is confirmed"), 1: N_("not everything is confirmed"), 2: UNUSABLE},
}
"""When a command ends with a code, by command and code."""


def describe(commands: argparse._SubParsersAction[Any]) -> None:
    """Gives the help of each command a description, as in the list of commands, and its exit codes."""
    lines = {choice.dest: str(choice.help) for choice in commands._choices_actions}
    for name, command in commands.choices.items():
        command.description = sentence(lines[name])
        codes = "; ".join(f"{code}: {_(meaning)}" for code, meaning in CODES[name].items())
        command.epilog = _("Exit codes: {codes}.").format(codes=codes)


def sentence(text: str) -> str:
    """The line of a list as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."
