"""Writes a planned manifest as bytes: the file's own text with the planned changes spliced in.

Create options keep their form (object, string, chunks), or get the one that `forms` requires.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from core.manifest import create_options as options
from core.manifest import jsonc, literal, style
from core.manifest import pointer as ptr
from core.manifest.edit import Plan
from core.manifest.locate import node_at
from core.manifest.manifest import Encoding, Manifest, Module
from core.manifest.nodes import Node
from core.manifest.splice import Edit, Splicer
from core.model.base import Json

OPTIONS = options.KEY

_INNER = "create options of the original by their text: scanned once, however many modules have equal ones"

_WRITTEN = "create options as they were written last"


@dataclass(frozen=True, slots=True)
class _Written:
    """What writing a plan for create options led to: most answers change one module, the others stay written.

    `spelled` distinguishes 1 from true and one order of members from another; `form` was asked for, `becomes` is in
    force after it.
    """

    plan: Plan
    spelled: str
    form: str | None
    becomes: str | None
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class _Inner:
    """Create options decoded, with their places; `spelling` is what the last plan for them led to."""

    splicer: Splicer
    plan: Plan | None = None
    spelled: str = ""
    spelling: str = ""


def text(manifest: Manifest, plan: Plan | None, forms: dict[str, str]) -> str:
    """The whole text after the plan. `forms` maps module names to `string` or `chunks`.

    A string that outgrew IoT Hub's 4 KB becomes chunks, and is added to `forms`.
    Without plan it is the text that came in.
    """
    return manifest.source.text if plan is None else _spliced(manifest, plan, forms).result()


def edits(manifest: Manifest, plan: Plan, forms: dict[str, str]) -> list[Edit]:
    """The edits that `text` makes, in the order of their positions; everything outside them is unchanged."""
    return sorted(_spliced(manifest, plan, dict(forms)).edits, key=lambda edit: edit[:2])


def _spliced(manifest: Manifest, plan: Plan, forms: dict[str, str]) -> Splicer:
    writer = _Writer(manifest, forms)
    splicer = Splicer(manifest.source.text, manifest.source.blanked, manifest.source.root, writer.member)
    if manifest.root:
        writer.alone(splicer, manifest.modules[0], plan, manifest.root)
    else:
        splicer.value(splicer.root, plan)
        writer.untouched(splicer)
    return splicer


def strict(manifest: Manifest) -> bytes:
    """Writes the manifest as strictly as IoT Hub and every tool accept it, and changes nothing else.

    Strings have at most 512 UTF-16 units, there are no comments, and the encoding is UTF-8. A bare placeholder of a
    template remains, so that its tool can still fill it in.
    """
    source = manifest.source
    writer = _Writer(manifest, {})
    splicer = Splicer(source.text, source.blanked, source.root)
    for module in manifest.modules:
        node = node_at(source.root, module.pointer + "/settings") if not manifest.root else None
        keys = options.keys_of({member.key: None for member in node.members or ()}) if node is not None else ()
        if node is None or not keys or node.child(keys[0]) is None:
            continue
        values = [member.value for member in node.members or () if member.key in keys]
        writer.rewrite(splicer, node, keys, _raw(splicer, values), "chunks")
    return jsonc.strip(splicer.result()).encode()


def _raw(splicer: Splicer, values: list[Node]) -> str:
    """The spelling of create options as one literal: an object's own text made a string, strings joined."""
    first = values[0]
    if splicer.text[first.start] == '"':
        return "".join(splicer.text[value.start + 1 : value.end - 1] for value in values)
    if splicer.text[first.start] != "{":
        return ""
    inner = options.minified(jsonc.strip(splicer.text[first.start : first.end]))
    return literal.encode(inner, ascii_only=splicer.style.ascii_only)[1:-1]


