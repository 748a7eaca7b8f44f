"""What Kubernetes replaces in variables, command and arguments, and Docker does not.

Source: Kubernetes, third_party/forked/golang/expansion: `$$` becomes `$`, `$(NAME)` the value of a variable of the
container; a name that is none of them stays as it is. Of variables only earlier ones count, which is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from core.manifest.manifest import Module
from core.model.remembered import remembered

_DOLLARS = re.compile(r"\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)")
OF_EVERY_AGENT = frozenset(
    (
        "IOTEDGE_IOTHUBHOSTNAME",
        "IOTEDGE_AUTHSCHEME",
        "IOTEDGE_WORKLOADURI",
        "IOTEDGE_MODULEGENERATIONID",
        "IOTEDGE_DEVICEID",
        "IOTEDGE_MODULEID",
        "IOTEDGE_APIVERSION",
        "IOTEDGE_GATEWAYHOSTNAME",
    )
)
"""Variables that the edge agent sets in every module."""
OF_AGENT = OF_EVERY_AGENT | {"RuntimeLogLevel", "EdgeDeviceHostName"}
"""The same with those that some generations set, or only in system modules."""


@remembered
def names(module: Module) -> frozenset[str]:
    """The variables of the container of a module: its own and those of the agent."""
    return OF_AGENT | {env.name for env in module.env()}


def replaced(text: str, known: Collection[str], start: int = 0) -> Iterator[re.Match[str]]:
    """What is replaced in a text from a place on."""
    if "$" in text:
        for match in _DOLLARS.finditer(text, start):
            if match[1] is None or match[1] in known:
                yield match


def is_changed(text: str, known: Collection[str], start: int = 0) -> bool:
    """Whether anything is replaced."""
    return next(replaced(text, known, start), None) is not None
