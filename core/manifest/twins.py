"""Migrates several module twins at once: joined into one JSON array, and split again for the export."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.manifest.errors import ManifestError
from core.manifest.file_names import free_stem
from core.manifest.manifest import Manifest
from core.manifest.source import Source
from core.text.catalogue import _

NAME = "twins.json"
"""What a joined file is called."""


def join(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The twins of several files (name, bytes) as one JSON array in UTF-8, each text as it came.

    Raises ManifestError for a file that is not JSON or no module twin, with that file's own line.
    """
    texts = []
    for name, data in files:
        source = Source(data, name)
        if not isinstance(source.value, dict) or "properties" not in source.value:
            raise ManifestError(
                _("this is not a module twin"),
                file=name,
                expected=_('an object with "moduleId" and "properties", the output of az iot hub module-twin show'),
                remedy=_("open several files together only if each is a module twin; open other files one at a time"),
            )
        texts.append(source.text.strip())
    return ("[\n" + ",\n".join(texts) + "\n]\n").encode()


def split(manifest: Manifest) -> dict[str, bytes]:
    """Each twin of a joined manifest by file name, `<module id>.json`; empty for any other shape.

    Twins of one id (of several devices), or of ids that give one file name, are numbered from the second on.
    """
    if manifest.shape != "twins":
        return {}
    source = manifest.source
    by_stem: dict[str, bytes] = {}
    for index, (twin, node) in enumerate(zip(manifest.tree, source.root.items or (), strict=True)):
        name = re.sub(r"[^\w.$-]+", "-", str(twin.get("moduleId", f"twin-{index}")))
        by_stem[free_stem(name, by_stem)] = (source.text[node.start : node.end] + "\n").encode()
    return {f"{stem}.json": data for stem, data in by_stem.items()}
