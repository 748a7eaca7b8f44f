"""The text of a file with positions: values are parsed at once, lines and columns computed on demand."""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from functools import cached_property

from core.manifest import diagnose, foreign, jsonc
from core.manifest.errors import ManifestError
from core.manifest.file import MAX_BYTES, other_kind, refused
from core.manifest.nodes import Node, scan
from core.model.base import Json
from core.text.catalogue import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source:
    """The bytes of a file, its text, and the JSON value in it.

    Reading gives `value`; places (`root`, `position`) are found when someone asks. `as_came` are the bytes of the file
    where `data` was made from them (create options from the output of `docker inspect`).
    Raises ManifestError when the bytes are no JSON text within the limits (5 MB, nesting 200).
    """

    def __init__(self, data: bytes, name: str, as_came: bytes | None = None) -> None:
        self.name = name
        self.data = data
        self.as_came = data if as_came is None else as_came
        if len(data) > MAX_BYTES:
            raise refused(data[: foreign.HEAD], len(data), name)
        self.bom, self.encoding, self.text = _decode(data, name)
        self.value, self.blanked = self._parse()

    def encode(self, text: str) -> bytes:
        """Text back to bytes, with the byte order mark and encoding the file came in."""
        return self.bom + text.encode(self.encoding)

    @cached_property
    def sha256(self) -> str:
        """Hash of the file as it is on disk."""
        return hashlib.sha256(self.as_came).hexdigest()

    @cached_property
    def root(self) -> Node:
        """Where every value is."""
        return scan(self.blanked)

    @property
    def start(self) -> int:
        """Where the whole value begins, behind comments and white space."""
        return len(self.blanked) - len(self.blanked.lstrip())

    @cached_property
    def newline(self) -> str:
        """The newline of the file: that of its first line."""
        match = re.search(r"\r\n|\n|\r", self.text)
        return match.group() if match else "\n"

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._line_starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        return position(self.text, offset)

    def error(
        self, offset: int, found: str, *, expected: str = "", remedy: str = "", pointer: str = ""
    ) -> ManifestError:
        """A ManifestError at an offset of this text."""
        line, column = self.position(offset)
        return ManifestError(
            found, expected=expected, remedy=remedy, file=self.name, line=line, column=column, pointer=pointer
        )

    def _parse(self) -> tuple[Json, str]:
        try:
            value, blanked = jsonc.loads(self.text)
        except jsonc.DuplicateKey:
            raise self._duplicate() from None
        except RecursionError:
            raise self._too_deep() from None
        except ValueError as error:
            fault = diagnose.not_json(self.text, error)
            raise self.error(fault.offset, fault.found, expected=fault.expected, remedy=fault.remedy) from None
        if jsonc.depth(value) > jsonc.MAX_DEPTH:
            raise self._too_deep()
        return value, blanked

    def _too_deep(self) -> ManifestError:
        return ManifestError(
            _("values are nested more than {depth} levels deep").format(depth=jsonc.MAX_DEPTH),
            file=self.name,
            expected=_("a deployment manifest (IoT Hub accepts 10 levels)"),
            remedy=_("check that this is the right file"),
        )

    def _duplicate(self) -> ManifestError:
        fault = diagnose.duplicate(jsonc.blank(self.text))
        first, second = self.position(fault.first)[0], fault.second
        return self.error(
            second,
            _('the key "{key}" occurs twice in one object, first in line {first}').format(key=fault.key, first=first),
            expected=_("each key once; programs use only one of the two values, without a message"),
            remedy=_("remove or rename one of them"),
            pointer=fault.pointer,
        )


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset in a text, both from 1."""
    line = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset) + 1
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return line, offset - start + 1


def _decode(data: bytes, name: str) -> tuple[bytes, str, str]:
    other = foreign.of_bytes(data[: foreign.HEAD])
    if other is not None:
        raise other_kind(other, name)
    bom, encoding = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", "utf-8"))
    if not data[len(bom) :].strip():
        raise ManifestError(_("the file is empty"), file=name, expected=_("a deployment manifest in JSON"))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ManifestError(
            _("byte {start} is not {encoding} text").format(start=error.start, encoding=encoding.upper()),
            file=name,
            line=line,
            column=error.start - data.rfind(b"\n", 0, error.start),
            expected=_("a JSON text in UTF-8, or UTF-16 with a byte order mark"),
            remedy=_("save the file as UTF-8, or check that it is a manifest"),
        ) from None
    if "\x00" in text:
        raise ManifestError(
            _("the file contains zero bytes, so it is not a text file"), file=name, expected=_("a JSON text in UTF-8")
        )
    return bom, encoding, text
