"""The commands whose outputs are understood, by the name they have in the document, however they were typed."""

from __future__ import annotations

import re
from functools import lru_cache

from core.model.word_lists import word_lists

_KUBECTL_KINDS = {
    "po": "pods",
    "pod": "pods",
    "pods": "pods",
    "svc": "svc",
    "service": "svc",
    "services": "svc",
    "pvc": "pvc",
    "persistentvolumeclaim": "pvc",
    "persistentvolumeclaims": "pvc",
    "ev": "events",
    "event": "events",
    "events": "events",
    "pv": "pv",
    "persistentvolume": "pv",
    "persistentvolumes": "pv",
    "no": "nodes",
    "node": "nodes",
    "nodes": "nodes",
    "all": "all",
}
_DESCRIBED = {"pods": "pod", "nodes": "node", "svc": "svc", "pvc": "pvc"}
_CMDLETS = word_lists("device_outputs")["cmdlets"]
_CMDLET = re.compile(rf"(?:{'|'.join(_CMDLETS)})(?![\w:-])", re.IGNORECASE)
_PROGRAM = re.compile(
    r"az\s|iotedge\s|dkrdbe\s|docker\s|nvidia-smi\b|k(?:ubectl(?:\.exe)?|3s)?\s|microk8s\s|minikube\s"
)
DEVICE_ONLY = re.compile(r"(?:[GS]et-AzureDataBoxEdge|Get-Hcs)", re.IGNORECASE)
_OTHERS = (
    (re.compile(r"az\s+databoxedge\s+(?:device\s+)?share\s+(?:list|show)\b"), "az databoxedge device share list"),
    (re.compile(r"az\s+iot\s+edge\s+(?:export-modules|deployment)\b"), "az iot edge export-modules"),
    (re.compile(r"az\s+iot\s+edge\s+set-modules\b"), "az iot edge set-modules"),
    (re.compile(r"az\s+iot\s+hub\s+module-twin\s+show\b"), "az iot hub module-twin show"),
    (re.compile(r"iotedge\s+list\b"), "iotedge list"),
    (re.compile(r"iotedge\s+logs\b"), "iotedge logs"),
    (re.compile(r"dkrdbe\s+ps\b"), "dkrdbe ps"),
    (re.compile(r"docker\s+(?:ps\b|container\s+(?:ls|list|ps)\b)"), "docker ps"),
    (re.compile(r"docker\s+(?:container\s+)?inspect\b"), "docker inspect"),
    (re.compile(r"iotedge\s+check\b"), "iotedge check"),
    (re.compile(r"iotedge\s+system\s+status\b"), "iotedge system status"),
    (re.compile(r"iotedge\s+system\s+logs\b"), "iotedge system logs"),
    (re.compile(r"docker\s+(?:container\s+)?stats\b"), "docker stats"),
    (re.compile(r"(?:k3s\s+|microk8s\s+)?kubectl(?:\.exe)?\s+top\b"), "kubectl top"),
    (re.compile(r"iotedge\s+version\b|iotedge\s+--version\b"), "iotedge version"),
    (re.compile(r"nvidia-smi\b"), "Get-HcsGpuNvidiaSmi"),
)
_LOGS = re.compile(r"(?:sudo\s+)?(?:(?:iotedge|dkrdbe|docker)\s+logs|kubectl\s+(?:\S+\s+)*?logs?)\b(?P<rest>.*)")
_TAKES_VALUE = re.compile(
    r"-[nolscL]|--(?:namespace|output|selector|field-selector|context|kubeconfig|server|sort-by|tail|since|container"
    r"|label-columns|as|request-timeout|until|filter|template)"
)
"""Options of kubectl, docker and iotedge whose value is the next word."""
_THROUGH = re.compile(r"\|\s*+(?!(?:more|less|cat|tee|clip|fl|ft|format|out|convertto)\b)", re.IGNORECASE)
"""A pipe into a program that may leave lines out."""
_SELECTS = ("-l", "--selector", "--field-selector", "--filter")
_KUBECTL = re.compile(r"(?:(?:k3s|microk8s|minikube)\s+)?kubectl(?:\.exe)?\s|k\s+(?=-|get\s|describe\s)")


@lru_cache(maxsize=256)
def canonical(typed: str) -> tuple[str, ...]:
    """The names of the commands of a line as typed, empty for one whose output is not read.

    `kubectl get pods,svc` is two. Cmdlets are found in any case, as PowerShell does.
    """
    text = re.sub(r"^(?:sudo|&)\s+", "", typed.strip())
    cmdlet = _CMDLET.match(text)
    if cmdlet is not None:
        return (next(name for name in _CMDLETS if name.lower() == cmdlet.group().lower()),)
    if not _PROGRAM.match(text):
        return ()
    for pattern, name in _OTHERS:
        if pattern.match(text):
            return (name,)
    return _kubectl(text)


def _kubectl(text: str) -> tuple[str, ...]:
    found = _KUBECTL.match(text)
    if found is None:
        return ()
    words = _words(text[found.end() :])
    if len(words) < 2 or words[0] not in ("get", "describe"):
        return ()
    kinds = [_KUBECTL_KINDS.get(part.partition("/")[0].lower(), "") for part in words[1].split(",")]
    if words[0] == "describe":
        return tuple(f"kubectl describe {_DESCRIBED[kind]}" for kind in kinds if kind in _DESCRIBED)
    named = [("pods", "svc") if kind == "all" else (kind,) for kind in kinds if kind]
    return tuple(f"kubectl get {kind}" for group in named for kind in group)


def _words(text: str) -> list[str]:
    """The words of a command up to a pipe or redirection, without options and their values."""
    found: list[str] = []
    skip = False
    for word in re.split(r"[|>;]", text)[0].split():
        if not skip and not word.startswith("-"):
            found.append(word)
        skip = not skip and bool(_TAKES_VALUE.fullmatch(word))
    return found


@lru_cache(maxsize=256)
def filtered(typed: str) -> bool:
    """Whether a command asks for some objects only: by name, by a selector, or through a pipe."""
    text = re.sub(r"^(?:sudo|&)\s+", "", typed.strip())
    if _THROUGH.search(text) or any(word.partition("=")[0] in _SELECTS for word in text.split()):
        return True
    found = _KUBECTL.match(text)
    words = _words(text[found.end() :]) if found is not None else []
    return len(words) > 2 or "/" in "".join(words[1:2])


def namespace(typed: str) -> str | None:
    """The namespace of a kubectl command, None where none is given."""
    found = re.search(r"(?:^|\s)(?:-n|--namespace)[ =]?(?P<name>[a-z0-9][a-z0-9-]*)", typed)
    return found["name"] if found else None


def logged(typed: str) -> str | None:
    """The module or pod whose log a command prints, None for any other command."""
    found = _LOGS.match(typed.strip())
    return None if found is None else next(iter(_words(found["rest"])), "").rpartition("/")[2]
