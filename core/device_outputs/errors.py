"""Errors and warnings: what keeps an output from being there, and what merely is before it.

`+ CategoryInfo` and `+ FullyQualifiedErrorId` stay English in every language of Windows PowerShell 5.1; the sentences
around them do not, so only these two lines are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import commands
from core.device_outputs.found import Found

_BEGINS = re.compile(r"[\w.-]+ : .*|(?:\S+ ){0,3}\S+:\d+ \S+:\d+.*|\s*\+ .*")
_LAST = re.compile(r"\+ FullyQualifiedErrorId\s*:\s*(?P<id>\S.*)")
_LONGEST = 14
_WARNING = re.compile(
    r"\s*(?:WARNING|VERBOSE|DEBUG|WARNUNG|VARNING)\s?: .*|\s*Command group '.*' is in preview.*", re.IGNORECASE
)
_FORBIDDEN = re.compile(
    r"Error from server \(Forbidden\): .*cannot (?P<verb>\w+) resource \"(?P<what>[\w/]+)\""
    r"(?:.*in the namespace \"(?P<where>[^\"]+)\")?.*"
)
_SERVER = re.compile(
    r"(?:Error from server|error:|Error:) ?(?:\((?P<kind>\w+)\))?.*"
    r"|The connection to the server .*|Unable to connect to the server.*"
)
_UNKNOWN = re.compile(
    r"(?:-?\w+: )*[\w-]+: (?:command not found|not found|The term '.*' is not recognized.*)|'[\w-]+' is not"
    r" recognized as an internal or external command.*|zsh: command not found: .*"
)
_AZ = re.compile(r"ERROR: .*")
_EMPTY = re.compile(r"No resources found(?: in (?P<namespace>[\w-]+) namespace)?\.")
_LISTED = {
    "kubectl get pods": "pods",
    "kubectl get svc": "services",
    "kubectl get pvc": "claims",
    "kubectl get nodes": "nodes",
}


def warning(line: str) -> bool:
    """Whether the line is a warning that is before an output and says nothing about the device."""
    return bool(_WARNING.fullmatch(line.rstrip()))


def powershell(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The frame PowerShell prints around an error, in any language."""
    if not _BEGINS.fullmatch(lines[index]):
        return None
    for at in range(index, min(index + _LONGEST, len(lines))):
        last = _LAST.search(lines[at].rstrip())
        if last is not None:
            frame = "\n".join(lines[index : at + 1])
            return Found(_command(typed, frame), {}, at + 1, nothing=_meaning(last["id"], frame, typed))
        if not lines[at].strip():
            return None
    return None


def _meaning(error: str, frame: str, typed: str) -> str:
    if "NativeCommandError" in error:
        return ""
    if "CommandNotFoundException" in frame:
        return _not_here("CommandNotFoundException", _command(typed, frame))
    if "RemotingTransport" in frame or "CreateRemoteRunspace" in frame:
        return "the device session was refused; nothing ran on the device"
    if "UnauthorizedAccess" in frame or "PermissionDenied" in frame:
        return f"permission denied ({error.strip()})"
    return f"the command failed ({error.strip()})"


def _not_here(why: str, command: str) -> str:
    if commands.DEVICE_ONLY.match(command):
        return f"the command is unknown on this machine ({why}): it was run on the laptop, not in the device session"
    return f"the command is unknown on this machine ({why})"


def _command(typed: str, frame: str) -> str:
    """The command that failed: as typed, else as the frame repeats it; empty for one whose output is not read."""
    repeated = [match[1] for match in re.finditer(r"^\s*\+ (\w.*)$", frame, re.MULTILINE)]
    return next((name for text in (typed, *repeated) for name in commands.canonical(text)), "")


def single(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """An error of kubectl, az or a shell on one line."""
    line = lines[index].strip()
    command = next(iter(commands.canonical(typed)), "")
    forbidden = _FORBIDDEN.fullmatch(line)
    if forbidden is not None:
        where = f" in the namespace {forbidden['where']}" if forbidden["where"] else ""
        message = f"permission denied: the user may not {forbidden['verb']} {forbidden['what']}{where}"
        kind = forbidden["what"]
        return Found(
            command or next(iter(commands.canonical(f"kubectl get {kind}")), ""), {}, index + 1, nothing=message
        )
    unknown = _UNKNOWN.fullmatch(line)
    if unknown is not None:
        return Found(command, {}, index + 1, nothing=_not_here("not found", command))
    if _AZ.fullmatch(line) and (typed.startswith("az ") or "az login" in line):
        signed = "not signed in to Azure: run az login" if "az login" in line else "the command failed"
        return Found(command, {}, index + 1, nothing=signed)
    server = _SERVER.fullmatch(line)
    if server is not None:
        return Found(command, {}, index + 1, nothing=_server(line, server["kind"]))
    return None


def _server(line: str, kind: str | None) -> str:
    if line.startswith(("The connection", "Unable")):
        return "the cluster cannot be reached"
    if "Unauthorized" in line or kind == "Unauthorized":
        return "not signed in to the cluster"
    return f"the cluster refused the command ({kind})" if kind else "the command failed"


def empty(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """`No resources found`: an empty list of what the command asks for; without the command it proves nothing."""
    match = _EMPTY.fullmatch(lines[index].strip())
    if match is None:
        return None
    asked = commands.canonical(typed)
    if len(asked) != 1 or asked[0] not in _LISTED or (match["namespace"] or "iotedge") != "iotedge":
        return Found("", {}, index + 1, nothing="nothing was found, and the command that looked for it is not known")
    return Found(asked[0], {_LISTED[asked[0]]: []}, index + 1)
