"""The pages of golden cases: one Markdown file for each rule or check, read into cases and written back.

People write the heading of a case, an introduction, the settings and `before`; `make goldens` writes the rest.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.golden_json import pretty

GOLDEN = Path(__file__).parent / "golden"
MANIFESTS = GOLDEN / "manifests"
KINDS = ("rules", "checks", "cases")
SETTINGS = ("device", "agent", "target", "with", "answers", "once", "repair", "source")
LARGE = 4096
"""The size of JSON in bytes above which a manifest is kept in a file of its own."""

_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```json (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(rf"^({'|'.join(SETTINGS)}): (.+)$", re.MULTILINE)
_FILE = re.compile(r"^before: \[.*\]\(\.\./manifests/(.+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One case of a page: `text` is all of it, `lead` what a person wrote above `before`.

    `before` is a block, or a whole manifest in `file`, byte for byte.
    """

    title: str
    text: str
    lead: str
    blocks: dict[str, str] = field(hash=False)
    file: Path | None

    @property
    def slug(self) -> str:
        """The anchor of the heading, as Git hosts create it."""
        return slug(self.title)

    @property
    def finds(self) -> bool:
        """Whether the page says that something is found."""
        return not self.text.endswith("\nNo findings.\n")

    def setting(self, name: str) -> Any:
        """A setting: a line as text, a block as JSON; None if it is missing."""
        if name in self.blocks:
            return json.loads(self.blocks[name])
        return next((match[2] for match in _SETTING.finditer(self.lead) if match[1] == name), None)

    def block(self, name: str) -> Any:
        """The JSON of a block; None if it is missing."""
        return json.loads(self.blocks[name]) if name in self.blocks else None

    def written(self, after: Any, findings: str) -> str:
        """The section with this result; `after` is None if nothing changes."""
        parts = [f"## {self.title}", self.lead, _shown("before", self.block("before"), self.file)]
        parts += [_shown("after", after, self.after_file)] if after is not None else []
        return "\n\n".join(part for part in (*parts, findings or "No findings.") if part) + "\n"

    @property
    def after_file(self) -> Path | None:
        """The file beside it with the output of a manifest that is kept as a file."""
        return self.file and self.file.with_name(f"{self.file.stem}.after{self.file.suffix}")


def _shown(name: str, value: Any, file: Path | None) -> str:
    if file is not None:
        return f"{name}: [{file.name}](../manifests/{file.name})"
    return f"```json {name}\n{pretty(value)}\n```"


def file(kind: str, name: str) -> Path:
    """The page of a rule or, of kind `checks`, of a check."""
    return GOLDEN / kind / f"{name}.md"


def slug(title: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def sections(text: str) -> list[Section]:
    """The cases of a page, in its order."""
    marks = list(_CASE.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [_section(mark[1], text[mark.start() : end]) for mark, end in zip(marks, ends, strict=True)]


def _section(title: str, text: str) -> Section:
    blocks = {match[1]: match[2] for match in _BLOCK.finditer(text)}
    linked = _FILE.search(text)
    start = linked.start() if linked is not None else text.find("```json before\n")
    if start < 0:
        raise ValueError(f"the case {title!r} has no block ```json before")
    lead = text[text.index("\n") : start].strip("\n")
    return Section(title, text.rstrip("\n") + "\n", lead, blocks, MANIFESTS / linked[1] if linked is not None else None)


def page(name: str, cases: list[str]) -> str:
    """A whole page: its title, the list of contents, the cases."""
    titles = [match[1] for case in cases for match in _CASE.finditer(case)]
    contents = [f"- [{title}](#{slug(title)})" for title in titles]
    return "\n".join([f"# {name}", "", *contents, "", "\n".join(cases)])
