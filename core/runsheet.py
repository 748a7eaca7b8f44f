"""The run sheet: what to do on the device, in order, with the commands and what they should print.

Source: reference azure-stack-edge sections 3, 4, 6 and 7 (shares, applying a manifest, reading states, the rest).
"""

from __future__ import annotations

from core.device import preset
from core.markdown_page import code, html, render
from core.report.model import ModuleObjects, Report
from core.report.texts import share_text
from core.words import _

BEFORE = ("share", "users", "certificate", "space", "gpu")
"""Kinds of entries outside the file that come before the deployment; the others come after it."""
SYSTEM = ("edgeAgent", "edgeHub")
PARTIAL = ("options", "twin", "twins")


def files(report: Report) -> dict[str, bytes]:
    """The run sheet as Markdown and as HTML. All that is in it stands in the report, masked."""
    text = markdown(report)
    title = _("Run sheet: {name}").format(name=report.output.name)
    return {"runsheet.md": text.encode(), "runsheet.html": html(text, title).encode()}


def markdown(report: Report) -> str:
    """The run sheet as Markdown."""
    modules = report.kubernetes.modules
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
        before=[entry for entry in report.outside if entry.kind in BEFORE],
        after=[entry for entry in report.outside if entry.kind not in BEFORE],
        modules=modules,
        custom=[made for made in modules if made.module not in SYSTEM],
        external=[made for made in modules if made.service == "LoadBalancer"],
        gpus=sum(int(made.gpus) for made in modules if made.gpus.isdigit()),
        shares=[share_text(share) for share in report.device.shares],
        tasks=[task for task in report.tasks if task.kind == "by-hand"],
        blocked=report.kubernetes.verdict == "refused" or report.verdict == "blocked",
        partial=report.shape in PARTIAL or not report.outside,
        layered=report.shape == "layered",
        unfilled=report.shape == "template",
        code=code,
        ports=ports,
    )


def _device(report: Report) -> str:
    known = preset(report.device.model)
    return known.name if known is not None else report.device.model


def ports(made: ModuleObjects) -> str:
    """Its ports as `kubectl get svc` prints them, without the node ports that nobody knows before."""
    return ", ".join(f"{port.port}/{port.protocol}" for port in made.ports) or "–"
