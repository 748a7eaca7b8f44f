"""What Docker runs of a manifest on a Linux VM of the device (`preview`): one container for each module.

It may import docker, redaction, manifest, text and model.
"""

from core.targets.linux_vm.model import Container, VmPreview
from core.targets.linux_vm.preview import preview

__all__ = ["Container", "VmPreview", "preview"]
