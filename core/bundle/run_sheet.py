"""The run sheet: what to do on the device, in order, with the commands and what they should print.

Source: reference azure-stack-edge sections 3, 4, 6 and 7 (shares, applying a manifest, reading states, the rest).
"""

from __future__ import annotations

from collections.abc import Iterable

from core.bundle.rollback import PARTIAL, plain
from core.checks import BY_ID as CHECKS_BY_ID
from core.manifest.manifest import Manifest
from core.model.device_models import preset
from core.report.markdown_page import code, html, render
from core.report.model import ModuleObjects, Report
from core.report.texts import head_lines
from core.rules import BY_ID as RULES_BY_ID
from core.text.catalogue import _

BEFORE = ("certificate", "share", "users", "space", "gpu")
"""Kinds of entries outside the file that come before the deployment, in order; the others come after it."""
SYSTEM = ("edgeAgent", "edgeHub")


def files(report: Report, output: Manifest) -> dict[str, bytes]:
    """The run sheet as Markdown and as HTML. All that is in it stands in the report, masked.

    `output` is the manifest as it is written.
    """
    text = markdown(report, output)
    title = _("Run sheet: {name}").format(name=report.output.name)
    return {"runsheet.md": text.encode(), "runsheet.html": html(text, title).encode()}


def markdown(report: Report, output: Manifest) -> str:
    """The run sheet as Markdown."""
    modules = report.kubernetes.modules
    rules = {facts.id: facts.rule for facts in report.findings()}
    work = [task for task in report.tasks if task.kind == "by-hand"]
    checks = report.kubernetes.checks
    return render(
        "runsheet",
        "runsheet.md.j2",
        report=report,
        device=_device(report),
        heads=[(key, text) for key, text in report.about if text],
        heads_words={
            "customer": _("Customer"),
            "site": _("Site"),
            "engineer": _("Engineer"),
            "ticket": _("Ticket"),
        },
        before=[entry for kind in BEFORE for entry in report.outside if entry.kind == kind],
        after=[entry for entry in report.outside if entry.kind not in BEFORE],
        modules=modules,
        custom=[made for made in modules if made.module not in SYSTEM],
        external=[made for made in modules if made.service == "LoadBalancer"],
        gpus=sum(int(made.gpus) for made in modules if made.gpus.isdigit()),
        claims=_joined(claim for made in modules for claim in made.shares),
        protocols={share.protocol for share in report.device.shares},
        stopped=[module.name for module in output.modules if module.body.get("status") == "stopped"],
        tasks=[task for task in work if not RULES_BY_ID[rules[task.finding]].needs_export],
        checks=[check for check in checks if CHECKS_BY_ID[check.check].before],
        images=[task.module for task in work if RULES_BY_ID[rules[task.finding]].needs_export],
        read_only=dict.fromkeys(check.module for check in checks if CHECKS_BY_ID[check.check].read_only_claims),
        blocked=report.verdict in ("blocked", "decide"),
        head_lines=head_lines(report),
        partial=report.shape in PARTIAL or not report.outside,
        layered=report.shape == "layered",
        unfilled=report.shape == "template",
        plain=plain(output.source.data),
        code=code,
        ports=ports,
    )


def _device(report: Report) -> str:
    known = preset(report.device.model)
    return known.name if known is not None else report.device.model


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def ports(made: ModuleObjects) -> str:
    """Its ports as `kubectl get svc` prints them, without the node ports that nobody knows before."""
    return ", ".join(f"{port.port}/{port.protocol}" for port in made.ports) or "–"
