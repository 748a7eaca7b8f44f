"""What the Kubernetes edge agent makes of a manifest (`preview`), and what the API refuses of an object (`judge`).

It may import docker, redaction, manifest, text and model.
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
