"""Recognizes files of other kinds, so that the error can say what was opened.

Source: the signatures of the formats themselves; for Kubernetes objects, `apiVersion` and `kind`
(https://kubernetes.io/docs/concepts/overview/working-with-objects/); for resource templates, their `$schema`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from core.model.base import Json
from core.text.catalogue import N_, _

_SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, N_("this is a PNG picture")),
    (b"\xff\xd8\xff", 0, N_("this is a JPEG picture")),
    (b"GIF8", 0, N_("this is a GIF picture")),
    (b"WEBP", 8, N_("this is a WebP picture")),
    (b"II*\x00", 0, N_("this is a TIFF picture")),
    (b"MM\x00*", 0, N_("this is a TIFF picture")),
    (b"%PDF-", 0, N_("this is a PDF document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, N_("this is a document of an older Microsoft Office version")),
    (b"PK\x03\x04", 0, N_("this is a ZIP archive, or an Office document")),
    (b"\x1f\x8b", 0, N_("this is a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", 0, N_("this is a 7-Zip archive")),
    (b"ustar", 257, N_("this is a tar archive")),
    (b"\x7fELF", 0, N_("this is a program")),
    (b"SQLite format 3\x00", 0, N_("this is a SQLite database")),
)
"""Bytes, where they are, and what the file is."""
_SHORT = ((b"BM", 0, N_("this is a BMP picture")), (b"MZ", 0, N_("this is a Windows program")))
"""Signatures of two letters, which count only where the file holds zero bytes as well."""
HEAD = 512
"""Bytes that `of_bytes` looks at."""

_OWN = (
    ("edgeshift-decisions/", N_("this file contains decisions of EdgeShift, not a manifest")),
    ("edgeshift-report/", N_("this is a report of EdgeShift, not a manifest")),
    ("edgeshift-confirmation/", N_("this is a confirmation of EdgeShift, not a manifest")),
)
_API_VERSION = re.compile(r"^apiVersion:\s", re.MULTILINE)
_KIND = re.compile(r"^kind:\s*[\"']?(\w{1,60})", re.MULTILINE)
_COMPOSE = re.compile(r"^services:\s*$", re.MULTILINE)
_BEGINS = re.compile(r"---|%YAML|#|[A-Za-z_$][\w$.-]*\s*:(?:\s|$)")
_FIRST = 20_000
"""Characters in which YAML is recognized."""


def of_bytes(head: bytes) -> str | None:
    """The kind of file that the first bytes indicate; None for text, and if unknown."""
    known = (*_SIGNATURES, *(_SHORT if b"\x00" in head else ()))
    return next((_(text) for mark, at, text in known if head.startswith(mark, at)), None)


def of_yaml(text: str) -> str | None:
    """The kind of object that a YAML text describes; None if unknown."""
    start = text[:_FIRST].lstrip("\ufeff \t\r\n")
    if not _BEGINS.match(start):
        return None
    kind = _KIND.search(start)
    if _API_VERSION.search(start) and kind is not None:
        return _("this looks like Kubernetes YAML ({kind})").format(kind=kind[1])
    return _("this looks like a Docker Compose file") if _COMPOSE.search(start) else None


def of_tree(tree: Json) -> str | None:
    """The kind of document that a JSON value is if it is no manifest; None if unknown."""
    if isinstance(tree, list):
        return _of_list(tree)
    if not isinstance(tree, dict):
        return _("the file does not contain a JSON object")
    form = tree.get("format")
    own = next((_(text) for mark, text in _OWN if isinstance(form, str) and form.startswith(mark)), None)
    if own is not None:
        return own
    kind = tree.get("kind")
    if isinstance(tree.get("apiVersion"), str) and isinstance(kind, str):
        return _("this looks like Kubernetes JSON ({kind})").format(kind=kind[:60])
    schema = tree.get("$schema")
    if isinstance(schema, str) and "deploymentTemplate.json" in schema:
        return _("this is an Azure resource template, not a manifest")
    if "$schema" in tree and "properties" in tree:
        return _("this is a JSON schema, not a manifest")
    if _has(tree, ("auths",)) or _has(tree, ("name", "dependencies")):
        return _("this is a settings file of another program, not a manifest")
    return _("this looks like a Docker Compose file") if isinstance(tree.get("services"), dict) else None


def _of_list(items: list[Json]) -> str:
    first = items[0] if items else None
    if isinstance(first, dict) and "moduleId" in first:
        return _("this is a list of module identities, the output of az iot edge set-modules")
    return _("the file does not contain a JSON object")


def _has(tree: dict[str, Json], keys: Collection[str]) -> bool:
    return all(key in tree for key in keys)
