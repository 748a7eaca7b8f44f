"""Create options as an object with a key that IoT Hub refuses in a twin become a string."""

from __future__ import annotations

from core.docker import object_form
from core.docker.accelerators import wants
from core.docker.facts import refused_by_hub
from core.manifest.create_options import new_options_are_objects
from core.manifest.manifest import Encoding, Manifest, Module
from core.rules.base import Answers, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields objects with such a key, now or once a GPU is requested; new options of such a file are objects, too."""
    for module in manifest.modules:
        there = module.encoding is Encoding.OBJECT
        if not there and not (module.encoding is Encoding.ABSENT and new_options_are_objects(manifest)):
            continue
        if refused_by_hub(module.options) or wants(module):
            yield RULE.finding(
                module,
                object_form.SUBJECT,
                module.options_pointer if there else module.pointer,
                Verdict.ASK,
                question=object_form.QUESTION,
            )


def form(module: Module, answers: Answers) -> str:
    """A string, where an object would hold a key that the hub refuses."""
    return object_form.form(RULE.id, module, answers)


RULE = Rule(id="refused-key", area=Area.RUNTIME, source=("AGT-4",), detect=detect, form=form)
