"""Tasks that a manifest cannot express: shares, users, triggers, clients and others, with their names.

Source: Azure Stack Edge, Move from Pro FPGA to Pro GPU (what to make again manually), and reference DEV-7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import routes
from core.docker.written_for import source_of
from core.migration.migrate import Migration
from core.model.device import Share
from core.model.device_models import preset
from core.redaction.redactor import Redactor
from core.report.model import Outside, OutsideKind
from core.report.work import OUTSIDE
from core.rules import BY_ID as RULES_BY_ID
from core.targets.base import Words
from core.targets.objects import Held
from core.text.catalogue import _

_OF_MODULE: tuple[OutsideKind, ...] = ("share", "users", "gpu", "client")
"""The kinds of tasks that follow from a module, even if the deployment is unknown."""


def entries(migration: Migration, held: Sequence[Held], words: Words, redactor: Redactor) -> tuple[Outside, ...]:
    """The tasks in the recommended order; for create options alone, those that follow from the module."""
    found = tuple(_entries(migration, held, words, redactor))
    return tuple(entry for entry in found if entry.kind in _OF_MODULE) if migration.before.root else found


def _entries(migration: Migration, held: Sequence[Held], words: Words, redactor: Redactor) -> Iterator[Outside]:
    users, stays = _users(held), source_of(migration.before, migration.device) in words.same_device
    known = {share.name.lower(): share for share in migration.device.shares}
    for name, modules in users.items():
        share, used = known.get(name.lower()), ", ".join(map(redactor.text, modules))
        yield _share(share, redactor.text(name), used, words, stays=stays)
    if users and not stays:
        yield _entry(
            "users", _("Create the users of these shares again, with their permissions and passwords."), *users
        )
    known_to_rules = _of_rules(migration)
    triggers = words.triggers if any(routes.topics(migration.before)) else words.triggers_unused
    if triggers:
        yield _entry("trigger", _(triggers), *map(redactor.text, known_to_rules.get("trigger", ())))
    if "gpu" in known_to_rules:
        text = _(
            "Let modules share the GPU: run `Start-HcsGpuMPS` in the PowerShell interface of the device, and "
            "again after each update."
        )
        yield _entry("gpu", text)
    for each in held:
        if ports := each.outside:
            text = _("Configure the clients of this module to use its new address. It answers on {ports}.").format(
                ports=ports
            )
            yield _entry("client", text, redactor.text(each.module))
    yield _entry("certificate", _("Install the certificates of the site: for the device, edgeHub and proxies."))
    text = _(
        "The new device has its own identity in IoT Hub. Change method callers, queries, dashboards and alerts to it."
    )
    yield _entry("identity", text)
    if not stays:
        yield _space(migration, shares=bool(users))


def _space(migration: Migration, *, shares: bool) -> Outside:
    if not shares:
        return _entry("space", _("Set the bandwidth schedules of the old device again."))
    known_model = preset(migration.device.model)
    space = known_model.share_space if known_model is not None else ""
    text = _(
        "Check the space for shares (the old device had 12.5 TB), copy the files, and set the bandwidth "
        "schedules again."
    )
    if space:
        text = _(
            "Check the space for shares ({space}; the old device had 12.5 TB), copy the files, and set the "
            "bandwidth schedules again."
        ).format(space=space)
    return _entry("space", text)


def _of_rules(migration: Migration) -> dict[str, dict[str, None]]:
    """The tasks that rules report: names by kind, each once, in the order of the findings."""
    found: dict[str, dict[str, None]] = {}
    for finding in migration.findings:
        outside = RULES_BY_ID[finding.rule].outside
        for kind, name in outside(finding, migration.answers.get(finding.id)) if outside else ():
            found.setdefault(kind, {})[name] = None
    return found


def _users(held: Sequence[Held]) -> dict[str, list[str]]:
    """The modules that use a share, by share; a claim is bound to the share of the same name."""
    users: dict[str, list[str]] = {}
    for each in held:
        for share in each.shares:
            users.setdefault(share, []).append(each.module)
    return users


def _share(known: Share | None, name: str, modules: str, words: Words, *, stays: bool) -> Outside:
    what = f"“{name}”" if known is None else f"“{known.name}” ({known.protocol.upper()})"
    text = _(words.share_there if stays or (known is not None and known.mounted) else words.share_new)
    return _entry("share", text.format(share=what, modules=modules), name)


def _entry(kind: OutsideKind, text: str, *names: str) -> Outside:
    return Outside(kind=kind, text=text, names=names, minutes=OUTSIDE[kind])
