"""What Docker runs of a deployment manifest on a Linux VM of the device, offline.

`preview(manifest, device)` gives one container a module. It may import docker, redaction, manifest, text and model.
"""

from core.targets.linux_vm.model import Container, VmPreview
from core.targets.linux_vm.preview import preview

__all__ = ["Container", "VmPreview", "preview"]
