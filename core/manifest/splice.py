"""Writes a plan into a JSON text: everything that the plan does not change keeps its bytes, comments included."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property

from core.manifest import jsonc, literal, style
from core.manifest import pointer as ptr
from core.manifest.edit import Plan
from core.manifest.nodes import Node, scan
from core.model.base import Json

Edit = tuple[int, int, str]
"""Replace the text [start, end) by the string."""

Hook = Callable[["Splicer", Node, str, str, Plan], bool]
"""Writes one member of an object its own way (node of the object, its pointer, token, plan); False to decline."""


class Splicer:
    """One text and the edits to it. `hook` may handle a member itself, because create options are text within text."""

    def __init__(
        self, text: str, blanked: str | None = None, root: Node | None = None, hook: Hook | None = None
    ) -> None:
        self.text = text
        self.blanked = jsonc.blank(text) if blanked is None else blanked
        self.root = scan(self.blanked) if root is None else root
        self.hook = hook
        self.edits: list[Edit] = []

    @cached_property
    def style(self) -> style.Style:
        """The style in which the text is written, for new values."""
        return style.detect(self.text, self.root)

    @cached_property
    def bare(self) -> str:
        """The text with comments blanked and every comma still there."""
        return self.text if self.blanked is self.text else jsonc.bare(self.text)

    def cut(self, start: int, end: int, text: str = "") -> None:
        """Records an edit: the text [start, end) is replaced by `text`."""
        if start != end or text:
            self.edits.append((start, end, text))

    def result(self, start: int = 0, end: int | None = None) -> str:
        """The text [start, end) after its edits."""
        end = len(self.text) if end is None else end
        inside = sorted((e for e in self.edits if start <= e[0] and e[1] <= end), key=lambda e: e[:2])
        parts: list[str] = []
        at = start
        for left, right, new in inside:
            parts += (self.text[at:left], new)
            at = right
        return "".join((*parts, self.text[at:end]))

    def value(self, node: Node, plan: Plan, pointer: str = "") -> None:
        """Write the plan for the value at this node."""
        if plan.edits:
            self._string(node, plan)
        elif plan.whole or (node.members is None and node.items is None):
            indent = style.line_indent(self.text, node.start) if self.style.unit is not None else None
            self.cut(node.start, node.end, self.style.dump(plan.value, indent))
        else:
            self._container(node, plan, pointer)

    def _string(self, node: Node, plan: Plan) -> None:
        raw, first = self.text[node.start + 1 : node.end - 1], node.start + 1
        places = iter(literal.offsets(raw, (place for change in plan.edits for place in (change.start, change.end))))
        for start, end, change in zip(places, places, plan.edits, strict=True):
            new = literal.encode(change.value, ascii_only=self.style.ascii_only)[1:-1]
            self.cut(first + start, first + end, new)

    def _container(self, node: Node, plan: Plan, pointer: str) -> None:
        entries = _entries(node)
        for token, _, value in entries:
            below = plan.children.get(token)
            if below is not None and not (self.hook and self.hook(self, node, pointer, token, below)):
                self.value(value, below, ptr.join(pointer, token))
        for member in node.members or ():
            if member.key in plan.renamed:
                key = json.dumps(plan.renamed[member.key], ensure_ascii=self.style.ascii_only)
                self.cut(member.start, member.end, key)
        if plan.removed or plan.added:
            self.reshape(node, entries, plan.removed, plan.added)

    def reshape(
        self, node: Node, entries: list[tuple[str, int, Node]], removed: set[str], added: list[tuple[str, Json]]
    ) -> None:
        """Removes and adds members: comments remain, and each removal takes one comma and the white space before it."""
        kept = [entry for entry in entries if entry[0] not in removed]
        close = node.end - 1
        if not kept and not added and not self._commented(node.start + 1, close):
            self.cut(node.start + 1, close)
            return
        commas = [self._comma_after(entry[2].end, close) for entry in entries]
        trailing = bool(entries) and commas[-1] is not None and bool(kept or added)
        for index, entry in enumerate(entries):
            comma = commas[index]
            last = not added and bool(kept) and entry is kept[-1]
            if entry[0] in removed:
                self._drop(entry, comma)
            elif comma is None and not last:
                self.cut(entry[2].end, entry[2].end, ",")
            elif comma is not None and last and not trailing:
                self.cut(comma, comma + 1)
        if added:
            self._append(node, entries, bool(kept), added, trailing)

    def _commented(self, start: int, end: int) -> bool:
        return self.bare[start:end] != self.text[start:end]

    def _comma_after(self, offset: int, close: int) -> int | None:
        at = offset
        while at < close and self.bare[at] in " \t\r\n":
            at += 1
        return at if at < close and self.bare[at] == "," else None

    def _drop(self, entry: tuple[str, int, Node], comma: int | None) -> None:
        """Cut a member with the white space before it and its comma, which may be behind a comment."""
        start, end = entry[1], entry[2].end
        while self.text[start - 1] in " \t\r\n":
            start -= 1
        if self.bare[start - 1] != self.text[start - 1]:
            start = entry[1] if "\n" not in self.text[start : entry[1]] else self.text.rindex("\n", start, entry[1]) + 1
            while self.text[start] in " \t":
                start += 1
        after = end if comma is None else comma + 1
        if start == entry[1] and comma is not None:
            while self.text[after] in " \t":
                after += 1
        if comma is None or self.text[end:comma].strip() == "":
            self.cut(start, after)
        else:
            self.cut(start, end)
            self.cut(comma, after)

    def _append(
        self,
        node: Node,
        entries: list[tuple[str, int, Node]],
        kept: bool,
        added: list[tuple[str, Json]],
        trailing: bool,
    ) -> None:
        close = node.end - 1
        at = close
        while self.text[at - 1] in " \t\r\n":
            at -= 1
        indent = self._indent_of(node, entries)
        if indent is None:
            before = self.style.comma[1:] if kept else ""
            text = before + self.style.comma.join(self._new(node, item, None) for item in added)
            self.cut(at, at, text + ("," if trailing else ""))
            return
        lead = self.style.newline + indent
        text = lead + ("," + lead).join(self._new(node, item, indent) for item in added) + ("," if trailing else "")
        if entries or self._commented(node.start + 1, close):
            tail = "" if "\n" in self.text[at:close] or "\r" in self.text[at:close] else None
            base = style.line_indent(self.text, node.start)
            self.cut(at, at, text if tail == "" else text + self.style.newline + base)
        else:
            self.cut(node.start + 1, close, text + self.style.newline + style.line_indent(self.text, node.start))

    def _new(self, node: Node, item: tuple[str, Json], indent: str | None) -> str:
        if node.members is None:
            return self.style.dump(item[1], indent)
        return self.style.member(item[0], item[1], indent)

    def _indent_of(self, node: Node, entries: list[tuple[str, int, Node]]) -> str | None:
        """The indent of a new member, None where the container is written in one line."""
        if self.style.unit is None:
            return None
        if not entries:
            return style.line_indent(self.text, node.start) + self.style.unit
        lead = self.text[node.start + 1 : entries[0][1]]
        if "\n" not in lead and "\r" not in lead:
            return None
        return style.line_indent(self.text, entries[0][1])


def _entries(node: Node) -> list[tuple[str, int, Node]]:
    """Token, start (of the key, or of the element) and value of each member."""
    if node.members is not None:
        return [(member.key, member.start, member.value) for member in node.members]
    return [(str(index), item.start, item) for index, item in enumerate(node.items or ())]
