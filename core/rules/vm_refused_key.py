"""Create options written as an object, with a key that IoT Hub refuses in a twin, become a string for a VM, too."""

from __future__ import annotations

from core.docker import experimental, object_form
from core.docker.facts import refused_by_hub
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Encoding, Module
from core.rules.base import LINUX_VM, Answers, Area, Device, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each object that holds such a key; a GPU for Docker needs none."""
    if module.encoding is Encoding.OBJECT and (refused_by_hub(module.options) or _comes(module)):
        yield RULE.finding(
            module, object_form.SUBJECT, module.options_pointer, Verdict.ASK, question=object_form.QUESTION
        )


def _comes(module: Module) -> bool:
    """Whether the migration writes such a key: kernel settings, or a folder in memory, of a section for Kubernetes."""
    settings = experimental.read(module, "securityContext", "sysctls")
    volumes = experimental.get(module, "volumes")
    return settings is not None or (isinstance(volumes, list) and "." in str(volumes))


def form(module: Module, answers: Answers) -> str:
    """A string, where the answer is one."""
    return object_form.form(RULE.id, module, answers)


RULE = Rule(id="vm-refused-key", area=Area.RUNTIME, source=("AGT-4",), detect=detect, targets=LINUX_VM, form=form)
