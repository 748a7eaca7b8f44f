"""Create options as an object with a key that IoT Hub refuses in a twin become a string."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker.accelerators import wants
from core.docker.facts import refused_by_hub
from core.manifest.manifest import Encoding, Manifest, Module, new_options_are_objects
from core.rules.base import Answers, Area, Choice, Device, Finding, Option, Rule, Verdict, finding_id
from core.text.catalogue import N_

_QUESTION = Choice(
    options=(
        Option(
            value="string",
            title=N_("Convert the create options to a string"),
            consequence=N_("IoT Hub and every tool accept it, and the content stays the same."),
        ),
        Option(
            value="object",
            title=N_("Keep them as an object"),
            consequence=N_("Correct only for a template that another tool turns into a manifest."),
        ),
    ),
    default="string",
    default_reason=N_("IoT Hub refuses keys with a dot, so the object cannot be deployed as it is"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields objects with such a key, now or once a GPU is requested; new options of such a file are objects, too."""
    for module in manifest.modules:
        there = module.encoding is Encoding.OBJECT
        if not there and not (module.encoding is Encoding.ABSENT and new_options_are_objects(manifest)):
            continue
        if refused_by_hub(module.options) or wants(module):
            yield RULE.finding(
                module,
                "createOptions",
                module.options_pointer if there else module.pointer,
                Verdict.ASK,
                question=_QUESTION,
            )


def form(module: Module, answers: Answers) -> str:
    """A string, if an object would hold a key that IoT Hub refuses."""
    object_form = module.encoding in (Encoding.OBJECT, Encoding.ABSENT)
    asked = answers.get(finding_id(RULE.id, module.name, "createOptions")) == "string"
    return "string" if object_form and asked else ""


RULE = Rule(id="refused-key", area=Area.RUNTIME, source=("AGT-4",), detect=detect, form=form)
