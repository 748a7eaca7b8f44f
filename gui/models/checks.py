"""What the checks on the result say, as rows of a list: what a rule tells already is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.catalogue import _, plural
from gui.models.items_model import Item

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.migration.migrate import Migration
    from core.migration.verify import Verification
    from core.model.findings import Finding
    from core.redaction.redactor import Redactor
    from core.report.picture import Picture
    from gui.models.objects import ModuleView

TONES = {"block": ("block", "block"), "manual": ("manual", "manual")}


def work_out(migration: Migration) -> tuple[Verification, frozenset[str], dict[str, str]]:
    """The verification of the result, the findings that a rule's finding tells already, and where each is mended.

    The verdict is worked out with it. Fit to run aside.
    """
    from core.migration.verdict import judged
    from core.migration.verify import fixes, joined, verify_migration

    verification = verify_migration(migration)
    judged(migration)
    return verification, frozenset(joined(migration, verification)), fixes(migration, verification)


def object_views(
    migration: Migration, redactor: Redactor, plain: bool = False
) -> tuple[Verification, tuple[ModuleView, ...]]:
    """What Kubernetes makes of each module, masked unless `plain`; worked out once, fit to run aside."""
    from core.migration.verify import verify_migration
    from gui.models.objects import views

    verification = verify_migration(migration)
    return verification, migration.cached(f"object views {plain}", lambda: views(verification, redactor, plain))


def picture_of(migration: Migration, redactor: Redactor) -> Picture:
    """The picture of the deployment; fit to run aside."""
    from core.report.picture import picture

    return picture(migration, redactor)


def check_items(
    migration: Migration, verification: Verification, message: frozenset[str], mask: Callable[[str], str]
) -> tuple[Item, ...]:
    """Blocks first, then what wants hands; notes are left to the report."""
    from core.migration.verdict import judged
    from core.text.explanations import title

    found = [
        finding for finding in verification.findings if finding.id not in message and finding.verdict.value in TONES
    ]
    ordered = sorted(found, key=lambda finding: finding.verdict.value)
    accepted = {item.finding.id for item in judged(migration).accepted}
    return tuple(_item(finding, mask(title(finding)), finding.id in accepted) for finding in ordered)


def _item(finding: Finding, text: str, accepted: bool) -> Item:
    icon, tone = TONES[finding.verdict.value]
    word = _("would be refused") if finding.verdict.value == "block" else _("look at it")
    if accepted:
        word = _("would be refused; the risk is accepted")
    return Item(finding.id, text, word, icon, tone, finding.module)


def verdict(migration: Migration, verification: Verification, shown: int) -> tuple[str, str, str]:
    """Tone, icon and one line for the whole deployment, as `edgeshift verify` says it.

    `shown` is how many of the warnings stand in the list; the others stand among the findings.
    """
    from core.migration.verdict import judged

    if verification.verdict == "refused":
        if any(reason.blocks for reason in judged(migration).reasons):
            return "block", "block", _("Kubernetes or its edge agent would refuse this deployment")
        return "manual", "block", _("Kubernetes or its edge agent would refuse this deployment; the risk is accepted")
    if verification.verdict == "warnings":
        count = sum(finding.verdict.value == "manual" for finding in verification.findings)
        text = plural("It will deploy, with {count} warning", "It will deploy, with {count} warnings", count)
        rest = _("{count} of them in the lists at the left").format(count=count - shown)
        return "manual", "manual", f"{text}; {rest}" if count > shown else text
    return "ok", "done", _("It will deploy")
