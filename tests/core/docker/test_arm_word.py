"""One detector for images that are built for ARM: the rule and the check of the VM must never disagree."""

import pytest

from core.checks.vm_image_old import CHECK
from core.docker.images import arm_word
from core.manifest.read import read
from core.model.device import Device
from core.rules.arm_image import RULE
from core.targets.linux_vm import preview
from tests.golden_cases import _text as text_of

ARM = ("arm32v7/redis:6", "acr.azurecr.io/x:1-arm32v7", "x:1-arm64", "x:1-aarch64", "x-armhf:2")
OTHER = ("redis:6", "farm:1", "acr.azurecr.io/alarm:1.0-amd64", "arm.azurecr.io/x:1", "x:1-arm64-amd64")


@pytest.mark.parametrize("image", ARM + OTHER)
def test_the_rule_and_the_check_of_the_vm_agree(image: str) -> None:
    device = Device(platform="linux-vm")
    manifest = read(text_of({"cam": {"image": image}}), "site.json")
    rule = [finding.module for finding in RULE.detect(manifest, device)]
    check = [
        found.module
        for found in CHECK.run(manifest, device, preview(manifest, device))
        if found.facts["variant"] == "arm"
    ]
    assert bool(arm_word(image)) == (image in ARM)
    assert rule == check == (["cam"] if image in ARM else [])
