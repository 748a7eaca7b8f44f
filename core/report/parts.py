"""What the pages show beyond the data: prose, sources and rows of each module, masked, and the words for states.

The HTML page and the Markdown page are two drawings of the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core import words
from core.diff import Row, Side, fold, rows
from core.migration import Migration
from core.model import Finding, Share
from core.redact import Redactor, redactor_for
from core.report.build import masked
from core.report.model import FindingFacts, ModuleFacts, Report
from core.words import SourceNote, _

SIGNS = {"same": "", "changed": "~", "added": "+", "removed": "−"}
WEIGHT = ("open", "manual", "accepted", "kept", "applied", "note", "idle")
"""What needs somebody comes first."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|\+00:00)?")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with everything there is to say about it: `finding` is masked, for its prose; `reason` of a default."""

    facts: FindingFacts
    finding: Finding
    sources: tuple[SourceNote, ...]
    reason: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the comparison. A piece is a text and whether it changed; a side without pieces is missing.

    A number is empty where it repeats the one above (create options that are one string in the file).
    """

    kind: str
    sign: str
    left_number: str
    left: tuple[tuple[str, bool], ...] | None
    right_number: str
    right: tuple[tuple[str, bool], ...] | None
    hidden: int


@dataclass(frozen=True, slots=True)
class Part:
    """A module (or the deployment, module None) with its rows and findings."""

    module: ModuleFacts | None
    lines: tuple[Line, ...]
    findings: tuple[Told, ...]
    anchor: str


def parts(migration: Migration, report: Report) -> tuple[Part, ...]:
    """The deployment if anything is said of it, then every module in document order."""
    return tuple(_parts(migration, report, redactor_for(migration)))


def sources(told: Iterable[Part]) -> tuple[SourceNote, ...]:
    """Every source of the report once, in the order in which it is first named."""
    found = {source.id: source for part in told for item in part.findings for source in item.sources}
    return tuple(found.values())


def visible(text: str) -> str:
    """Control characters and marks that turn the writing direction are shown, never obeyed: for a whole page."""
    return _INVISIBLE.sub(lambda match: f"‹U+{ord(match.group()):04X}›", text)


def moment(when: str | None) -> str:
    """A time of a decision as people write it; anything else as it came."""
    match = _WHEN.fullmatch(when or "")
    return f"{match[1]} {match[2]}{' UTC' if match[3] else ''}" if match else when or ""


def share_text(share: Share) -> str:
    """A share in one line: name, protocol, kind."""
    kinds = {"cloud": _("cloud share"), "local": _("local share")}
    return f"{share.name} ({', '.join(filter(None, (share.protocol.upper(), kinds.get(share.kind or ''))))})"


def verdict_words() -> dict[str, tuple[str, str]]:
    """Verdict or readiness to a short word and one sentence."""
    return {
        "ready": (_("Ready"), _("Everything is decided; the manifest can be deployed.")),
        "decide": (_("Decisions open"), _("Some questions are not answered yet.")),
        "by-hand": (_("Work by hand"), _("The manifest is complete; some things must be done outside it.")),
        "blocked": (_("Blocked"), _("The target would refuse this, or lose data.")),
    }


def state_words() -> dict[str, str]:
    """The state of a finding in a word or two."""
    return {
        "applied": _("Applied"),
        "open": _("Needs an answer"),
        "kept": _("Kept as it is"),
        "idle": _("Does not apply now"),
        "accepted": _("Risk accepted"),
        "manual": _("By hand"),
        "note": _("Good to know"),
    }


def area_words() -> dict[str, str]:
    """The areas as they are called on screen."""
    return {
        "storage": _("Storage"),
        "network": _("Network"),
        "resources": _("Resources"),
        "proxy": _("Web proxy"),
        "naming": _("Names"),
        "runtime": _("Other differences"),
    }


def grade_words() -> dict[str, str]:
    """How sure a source makes us."""
    return {"documentation": _("documentation"), "code": _("source code"), "inference": _("our inference")}


def _parts(migration: Migration, report: Report, redactor: Redactor) -> Iterator[Part]:
    count = iter(range(1, len(migration.findings) + 1))
    if report.deployment:
        ids = {finding.id for finding in report.deployment}
        changed = any(change.finding in ids for change in report.changes)
        lines = _lines(migration, "", redactor) if changed else ()
        yield Part(None, lines, _told(migration, report.deployment, redactor, count), "deployment")
    for index, module in enumerate(report.modules, 1):
        told = _told(migration, module.findings, redactor, count)
        yield Part(module, _lines(migration, module.name, redactor), told, f"module-{index}")


def _told(
    migration: Migration, findings: tuple[FindingFacts, ...], redactor: Redactor, count: Iterator[int]
) -> tuple[Told, ...]:
    told = []
    for facts in sorted(findings, key=lambda facts: WEIGHT.index(facts.state)):
        finding = masked(migration.finding(facts.id), redactor)
        told.append(
            Told(
                facts=facts,
                finding=finding,
                sources=words.sources(finding),
                reason=words.default_reason(finding).removesuffix(".") if facts.by == "default" else "",
                anchor=f"finding-{next(count)}",
            )
        )
    return tuple(told)


def _lines(migration: Migration, name: str, redactor: Redactor) -> tuple[Line, ...]:
    folded = fold(rows(migration, name, redactor.value), context=2)
    if all(row.kind in ("same", "fold") for row in folded):
        return ()
    lines: list[Line] = []
    numbers: tuple[int | None, ...] = (None, None)
    for row in folded:
        now = (row.left.number if row.left else None, row.right.number if row.right else None)
        shown = [str(n) if n is not None and n != before else "" for n, before in zip(now, numbers, strict=True)]
        lines.append(_line(row, redactor, *shown))
        numbers = tuple(n if n is not None else before for n, before in zip(now, numbers, strict=True))
    return tuple(lines)


def _line(row: Row, redactor: Redactor, left: str, right: str) -> Line:
    return Line(
        kind=row.kind,
        sign=SIGNS.get(row.kind, ""),
        left_number=left,
        left=_pieces(row.left, redactor),
        right_number=right,
        right=_pieces(row.right, redactor),
        hidden=row.hidden,
    )


def _pieces(side: Side | None, redactor: Redactor) -> tuple[tuple[str, bool], ...] | None:
    """The line cut at its spans: (text, changed). A text that masking alters is shown whole."""
    if side is None:
        return None
    text = redactor.text(side.text)
    if text != side.text:
        return ((text, False),)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in side.spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(piece for piece in [*pieces, (text[at:], False)] if piece[0])
