"""Registry credentials without an address, a user name or a password: edgeAgent refuses the whole deployment."""

from __future__ import annotations

from core.docker import entries, placeholders
from core.docker.images import registry
from core.manifest.manifest import Manifest, text_of
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "remove",
        N_("Remove the credential"),
        N_("Images from this registry are pulled without a user name and a password."),
    )
)
_UNUSED = choice(*_QUESTION.options, default="remove", reason=N_("no image in the file comes from this registry"))


def detect(manifest: Manifest, device: Device) -> Findings:
    """One finding for each; whether an image needs it is known only where its address is."""
    if manifest.agent is None or not isinstance(manifest.agent.value, dict):
        return
    faults = [fault for fault in entries.deployment_faults(manifest) if fault.code == "credential"]
    images = [module.image for module in manifest.modules if module.image] if faults else []
    hosts = {registry(image) for image in images}
    hidden = any(map(placeholders.holds, images))
    for fault in faults:
        address = text_of(fault.value, "address")
        unused = address != "" and address.lower() not in hosts and not hidden
        yield RULE.finding(
            "",
            str(fault.facts["name"]),
            fault.pointer,
            Verdict.ASK,
            question=_UNUSED if unused else _QUESTION,
            name=fault.facts["name"],
            lacking=fault.facts["lacking"],
            variant="unused" if unused else "",
        )


RULE = Rule(
    id="incomplete-credential",
    area=Area.RUNTIME,
    source=("AGT-3", "V-O7"),
    detect=detect,
    apply=removing(),
    targets=EVERYWHERE,
    gives_up=("remove",),
    nothing_lost=("unused",),
)
