"""Maps pointers to offsets in the text, also within create options that are strings."""

from __future__ import annotations

import json

from core.manifest import literal
from core.manifest import pointer as ptr
from core.manifest.create_options import keys_of
from core.manifest.manifest import Manifest
from core.manifest.nodes import Node
from core.manifest.source import Source


def node_at(root: Node, pointer: str) -> Node:
    """The node at a pointer of the raw text, or its nearest container that exists."""
    node = root
    for token in ptr.split(pointer):
        child = node.child(token)
        if child is None:
            return node
        node = child
    return node


def place_of(manifest: Manifest, pointer: str) -> Node:
    """The node of a place in the logical tree, or of its nearest container: create options may be one string."""
    if not pointer.startswith(manifest.root):
        return manifest.source.root
    return node_at(manifest.source.root, pointer[len(manifest.root) :])


def option_offset(source: Source, settings: str, key: str, at: int) -> int:
    """The file offset of a character of a module's joined create options; of the key's value when `at` is -1."""
    node = node_at(source.root, settings)
    if at < 0:
        return node_at(node, "/" + ptr.escape(key)).start
    names = keys_of({member.key: None for member in node.members or ()})
    values = [node] if node.members is None else [node.child(name) for name in names]
    for value in values:
        if value is None or source.text[value.start] != '"':
            break
        raw = source.text[value.start + 1 : value.end - 1]
        size = len(json.loads(f'"{raw}"', strict=False))
        if at < size:
            return value.start + 1 + literal.offsets(raw, (at,))[0]
        at -= size
    return node_at(node, "/" + ptr.escape(key)).end - 1
