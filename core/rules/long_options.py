"""Create options in one string longer than IoT Hub accepts are split into chunks."""

from __future__ import annotations

from core.manifest.create_options import CHUNK_UNITS, MAX_CHUNKS, MAX_STRING_BYTES
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Encoding, Module
from core.model import rule_ids
from core.model.findings import finding_id
from core.rules.base import EVERYWHERE, Answers, Area, Device, Findings, Json, Rule, Verdict

NEARLY = 3000
"""The length from which our own changes may exceed the limit, so that it is reported in advance."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one string over 4 KB (split, unless it is too long for that), or one that may exceed it later."""
    if module.encoding is Encoding.STRING and module.size > NEARLY:
        over, beyond = module.size > MAX_STRING_BYTES, module.size > MAX_CHUNKS * CHUNK_UNITS
        too_many: dict[str, Json] = {"variant": "beyond", "most": MAX_CHUNKS} if beyond else {}
        yield RULE.finding(
            module,
            "createOptions",
            module.options_pointer,
            Verdict.AUTO if over and not beyond else Verdict.NOTE,
            size=module.size,
            limit=MAX_STRING_BYTES,
            **too_many,
        )


def form(module: Module, answers: Answers) -> str:
    """Chunks, if the options are too long for one string."""
    return "chunks" if finding_id(RULE.id, module.name, "createOptions") in answers else ""


RULE = Rule(
    id=rule_ids.OVER_SIZE,
    area=Area.RUNTIME,
    source=("AGT-4",),
    detect=detect,
    targets=EVERYWHERE,
    form=form,
    advice=True,
)
