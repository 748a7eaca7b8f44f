"""The decisions file: read, written, always the same bytes for the same decisions."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from core.manifest import foreign
from core.migration import file_faults
from core.model.base import Json
from core.model.decisions import About, Decisions
from core.model.device import Device
from core.targets.device_faults import device_faults
from core.text import visible
from core.text.catalogue import _

FORMAT = "edgeshift-decisions/"
Model = TypeVar("Model", bound=BaseModel)


class DecisionsError(ValueError):
    """A decisions file that cannot be used; the message names the file, the place and what is wrong there."""


def dump(decisions: Decisions) -> bytes:
    """The file, as UTF-8 JSON with a final newline. Items keep their order."""
    data = decisions.model_dump(mode="json", exclude_none=False, exclude={"device": decisions.device.left_out()})
    if decisions.about == About():
        del data["about"]
    else:
        data["about"] = {key: text for key, text in data["about"].items() if text or key not in ("hub", "edge_device")}
    for name in ("target", "source"):
        if data[name] is None:
            del data[name]
    for item in data["items"]:
        for key in ("note", "when", "seen"):
            if not item[key]:
                del item[key]
    return json_bytes(data)


class OwnFile(NamedTuple):
    """One of our own JSON files: its name for errors, its text without a byte order mark, and the value in it."""

    name: str
    text: str
    value: Json

    def read_as(self, model: type[Model], title: str, value: Json, place: file_faults.Place = ()) -> Model:
        """A value of the file as one of our types; `place` is where it is, `title` says in an error what it is not.

        Raises DecisionsError with line, column, path, what was found and what is expected for each fault.
        """
        try:
            return model.model_validate(value)
        except ValidationError as error:
            raise self.error(title, file_faults.of_model(error, model), place) from None

    def check_device(self, device: Device, place: file_faults.Place = ()) -> None:
        """Checks the device in the file. Raises DecisionsError if it cannot be as it is described."""
        found = [(tuple(where.split("/")), text) for where, text in device_faults(device)]
        if found:
            raise self.error(_("the device is not valid"), found, place)

    def error(self, title: str, faults: Iterable[file_faults.Fault], place: file_faults.Place) -> DecisionsError:
        """The error for faults in this file, the first of them line by line."""
        title = f"{self.name}: {title}"
        return DecisionsError("\n".join((title, *file_faults.lines(self.text, place, list(faults)))))


def load(data: bytes, name: str) -> Decisions:
    """Decisions from a file; `name` is shown in errors.

    Raises DecisionsError for anything that is no decisions file of this format.
    """
    file = read_own(data, name)
    form = file.value.get("format") if isinstance(file.value, dict) else None
    if not isinstance(form, str) or not form.startswith(FORMAT):
        text = _('{name}: not a decisions file ("format" is missing). Use the decisions.json of an export.')
        raise DecisionsError(text.format(name=name))
    if form != Decisions().format:
        text = _("{name}: the format is {found}, but this version reads {known}. Use the version that wrote the file.")
        raise DecisionsError(text.format(name=name, found=form[:40], known=Decisions().format))
    decisions = file.read_as(Decisions, _("not a decisions file"), file.value)
    file.check_device(decisions.device, ("device",))
    return decisions


def read_own(data: bytes, name: str) -> OwnFile:
    """Reads one of our own JSON files: UTF-8, or UTF-16 if it begins with the mark of that.

    Raises DecisionsError, with line and column if they are known.
    """
    other = foreign.of_bytes(data[: foreign.HEAD])
    if other is not None:
        raise DecisionsError(_("{name}: {found}. Use a file that EdgeShift wrote.").format(name=name, found=other))
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("{name}: byte {at} is not {encoding} text. Save the file as UTF-8.")
        encoding = "UTF-16" if wide else "UTF-8"
        raise DecisionsError(sentence.format(name=name, at=error.start, encoding=encoding)) from None
    try:
        return OwnFile(name, text, json.loads(text, parse_constant=_no_number))
    except RecursionError:
        sentence = _("{name}: values are nested too deeply. Use a file that EdgeShift wrote.")
        raise DecisionsError(sentence.format(name=name)) from None
    except ValueError as error:
        raise DecisionsError(file_faults.not_json(name, text, error)) from None


def json_bytes(data: Any) -> bytes:
    """A JSON document in our format: UTF-8, two spaces, LF, a final newline; what hides or reverses text is escaped."""
    return "".join(json_pieces(data)).encode()


def json_pieces(data: Any) -> Iterator[str]:
    """The text of `json_bytes` in pieces, so that a document of many findings is never in memory as a whole."""
    words = _FORMAT.iterencode(data)
    while piece := "".join(islice(words, 10_000)):
        yield visible.escaped(piece)
    yield "\n"


_FORMAT = json.JSONEncoder(indent=2, ensure_ascii=False)


def _no_number(text: str) -> NoReturn:
    raise json.JSONDecodeError(text, text, 0)