class _Writer:
    """Knows which members of the raw text are create options, and writes those."""

    def __init__(self, manifest: Manifest, forms: dict[str, str]) -> None:
        self.forms = forms
        self.done: set[str] = set()
        self.modules = {module.pointer + "/settings": module for module in manifest.modules}
        self.objects = options.new_options_are_objects(manifest)
        self.known: dict[str, _Inner] = manifest.memo.setdefault(_INNER, {})

    def member(self, splicer: Splicer, node: Node, pointer: str, token: str, plan: Plan) -> bool:
        """The splicer's hook: take over `createOptions` of a module's settings."""
        module = self.modules.get(pointer)
        if module is None or token != OPTIONS:
            self._absent(pointer, token, plan)
            return False
        if module.encoding is Encoding.OBJECT and self.forms.get(module.name) is None:
            return False
        self.done.add(module.name)
        form, spelled, before = self.forms.get(module.name), repr(plan.value), len(splicer.edits)
        known: _Written | None = module.memo.get(_WRITTEN)
        if known is not None and (known.form, known.spelled) == (form, spelled) and known.plan == plan:
            splicer.edits += known.edits
        else:
            self._options(splicer, node, module, plan, spelled)
            known = _Written(plan, spelled, form, self.forms.get(module.name), tuple(splicer.edits[before:]))
            module.memo[_WRITTEN] = known
        if known.becomes is not None:
            self.forms[module.name] = known.becomes
        return True

    def _options(self, splicer: Splicer, node: Node, module: Module, plan: Plan, spelled: str) -> None:
        """The create options of one module, in the form they have or are to get."""
        keys = options.keys_of({member.key: None for member in node.members or ()})
        if module.encoding is Encoding.OBJECT:
            child = node.child(keys[0])
            assert child is not None
            self._stringify(splicer, child, plan)
            return
        members = [member for member in node.members or () if member.key in keys]
        raw = self._spelling(splicer, [member.value for member in members], module, plan, spelled)
        if len(keys) == 1 and options.too_long(raw):
            self.forms[module.name] = "chunks"
            if len(options.cut(raw)) == 1:
                del self.forms[module.name]
        self.rewrite(splicer, node, keys, raw, self.forms.get(module.name))

    def untouched(self, splicer: Splicer) -> None:
        """Create options whose form changes although no value does."""
        for pointer, module in self.modules.items():
            if module.name not in self.forms or module.name in self.done or module.encoding is Encoding.ABSENT:
                continue
            node = node_at(splicer.root, pointer)
            keys = options.keys_of({member.key: None for member in node.members or ()})
            raw = _raw(splicer, [member.value for member in node.members or () if member.key in keys])
            self.rewrite(splicer, node, keys, raw, self.forms[module.name])

    def alone(self, splicer: Splicer, module: Module, plan: Plan, root: str) -> None:
        """A file that is nothing but one module's create options."""
        below: Plan | None = plan
        for token in ptr.split(root):
            below = None if below is None else below.children.get(token)
        if below is None:
            return
        if module.encoding is not Encoding.OBJECT:
            new = self._spelling(splicer, [splicer.root], module, below, repr(below.value))
            splicer.cut(splicer.root.start, splicer.root.end, f'"{new}"')
        elif self.forms.get(module.name) is not None:
            self._stringify(splicer, splicer.root, below)
        else:
            splicer.value(splicer.root, below)

    def _absent(self, pointer: str, token: str, plan: Plan) -> None:
        """Create options that did not exist are added like the others of this file are: string or object."""
        module = self.modules.get(f"{pointer}/{token}") if token == "settings" else None
        if module is None:
            return
        as_object = self.objects and self.forms.get(module.name) is None
        plan.added = [
            (key, value if key != OPTIONS or as_object or isinstance(value, str) else compact(value))
            for key, value in plan.added
        ]

    def _stringify(self, splicer: Splicer, node: Node, plan: Plan) -> None:
        """An object becomes one string: its text after the edits, without white space and comments."""
        before = len(splicer.edits)
        splicer.value(node, plan)
        inner = options.minified(jsonc.strip(splicer.result(node.start, node.end)))
        del splicer.edits[before:]
        ascii_only = splicer.style.ascii_only
        splicer.cut(node.start, node.end, literal.encode(inner, ascii_only=ascii_only))

    def _spelling(self, splicer: Splicer, values: list[Node], module: Module, plan: Plan, spelled: str) -> str:
        """The raw spelling of the new create options text; equal options with equal plans are written once."""
        ascii_only = splicer.style.ascii_only
        raws = [splicer.text[value.start + 1 : value.end - 1] for value in values if splicer.text[value.start] == '"']
        raw = "".join(raws)
        if module.encoding is Encoding.EMPTY or plan.whole or not module.options:
            return literal.encode(compact(plan.value), ascii_only=ascii_only)[1:-1]
        known = self.known.get(raw)
        if known is None:
            joined = "".join(_decoded(part) for part in raws)
            known = self.known[raw] = _Inner(Splicer(joined, jsonc.blank(joined, comments=False)))
        if known.spelled != spelled or known.plan != plan:
            known.splicer.edits.clear()
            known.splicer.value(known.splicer.root, plan)
            edits = sorted(known.splicer.edits, key=lambda edit: edit[:2])
            known.spelling = literal.splice(raw, edits, ascii_only=ascii_only)
            known.plan, known.spelled = plan, spelled
        return known.spelling

    def rewrite(self, splicer: Splicer, node: Node, keys: tuple[str, ...], raw: str, form: str | None) -> None:
        """The members that hold create options, from the new spelling of their text."""
        chunks = options.cut(raw) if len(keys) > 1 or form == "chunks" else [raw]
        fresh: list[tuple[str, Json]] = []
        for index, chunk in enumerate(chunks):
            if index < len(keys):
                value = node.child(keys[index])
                if value is not None and splicer.text[value.start : value.end] != f'"{chunk}"':
                    splicer.cut(value.start, value.end, f'"{chunk}"')
            else:
                fresh.append((options.chunk_key(keys[0], index), _decoded(chunk)))
        gone = set(keys[len(chunks) :])
        if gone or fresh:
            entries = [(member.key, member.start, member.value) for member in node.members or ()]
            splicer.reshape(node, entries, gone, fresh)


def compact(value: Json) -> str:
    """New create options as one line of JSON."""
    return style.Style().dump(value, None)


def _decoded(raw: str) -> str:
    return str(json.loads(f'"{raw}"', strict=False))
