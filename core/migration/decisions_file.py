"""The decisions file: read, written, always the same bytes for the same decisions."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

from pydantic import ValidationError

from core.migration import file_faults
from core.model.base import Json
from core.model.decisions import About, Decisions
from core.model.device import Device
from core.targets.device_faults import device_faults
from core.text.catalogue import _

FORMAT = "edgeshift-decisions/"


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


def load(data: bytes, name: str) -> Decisions:
    """Decisions from a file; `name` is shown in errors.

    Raises DecisionsError for anything that is no decisions file of this format.
    """
    value = parse(data, name)
    form = value.get("format") if isinstance(value, dict) else None
    if not isinstance(form, str) or not form.startswith(FORMAT):
        raise DecisionsError(_('{name}: not a decisions file ("format" is missing)').format(name=name))
    if form != Decisions().format:
        text = _("{name}: the format is {found}, but this version reads {known}")
        raise DecisionsError(text.format(name=name, found=form[:40], known=Decisions().format))
    try:
        decisions = Decisions.model_validate(value)
    except ValidationError as error:
        text = _("{name}: not a decisions file").format(name=name)
        raise DecisionsError("\n".join([text, *file_faults.lines(error, Decisions)])) from None
    check_device(decisions.device, name, "device/")
    return decisions


def check_device(device: Device, name: str, where: str = "") -> None:
    """Checks the device in a file. Raises DecisionsError if it cannot be as it is described."""
    found = [f"  {where}{place}: {text}" for place, text in device_faults(device)]
    if found:
        raise DecisionsError("\n".join([_("{name}: the device is not valid").format(name=name), *found]))


def parse(data: bytes, name: str) -> Json:
    """Parses one of our own JSON files: UTF-8, or UTF-16 if it begins with the mark of that.

    Raises DecisionsError, with line and column if they are known.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return json.loads(data.decode("utf-16" if wide else "utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        text = _("{name}: byte {at} is not {encoding} text")
        encoding = "UTF-16" if wide else "UTF-8"
        raise DecisionsError(text.format(name=name, at=error.start, encoding=encoding)) from None
    except json.JSONDecodeError as error:
        text = _("{name}, line {line}, column {column}: not JSON ({reason})")
        raise DecisionsError(text.format(name=name, line=error.lineno, column=error.colno, reason=error.msg)) from None
    except (ValueError, RecursionError) as error:
        raise DecisionsError(_("{name}: not JSON ({reason})").format(name=name, reason=error)) from None


def json_bytes(data: Any) -> bytes:
    """Writes a JSON document in our format: UTF-8, two spaces, LF, a final newline; a lone surrogate stays escaped."""
    return "".join(json_pieces(data)).encode()


def json_pieces(data: Any) -> Iterator[str]:
    """The text of `json_bytes` in pieces, so that a document of many findings is never in memory as a whole."""
    words = _FORMAT.iterencode(data)
    while piece := "".join(islice(words, 10_000)):
        yield piece.encode("utf-8", "backslashreplace").decode()
    yield "\n"


_FORMAT = json.JSONEncoder(indent=2, ensure_ascii=False)


def _no_number(text: str) -> NoReturn:
    raise ValueError(_("{text} is not a JSON number").format(text=text))
