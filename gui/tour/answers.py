"""The answers of the tour: options that give nothing up, and a text where a question takes only that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.model.findings import Finding
    from gui.state.session import Session

EXAMPLES = (
    "10.0.0.4",
    "8000",
    "share:data",
    "/data",
    "example",
    "Example",
    "registry.example/image:1",
    "http://proxy:3128",
)
"""Texts of the forms that questions ask for."""


def careful_titles(session: Session) -> tuple[str, ...]:
    """The titles of the visible answers that give nothing up; no share holds a file of the device."""
    from core.report.work import is_loss
    from core.text.explanations import option_title

    finding = _shown(session)
    if finding is None:
        return ()
    options = getattr(finding.question, "options", ())
    file = finding.facts.get("variant") in ("file", "device", "pod-file")
    wanted = [item for item in options if (item.value == "drop" if file else not is_loss(finding, item.value))]
    return tuple(option_title(finding, option) for option in wanted)


def example(session: Session) -> str:
    """A text that the question shown takes: the one that changes nothing, or one of its form; empty without any."""
    finding = _shown(session)
    question = None if finding is None else finding.question
    pattern = getattr(question, "pattern", "") or getattr(question, "other_pattern", "") or ".+"
    texts = (getattr(question, "unchanged", None), *EXAMPLES)
    return next((text for text in texts if text and re.fullmatch(pattern, text)), "")


def _shown(session: Session) -> Finding | None:
    migration, name = session.migration, session.selection.finding
    return migration.finding(name) if migration is not None and name in migration.resolutions else None
