"""The run sheet: the steps on the device in order, with commands and their expected output.

Source: reference azure-stack-edge sections 3, 4, 6 and 7 (shares, applying a manifest, reading states, the rest).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.bundle import expected_output, expected_session
from core.bundle.rollback import GPU_DEVICE, HUB, MANAGED, NEW_NAME, OLD_DEVICE, PARTIAL, name_or, placeholders, plain
from core.checks import BY_ID as CHECKS_BY_ID
from core.checks.vm_privileges import CHECK as VM_PRIVILEGES
from core.docker import host_paths
from core.docker.mount_points import DATA_DISK
from core.docker.placeholders import is_left
from core.docker.proxy import UPSTREAM
from core.docker.storage import binds
from core.manifest.manifest import Kind, Manifest
from core.migration.verdict import Outcome
from core.model.device_models import preset, vm_gpus, vm_sizes
from core.model.findings import CHECK_PREFIX
from core.redaction.redactor import Redactor
from core.report.markdown import Ready, code
from core.report.markdown_page import html, render
from core.report.model import CheckFacts, Report, Task
from core.report.texts import head_lines, manual_steps
from core.rules import BY_ID as RULES_BY_ID
from core.targets.base import Target, gpus_needed
from core.text.catalogue import _

ON_VM = (
    *(f"{rule.id}/" for rule in RULES_BY_ID.values() if rule.on_vm),
    *(f"{CHECK_PREFIX}{check.id}/" for check in CHECKS_BY_ID.values() if check.on_vm),
)
PRIVILEGES = f"{CHECK_PREFIX}{VM_PRIVILEGES.id}/"
"""The findings whose work is one line of config.toml, which the run sheet names with the other lines."""
"""Prefixes of the ids of findings whose manual work needs the VM, which a later step of the run sheet creates."""
ITEMIZED = tuple(f"{rule.id}/" for rule in RULES_BY_ID.values() if rule.listed_outside)
"""Prefixes of the ids of findings whose tasks the run sheet lists one by one."""
BEFORE = ("certificate", "share", "users", "space", "gpu")
"""Kinds of tasks outside the file before the deployment, in order; the others follow it."""
SYSTEM = ("edgeAgent", "edgeHub")


def files(report: Report, output: Manifest, stop: str, target: Target[Any], *, moved: bool = False) -> dict[str, bytes]:
    """The run sheet as Markdown and as HTML. All of its content is in the report, masked.

    `output` is the manifest as it is written, `stop` the file that stops the modules of the old device, `target` the
    runtime that the sheet is for. `moved` says that the modules run on the Kubernetes of the same device.
    """
    text = markdown(report, output, stop, target, moved=moved)
    title = _("Run sheet: {name}").format(name=report.output.name)
    return {"runsheet.md": text.encode(), "runsheet.html": html(text, title).encode()}


def markdown(report: Report, output: Manifest, stop: str, target: Target[Any], *, moved: bool = False) -> str:
    """The run sheet as Markdown."""
    modules = report.runs.modules
    checks = report.runs.checks
    return render(
        "runsheet",
        target.run_sheet,
        report=report,
        device=_device(report),
        heads=_heads(report),
        hub=name_or(report.about.hub, HUB),
        edge_device=name_or(report.about.edge_device, GPU_DEVICE),
        placeholders=placeholders(report.about, target.words, report.shape, moved=moved, deploys=True),
        stop=stop,
        outputs=_outputs(report, output, target),
        before=[entry for kind in BEFORE for entry in report.outside if entry.kind == kind],
        after=[entry for entry in report.outside if entry.kind not in (*BEFORE, "client")],
        modules=modules,
        custom=[workload for workload in modules if workload.module not in SYSTEM],
        external=[workload for workload in modules if workload.external],
        gpus=_gpus(report, target),
        claims=", ".join(dict.fromkeys(claim for workload in modules for claim in workload.shares)),
        protocols={share.name: share.protocol for share in report.device.shares},
        managed=MANAGED,
        **_machine(report, output, target, moved=moved),
        stopped=[module.name for module in output.modules if module.body.get("status") == "stopped"],
        **_tasks(report),
        checks=_before(checks),
        read_only=dict.fromkeys(check.module for check in checks if CHECKS_BY_ID[check.check].read_only_claims),
        blocked=report.verdict.outcome in (Outcome.BLOCKED, Outcome.OPEN),
        head_lines=head_lines(report),
        partial=report.shape in PARTIAL or bool(output.root),
        layered=report.shape == "layered",
        unfilled=report.shape == "template",
        plain=plain(output.source.data),
        code=code,
    )


def _tasks(report: Report) -> dict[str, list[Task] | list[str]]:
    """The manual work: before the VM is created, on the VM, and the modules whose images need the export."""
    needs_export = {facts.id for facts in report.findings() if RULES_BY_ID[facts.rule].needs_export}
    earlier = {check.id for check in report.runs.checks if CHECKS_BY_ID[check.check].before}
    work = [task for task in manual_steps(report) if not task.finding.startswith(ITEMIZED)]
    listed = [task for task in work if task.finding not in needs_export | earlier and not task.when_running]
    return {
        "tasks_running": [task for task in work if task.when_running],
        "tasks": [task for task in listed if not task.finding.startswith((*ON_VM, PRIVILEGES))],
        "tasks_on_vm": [task for task in listed if task.finding.startswith(ON_VM)],
        "images": [task.module for task in work if task.finding in needs_export],
    }


def _heads(report: Report) -> list[tuple[str, str]]:
    """The known facts about the migration: title and text."""
    titles = {
        "customer": _("Customer"),
        "site": _("Site"),
        "engineer": _("Engineer"),
        "ticket": _("Ticket"),
        "hub": _("IoT hub"),
        "edge_device": _("IoT Edge device"),
    }
    return [(titles[key], text) for key, text in report.about if text]


def _before(checks: Iterable[CheckFacts]) -> list[tuple[str, list[str]]]:
    """What checks require before the deployment: how to do it, with the titles of the findings."""
    by_text: dict[str, list[str]] = {}
    for check in checks:
        if text := CHECKS_BY_ID[check.check].before:
            by_text.setdefault(_(text), []).append(check.title)
    return list(by_text.items())


def _outputs(report: Report, output: Manifest, target: Target[Any]) -> dict[str, Ready]:
    """The output of the commands of the run sheet by command, ready for a code block."""
    stopped = {module.name for module in output.modules if module.body.get("status") == "stopped"}
    running = [workload for workload in report.runs.modules if workload.module not in stopped]
    mask = Redactor().text
    images = {module.name: "…" if is_left(module.image) else mask(module.image) for module in output.modules}
    names = list(dict.fromkeys(claim for workload in report.runs.modules for claim in workload.shares))
    old = [module.name for module in report.modules if module.kind == Kind.CUSTOM.value]
    texts = {
        "listed": expected_output.listed(running, images),
        "linux_list": expected_output.linux_list([workload.module for workload in running], images),
        "pods": expected_output.pods([workload.name for workload in running]),
        "services": expected_output.services(report.runs.modules),
        "claims": expected_output.claims(names),
        "containers": expected_output.containers(running),
        "old_device": expected_output.old_device(_system(report), old),
    }
    return {key: Ready(text.replace("`", "‘")) for key, text in (texts | _session(report, target, names, old)).items()}


def _session(report: Report, target: Target[Any], claims: Iterable[str], old: Sequence[str]) -> dict[str, str]:
    """The output of the other commands: of the device, of IoT Hub, of the old device."""
    device = name_or(report.about.edge_device, GPU_DEVICE)
    protocols = {share.name: share.protocol for share in report.device.shares}
    known = preset(report.device.model)
    kind = known.gpu if known is not None and known.gpu else "NVIDIA T4"
    modules = [workload.module for workload in report.runs.modules if workload.module not in SYSTEM]
    return {
        "role": expected_session.role({name: protocols.get(name, "smb") for name in claims}),
        "gpus": expected_session.gpus(max(report.device.gpus, _gpus(report, target), 1), kind),
        "vm_gpus": expected_session.vm_gpus(max(vm_gpus(report.device), 1), kind),
        "identities": expected_session.identities(device, modules),
        "old_identities": expected_session.identities(OLD_DEVICE, old),
        "deployments": expected_session.deployments(device, base=report.shape == "layered"),
        "deployment": expected_session.deployment(NEW_NAME, device),
        "exported": expected_session.exported(),
        "agent_log": expected_session.agent_log(),
    }


def _gpus(report: Report, target: Target[Any]) -> int:
    """The number of GPUs that the device needs for its modules."""
    return gpus_needed(target.words, (workload.gpus for workload in report.runs.modules))


def _system(report: Report) -> list[str]:
    """The modules of the runtime on the old device."""
    return [module.name for module in report.modules if module.kind == Kind.SYSTEM.value]


def _device(report: Report) -> str:
    known = preset(report.device.model)
    return known.name if known is not None else report.device.model


def _machine(report: Report, output: Manifest, target: Target[Any], *, moved: bool) -> dict[str, Any]:
    """The facts about the machine itself: the tables of the target, masked, sizes of VMs and their storage."""
    mask = Redactor(output).text
    tables = target.tables(target.preview(output, report.device))
    masked = {name: [tuple(map(mask, row)) for row in rows] for name, rows in tables.items()}
    proxy = report.device.proxy or ", ".join(report.proxies if moved else ())
    stored = _stored(output)
    facts = {"tables": masked, "sizes": _sizes(report), "storage": DATA_DISK if stored else "", "stored": stored}
    facts |= {"protocol": _protocol(output)}
    elevated = dict.fromkeys(check.module for check in report.runs.checks if check.check == VM_PRIVILEGES.id)
    return {**facts, "proxy": proxy, "moved": moved, "elevated": elevated, "is_data": _is_data}


def _is_data(path: str) -> bool:
    """Whether a path may hold data of the site: files, devices and folders of the operating system do not."""
    return host_paths.kind(path) in ("directory", "common")


def _sizes(report: Report) -> list[str]:
    """The sizes of virtual machines that fit the device, those with a GPU if modules use one."""
    known = preset(report.device.model)
    wants = any(workload.gpus for workload in report.runs.modules)
    fitting = [size for size in vm_sizes() if known is not None and size.fits(known)]
    return [size.key for size in fitting if bool(size.gpus) == wants]


def _stored(output: Manifest) -> list[str]:
    """The modules of the runtime that store their data in the folder of the machine for it."""
    system = [module for module in output.modules if module.kind is Kind.SYSTEM]
    return [module.name for module in system if any(bind.source == DATA_DISK for bind in binds(module))]


def _protocol(output: Manifest) -> str:
    """The protocol to IoT Hub that the manifest sets for edgeAgent; empty if it sets none."""
    agent = output.module("edgeAgent")
    values = [env.value for env in agent.env() if env.name == UPSTREAM] if agent is not None else []
    return next((value for value in values if isinstance(value, str) and "$" not in value), "")
