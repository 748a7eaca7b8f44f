"""Errors and warnings: what keeps an output from being there, and what merely is before it.

`+ CategoryInfo` and `+ FullyQualifiedErrorId` stay English in every language of Windows PowerShell 5.1; the sentences
around them do not, so only these two lines are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import commands
from core.device_outputs.found import Found
from core.redaction import by_default
from core.redaction.redactor import Redactor

_BEGINS = re.compile(r"[\w.-]+ : .*|(?:\S+ ){0,3}\S+:\d+ \S+:\d+.*|\s*\+ .*")
_LAST = re.compile(r"\+ FullyQualifiedErrorId\s*:\s*(?P<id>\S.*)")
_LONGEST = 14
_WARNING = re.compile(
    r"\s*(?:WARNING|VERBOSE|DEBUG|WARNUNG|VARNING)\s?: .*|\s*Command group '.*' is (?:in preview|experimental).*"
    r"|The behavior of this command has been altered by the following extension: .*|Flag --\S+ has been deprecated.*"
    r"|[WIE]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\.go:\d+\] .*",
    re.IGNORECASE,
)
"""The last is a log line of kubectl: what keeps it from its work is said once more behind them."""
_FORBIDDEN = re.compile(
    r"Error from server \(Forbidden\): .*cannot (?P<verb>\w+) resource \"(?P<what>[\w/]+)\""
    r"(?:.*in the namespace \"(?P<where>[^\"]+)\")?.*"
)
_SERVER = re.compile(
    r"(?:Error from server|error:|Error:) ?(?:\((?P<kind>\w+)\))?.*"
    r"|The connection to the server .*|Unable to connect to the server.*"
)
_UNKNOWN = re.compile(
    r"(?:-?\w{1,60}: (?:line \d{1,9}: )?){0,3}[\w-]{1,60}: "
    r"(?:command not found|not found|The term '.*' is not recognized.*)"
    r"|'[\w-]{1,60}' is not recognized as an internal or external command.*"
    r"|(?:zsh|fish|sudo): .*[Cc]ommand(?: not found)?: .*|Command '[\w-]{1,60}' not found.*"
)
_MORE = re.compile(
    r"operable program or batch file\.|sudo (?:apt|snap) install .*|or|Try: .*|See 'snap info .*"
    r"|(?:Code|Message|Tracking ID|Timestamp): .*|\s*[Cc]aused by:.*|Check the spelling of the name.*|\s+(?:\d+: )?\S.*"
)
"""Lines that belong to an error above them."""
_AZ = re.compile(
    r"(?:argument --[\w/ -]+: expected|ERROR: |Please run 'az login'|AADSTS\d|\([A-Z]\w+\) "
    r"|'[\w-]+' is misspelled or not recognized).*"
)
_DAEMON = re.compile(
    r"A module runtime error occurred.*|Could not list modules.*|(?:Got )?[Pp]ermission denied(?: while| \(os).*"
    r"|Cannot connect to the Docker daemon.*|Error: (?:Management|A module runtime).*"
)
_NAMED = re.compile(r"(?<![\w.])(?P<kind>[\w.]+) \"(?P<name>[^\"]+)\" not found")
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
        return f"permission denied ({_identifier(error)})"
    return f"the command failed ({_identifier(error)})"


def _identifier(error: str) -> str:
    """The id of an error, which any program may make up."""
    return by_default.sentence(Redactor(), error.strip())


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
    known = ((_UNKNOWN.fullmatch, _unknown), (_AZ.fullmatch, _azure), (_DAEMON.fullmatch, _daemon))
    for matches, meaning in known:
        end = _error_end(lines, index) if matches(line) else index
        message = meaning("\n".join(lines[index:end]), typed) if end > index else ""
        if message:
            return Found(command, {}, end, nothing=message)
    server = _SERVER.fullmatch(line)
    if server is not None:
        return Found(command, {}, index + 1, nothing=_server(line, server["kind"]))
    return None


def _error_end(lines: Sequence[str], index: int) -> int:
    """The index after the lines that explain an error; one of them may be blank."""
    end, last = index + 1, min(index + _LONGEST, len(lines))
    while end < last:
        blank = end + 1 < len(lines) and not lines[end].strip()
        if not _MORE.fullmatch(lines[end + blank].rstrip()):
            break
        end += 1 + blank
    return end


def _unknown(error: str, typed: str) -> str:
    return _not_here("not found", typed)


def _azure(error: str, typed: str) -> str:
    """What an error of az means; empty where nothing says that it is one of az."""
    if error.startswith("argument --module-id"):
        return "the name of the module is missing: PowerShell needs it in single quotes, '$edgeAgent'"
    if "az login" in error or "AADSTS" in error:
        return "not signed in to Azure: run az login"
    if "is misspelled" in error:
        return "az does not know the command: run az extension add --name azure-iot"
    if "DeviceNotFound" in error:
        return "the IoT hub has no such device"
    return "the command failed" if typed.startswith("az ") else ""


def _daemon(error: str, typed: str) -> str:
    if re.search("permission denied", error, re.IGNORECASE):
        return "permission denied: run the command with sudo"
    return "the daemon does not answer"


def _server(line: str, kind: str | None) -> str:
    if "x509" in line:
        return "the certificate of the cluster is not trusted"
    if line.startswith(("The connection", "Unable")):
        return "the cluster cannot be reached"
    if "Unauthorized" in line or kind == "Unauthorized":
        return "not signed in to the cluster"
    named = _NAMED.search(line)
    if kind == "NotFound" and named is not None:
        return f"there is no {named['name']} among the {named['kind']} of the cluster"
    return f"the cluster refused the command ({kind})" if kind else "the command failed"


def empty(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """`No resources found`: an empty list of what the command asks for; without the command it proves nothing."""
    match = _EMPTY.fullmatch(lines[index].strip())
    if match is None:
        return None
    asked = commands.canonical(typed)
    if len(asked) != 1 or asked[0] not in _LISTED or (match["namespace"] or "iotedge") != "iotedge":
        return Found("", {}, index + 1, nothing="nothing was found, and the command that looked for it is unknown")
    return Found(asked[0], {_LISTED[asked[0]]: []}, index + 1)
