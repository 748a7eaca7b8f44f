"""What the Kubernetes edge agent makes of a deployment manifest, offline.

`preview(manifest, settings)` gives the objects, what is dropped and what is refused; `settings_for(device)` what the
device sets; `judge(kind, body)` what the API says of any object. It may import docker, manifest, text and model.
"""

from core.targets.kubernetes.api import judge
from core.targets.kubernetes.model import Drop, KubeObject, ModulePreview, Preview, Reach, Refusal
from core.targets.kubernetes.preview import preview
from core.targets.kubernetes.profile import Settings, settings_for
from core.targets.kubernetes.reasons import By, Stage
from core.targets.objects import Link

__all__ = [
    "By",
    "Drop",
    "KubeObject",
    "Link",
    "ModulePreview",
    "Preview",
    "Reach",
    "Refusal",
    "Settings",
    "Stage",
    "judge",
    "preview",
    "settings_for",
]
