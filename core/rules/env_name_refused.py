"""Other names of environment variables that Kubernetes refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.manifest.manifest import Manifest
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule

_ACCEPTED = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Names with other characters than letters, digits, `-`, `.` and `_`, or with a digit first."""
    for module in manifest.modules:
        for env in module.env():
            name = env.name.replace(":", "__")
            if name and not _ACCEPTED.fullmatch(name) and env.value is not None and "$" not in name:
                yield Finding(
                    rule=RULE.id,
                    module=module.name,
                    subject=env.name,
                    pointer=env.pointer,
                    verdict=Verdict.BLOCK,
                    facts={"module": module.name, "name": env.name},
                )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Nobody but the author of the module knows another name."""
    return ()


RULE = Rule(id="env-name-refused", area=Area.RUNTIME, source=("AGT-6",), detect=detect, apply=apply)
