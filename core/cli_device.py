"""The target device as the command line describes it: a file, and options that win over it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from pydantic import ValidationError

from core.cli_text import Failure
from core.device import REFUSED, share_name_problem
from core.model import Device, Share
from core.words import _


def device_from(options: argparse.Namespace, base: Device) -> Device:
    """`--device FILE` replaces the device of the decisions; single options replace its fields.

    Raises Failure for a share name the device would refuse, a negative GPU count, or a file of another kind.
    """
    device = base if options.device is None else _from_file(options)
    changes: dict[str, Any] = {}
    if options.share is not None:
        changes["shares"] = tuple(map(_share, options.share))
    if options.gpus is not None:
        if not 0 <= options.gpus <= 16:
            raise Failure(_("--gpus takes a whole number from 0 to 16"))
        changes["gpus"] = options.gpus
    if options.proxy is not None:
        changes["proxy"] = options.proxy or None
    if options.profile is not None:
        changes["profile"] = options.profile
    return device.model_copy(update=changes)


def _from_file(options: argparse.Namespace) -> Device:
    try:
        data = json.loads(options.device.read_text(encoding="utf-8-sig"))
        if isinstance(data, dict) and data.get("format", "").startswith("edgeshift-decisions/"):
            data = data.get("device", {})
        return Device.model_validate(data)
    except OSError as error:
        raise Failure(f"{options.device}: {error.strerror or error}") from error
    except ValidationError as error:
        places = "; ".join(f"{'/'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise Failure(f"{options.device}: {places}") from error
    except ValueError as error:
        raise Failure(f"{options.device}: {error}") from error


def _share(text: str) -> Share:
    name, colon, protocol = text.partition(":")
    protocol = protocol.lower() if colon else "smb"
    if protocol not in ("smb", "nfs"):
        raise Failure(_("--share {text}: the protocol is smb or nfs").format(text=text))
    problem = share_name_problem(name)
    if problem is not None and problem[0] == REFUSED:
        raise Failure(f"--share {text}: {problem[1]}")
    return Share(name=name, protocol="nfs" if protocol == "nfs" else "smb")
