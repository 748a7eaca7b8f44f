"""A confirmation on the device: expected state, actual state and consequences; also a chapter of the report."""

from __future__ import annotations

from typing import Literal

from core.model.base import Frozen, Many

State = Literal["confirmed", "not yet", "wrong", "not seen"]
Kind = Literal["deployment", "module", "image", "service", "ports", "claim", "gpu", "extra"]


class Line(Frozen):
    """One expected line. `module` is the name in the manifest, `name` the name on the device.

    `meaning` and `todo` are empty where the line is confirmed; `command` prints what is missing where it was not seen.
    """

    kind: Kind
    module: str
    name: str
    expected: str
    seen: str = ""
    state: State
    meaning: str = ""
    todo: str = ""
    command: str = ""


class Address(Frozen):
    """Where clients find a port: on the old device and on the new one. `old` is empty for a port it did not publish."""

    module: str
    protocol: str
    old: str
    new: str


class Source(Frozen):
    """A file or paste with outputs, by name, hash and size in bytes."""

    name: str
    sha256: str
    bytes: int


class Confirmation(Frozen):
    """The content of `confirmation.json`. `manifest` and `sha256` name the file that was deployed.

    `earlier` says that the bundle holds another manifest by now: then the confirmation counts for nothing.
    `running` and `modules` count modules; `unread` counts lines of the sources that were not understood.
    `without` names the files of the report that could not be written again, and so lack this chapter.
    """

    format: Literal["edgeshift-confirmation/1"] = "edgeshift-confirmation/1"
    tool_version: str
    manifest: str
    sha256: str
    when: str
    by: str
    earlier: bool = False
    confirmed: bool
    next: str
    running: int
    modules: int
    lines: Many[Line]
    addresses: Many[Address]
    sources: Many[Source]
    unread: int
    without: Many[str] = ()

    @property
    def open(self) -> tuple[Line, ...]:
        """The lines that are not confirmed, in their order."""
        return tuple(line for line in self.lines if line.state != "confirmed")
