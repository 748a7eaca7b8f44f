"""The configuration that `New-HcsKubernetesUser` prints; it contains a private key, so it is recognized and dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs.found import Found

_BEGINS = re.compile(r"apiVersion:\s*v1|clusters:")
_SIGN = re.compile(r"\s*(?:certificate-authority-data|client-certificate-data|client-key-data|current-context):")
_SECRET = re.compile(r"\s*(?:client-key-data|client-certificate-data|token|password):\s*(?P<secret>\S+)")
_LINE = re.compile(r"\s*(?:- )?[\w-]+:(?:\s.*)?|\s*-.*|\s*[A-Za-z0-9+/=]{20,}")


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the whole configuration and keeps nothing of it."""
    if not _BEGINS.fullmatch(lines[index].rstrip()):
        return None
    end = index
    while end < len(lines) and _LINE.fullmatch(lines[end]):
        end += 1
    if not any(_SIGN.match(line) for line in lines[index:end]):
        return None
    secrets = tuple(match["secret"] for match in map(_SECRET.match, lines[index:end]) if match)
    message = "a Kubernetes configuration with a private key; nothing is taken from it"
    return Found("", {}, end, nothing=message, secrets=secrets)
