"""The small texts of the pages: words for states and kinds, times, the head, the list of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.migration.verdict import Kind, Outcome
from core.model.device import Share
from core.model.device_models import preset
from core.model.findings import Area, Verdict, is_check_id
from core.model.states import Detail, State, Status
from core.report.model import CheckFacts, FindingFacts, Readiness, Report, Risk, Task
from core.rules import BY_ID as RULES_BY_ID
from core.targets.base import Words
from core.targets.registry import target_of
from core.text.catalogue import N_, _, plural
from core.text.states import LOOKS

if TYPE_CHECKING:
    from core.report.parts import Story

_WORDS: Mapping[str, Mapping[str, str]] = {
    "areas": {
        "storage": N_("Storage"),
        "network": N_("Network"),
        "resources": N_("Resources"),
        "proxy": N_("Web proxy"),
        "naming": N_("Names"),
        "runtime": N_("Other differences"),
    },
    "edit_words": {
        "stale": N_("Not applied: the place no longer exists or has another value."),
        "refused": N_("Not applied: see the answers that were not used."),
    },
    "grades": {"documentation": N_("documentation"), "code": N_("source code"), "inference": N_("our inference")},
    "kinds": {
        "share": N_("Share"),
        "users": N_("Users"),
        "trigger": N_("Triggers"),
        "client": N_("Clients"),
        "gpu": N_("GPU"),
        "certificate": N_("Certificates"),
        "identity": N_("IoT Hub"),
        "space": N_("Files"),
    },
    "kinds_of_task": {
        "blocked": N_("blocked"),
        "open": N_("open question"),
        "by-hand": N_("manual step"),
        "loss": N_("to confirm"),
    },
}
"""Words, by their names in the templates: `edit_words` say why an edit is not in the result, `grades` are those of
sources, `kinds` those of things to do outside the file."""
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|\+00:00)?")


def time_text(when: str | None) -> str:
    """A time of a decision in readable form; anything else unchanged."""
    match = _WHEN.fullmatch(when or "")
    return f"{match[1]} {match[2]}{' UTC' if match[3] else ''}" if match else when or ""


def share_text(share: Share) -> str:
    """A share in one line: name, protocol, kind."""
    kinds = {"cloud": _("cloud share"), "local": _("local share")}
    return f"{share.name} ({', '.join(filter(None, (share.protocol.upper(), kinds.get(share.kind or ''))))})"


def outcome_look(report: Report) -> tuple[str, str, str, str]:
    """Tone, sign, a short word and one sentence for the verdict; the word includes the number of accepted risks."""
    words: dict[Outcome, tuple[str, str, str, str]] = {
        Outcome.BLOCKED: ("block", "✕", _("Blocked"), _("The target would refuse this or lose data.")),
        Outcome.OPEN: ("ask", "?", _("Decisions open"), _("Some questions are not answered yet.")),
        Outcome.UNCONFIRMED: (
            "ok",
            "✓",
            _("Complete"),
            _("Every question has an answer. Some answers are defaults."),
        ),
        Outcome.READY: ("ok", "✓", _("Ready"), _("Every question is answered. The manifest can be deployed.")),
    }
    tone, sign, word, text = words[report.verdict.outcome]
    confirm = report.counts.states.get(State.CONFIRM, 0)
    if report.verdict.outcome is Outcome.UNCONFIRMED and confirm:
        tone, sign = "ask", "!"
        word = plural(
            "Complete, with {count} suggestion to confirm", "Complete, with {count} suggestions to confirm", confirm
        )
    accepted = len(accepted_risks(report))
    if accepted:
        word = plural("{word}, with {count} accepted risk", "{word}, with {count} accepted risks", accepted, word=word)
        if report.verdict.outcome is Outcome.READY:
            text = _("Every question is answered. The target may refuse the accepted risks.")
    return tone, sign, word, text


def readiness_looks() -> dict[Readiness, tuple[str, str, str]]:
    """Tone, sign and word of each state of a module."""
    return {
        "ready": ("ok", "✓", _("Ready")),
        "decide": ("ask", "?", _("Decisions open")),
        "by-hand": ("manual", "☐", _("Manual steps")),
        "confirm": ("ask", "!", _("To confirm")),
        "blocked": ("block", "✕", _("Blocked")),
    }


def looks() -> dict[Status, tuple[str, str, str]]:
    """Every state of a finding: tone, sign and word."""
    return {status: (found.tone, found.sign, _(found.word)) for status, found in LOOKS.items()}


def outcome_words(target: Words) -> dict[str, str]:
    """What becomes of the manifest on the device, in a sentence for each outcome."""
    facts = {"model": _(target.model), "fails": _(target.fails)}
    return {
        "deploys": _("According to the model of {model} in EdgeShift, this deployment works.").format_map(facts),
        "warnings": _(
            "According to the model of {model} in EdgeShift, this deployment works, with warnings."
        ).format_map(facts),
        "refused": _("According to the model of {model} in EdgeShift, a part of this deployment {fails}:").format_map(
            facts
        ),
    }


def all_words(report: Report, story: Story) -> dict[str, Any]:
    """The small texts of a page, by their names in its template."""
    target = target_of(report.device).words
    return {
        **{name: {key: _(text) for key, text in words.items()} for name, words in _WORDS.items()},
        "about": about_lines(report),
        "target": target,
        "version": target_of(report.device).version(report.device),
        "head_lines": head_lines(report),
        "counted": counted(report),
        "checks": worth_reporting(report),
        "contents": contents(report, story),
        "device": preset(report.device.model),
        "outcomes": outcome_words(target),
        "verdict": outcome_look(report),
        "readiness": readiness_looks(),
        "looks": looks(),
    }


def accepted_risks(report: Report) -> list[Risk]:
    """The blocks that were accepted by name; an answer that gives something up is not among them."""
    accepted = {finding.id for finding in report.findings() if finding.detail is Detail.ACCEPTED}
    return [risk for risk in report.accepted if risk.finding in accepted or is_check_id(risk.finding)]


def head_lines(report: Report) -> list[str]:
    """The lines in the head of report and run sheet beside the verdict.

    The runtime and what follows from it, accepted risks, defaults in force, suggestions to confirm.
    """
    lines = [_(target_of(report.device).words.runtime)]
    for risk in accepted_risks(report):
        text = _("Risk accepted by {name}: {title}. Reason: {reason}")
        lines.append(text.format(name=risk.by, title=risk.title.removesuffix("."), reason=risk.reason))
    waiting = {finding.id: finding for finding in report.findings() if finding.state is State.CONFIRM}
    count = sum(reason.kind is Kind.SUGGESTION and reason.id not in waiting for reason in report.verdict.reasons)
    if count:
        text = plural(
            "{count} default is used without confirmation. It gives up no data or access.",
            "{count} defaults are used without confirmation. They give up no data or access.",
            count,
        )
        lines.append(text)
    if waiting:
        text = plural(
            "{count} suggestion gives up {things}: confirm it.",
            "{count} suggestions give up {things}: confirm them.",
            len(waiting),
            things=_(" or ").join(dict.fromkeys(map(_given_up, waiting.values()))),
        )
        lines.append(text)
    return lines


def _given_up(finding: FindingFacts) -> str:
    """What a suggestion gives up if no one objects, in a word or two."""
    if RULES_BY_ID[finding.rule].gives_up_count:
        return _("accelerators")
    areas = {Area.STORAGE: _("files"), Area.NETWORK: _("access"), Area.NAMING: _("names")}
    return areas.get(finding.area, _("settings"))


def manual_steps(report: Report) -> list[Task]:
    """The tasks that are manual steps, for every place that counts or lists them."""
    return [task for task in report.tasks if task.kind == "by-hand"]


def counted(report: Report) -> list[tuple[int, str, str]]:
    """The numbers in the head: count, noun, and the tone of a number above zero."""
    states = report.counts.states
    blocks = sum(reason.kind is Kind.CHECK for reason in report.verdict.reasons)
    return [
        (report.counts.modules, _("modules"), ""),
        (report.counts.changes, _("changes"), ""),
        (states.get(State.NEEDS_YOU, 0) + blocks, _("need you"), "bad"),
        (states.get(State.CONFIRM, 0), _("to confirm"), "warn"),
        (len(manual_steps(report)), _("manual steps"), "warn"),
        (len(accepted_risks(report)), _("accepted risks"), "bad"),
    ]


def about_lines(report: Report) -> list[tuple[str, str]]:
    """Customer, site, operator and the time of the decisions, if known."""
    given = report.about
    lines = [
        (_("Customer"), given.customer),
        (_("Site"), given.site),
        (_("Engineer"), given.engineer),
        (_("Ticket"), given.ticket),
        (_("IoT hub"), given.hub),
        (_("IoT Edge device"), given.edge_device),
        (_("Decided"), time_text(report.decided[-1]) if report.decided else ""),
    ]
    return [(title, text) for title, text in lines if text]


def worth_reporting(report: Report) -> list[CheckFacts]:
    """The checks worth reporting: all with work, and notes that no finding of a rule reports."""
    return [check for check in report.runs.checks if check.verdict is not Verdict.NOTE or not check.reported_by]


def contents(report: Report, story: Story) -> list[tuple[str, str]]:
    """Anchor and title of every chapter, in order."""
    parts = [
        (part.anchor, part.module.after_name if part.module else _("Deployment as a whole")) for part in story.parts
    ]
    chapters = [
        ("work", _("Remaining tasks"), True),
        ("risks", _("Risks"), report.accepted or report.unresolved),
        ("edits", _("Edited manually"), report.hand_edits),
        ("modules", _("Modules"), True),
        ("picture", _("Diagram of the deployment"), story.picture),
        ("kubernetes", _(target_of(report.device).words.title), True),
        ("device", _("Target device"), True),
        *((anchor, title, True) for anchor, title in parts),
        ("why", _("Reasons: the rules behind the changes"), story.whys),
        ("advice", _("Appendix: advice"), any(part.advice for part in story.parts)),
        ("conflicts", _("Where sources differ, and our reading"), story.conflicts),
        ("schema", _("Schema violations"), report.schema_after),
        ("rollback", _("Rollback"), True),
        ("sources", _("Sources"), story.sources),
        ("files", _("Files and versions"), True),
    ]
    return [(anchor, title) for anchor, title, there in chapters if there]
