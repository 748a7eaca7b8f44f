"""The error for a manifest that cannot be opened: what is wrong, where, and how to fix it."""

from __future__ import annotations

from core.text.catalogue import _


class ManifestError(Exception):
    """A file cannot be opened as a manifest; the message says how to fix it.

    `line` and `column` count from 1, 0 if unknown. `pointer` is a JSON Pointer into the file. `found`, `expected` and
    `remedy` are whole sentences or short phrases without a final period.
    """

    def __init__(
        self,
        found: str,
        *,
        expected: str = "",
        remedy: str = "",
        file: str = "",
        line: int = 0,
        column: int = 0,
        pointer: str = "",
    ) -> None:
        self.file, self.line, self.column, self.pointer = file, line, column, pointer
        self.found, self.expected, self.remedy = found, expected, remedy
        super().__init__(self.message())

    def message(self) -> str:
        """The whole message, one fact on each line."""
        file = self.file or _("manifest")
        where = _("{file}, line {line}, column {column}") if self.line else "{file}"
        lines = [f"{where.format(file=file, line=self.line, column=self.column)}: {self.found}"]
        labels = ((_("at"), self.pointer), (_("expected"), self.expected), (_("what to do"), self.remedy))
        return "\n".join((*lines, *(f"  {label}: {text}" for label, text in labels if text)))
