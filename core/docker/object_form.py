"""Create options that are an object or at a wrong place: whether they become a string, and what they hold."""

from __future__ import annotations

import json

from core.manifest.manifest import Encoding, Module
from core.model.base import Answers, Json
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.text.catalogue import N_

SUBJECT = "createOptions"
QUESTION = choice(
    option(
        "string",
        N_("Convert the create options to a string"),
        N_("IoT Hub and every tool accept it, and the content stays the same."),
    ),
    option(
        "object",
        N_("Keep them as an object"),
        N_("Correct only for a template that another tool turns into a manifest."),
    ),
    default="string",
    reason=N_("IoT Hub refuses keys with a dot, so the object cannot be deployed as it is"),
)


def form(rule: str, module: Module, answers: Answers) -> str:
    """The form that the answer to a rule gives the create options of a module; empty for none."""
    object_form = module.encoding in (Encoding.OBJECT, Encoding.ABSENT)
    asked = answers.get(finding_id(rule, module.name, SUBJECT)) == "string"
    return "string" if object_form and asked else ""


def decoded(value: Json) -> dict[str, Json]:
    """Create options at a wrong place, as an object or as text; empty for anything else."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}
