"""Credentials of a device of IoT Hub in a module: they belong to the old device, or would be used twice."""

from __future__ import annotations

import re

from core.docker import placeholders
from core.docker.host_references import Text, texts_where
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict

_CONNECTION = re.compile(r"(?i)(?:\A|[;\s\"'=])DeviceId\s*=\s*(?P<device>[^;\"'\s]{1,128})")
_TOKEN = re.compile(r"(?i)SharedAccessSignature sr=[^&\s]{1,200}?(?:/|%2F)devices(?:/|%2F)(?P<device>[^&%/\s]{1,128})")
"""A connection string and a token of one device (azure-docs, iot-hub-dev-guide-sas)."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each variable, argument or twin text with the credential of a device.

    A device that a template names later is left to the rule about placeholders.
    """
    for text in texts_where(manifest, _device):
        found = _device(text)
        if not placeholders.is_left(found):
            yield RULE.finding(
                text.owner,
                text.label or "text",
                text.pointer,
                Verdict.MANUAL,
                module=text.owner,
                name=text.label or "text",
                device=found,
            )


def _device(found: Text) -> str:
    """The identity that a credential names, without the secret."""
    text = found.text[found.offset :]
    lower = text.lower()
    if "deviceid" in lower and "hostname" in lower:
        match = _CONNECTION.search(text)
    else:
        match = _TOKEN.search(text) if "sharedaccesssignature" in lower else None
    return "" if match is None else match["device"]


RULE = Rule(id="old-identity", area=Area.RUNTIME, source=("DEV-10-identity",), detect=detect, targets=EVERYWHERE)
