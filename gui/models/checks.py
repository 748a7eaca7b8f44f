"""What the checks on the result say, as rows of a list: what a rule tells already is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.models.items_model import Item
from gui.words import _, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.migration import Migration
    from core.model import Finding
    from core.verify import Verification

TONES = {"block": ("block", "block"), "manual": ("manual", "manual")}


def work_out(migration: Migration) -> tuple[Verification, frozenset[str]]:
    """The verification of the result, and the findings that stand beside a rule's; fit to run aside."""
    from core.verify import joined, verify_migration

    verification = verify_migration(migration)
    return verification, frozenset(joined(migration, verification))


def check_items(
    migration: Migration, verification: Verification, told: frozenset[str], mask: Callable[[str], str]
) -> tuple[Item, ...]:
    """Blocks first, then what wants hands; notes are left to the report."""
    from core.words import title

    modules = original_names(migration)
    found = [finding for finding in verification.findings if finding.id not in told and finding.verdict.value in TONES]
    ordered = sorted(found, key=lambda finding: finding.verdict.value)
    return tuple(_item(finding, mask(title(finding)), modules) for finding in ordered)


def _item(finding: Finding, text: str, modules: dict[str, str]) -> Item:
    icon, tone = TONES[finding.verdict.value]
    word = _("would be refused") if finding.verdict.value == "block" else _("look at it")
    return Item(finding.id, text, word, icon, tone, modules.get(finding.module, ""))


def original_names(migration: Migration) -> dict[str, str]:
    """The name each module of the result has in the original."""
    from core.manifest.pointer import last

    names = {}
    for module in migration.before.modules:
        after = last(migration.plan.moved(module.pointer)).rpartition(".")[2]
        names[after or module.name] = module.name
    return names


def verdict(verification: Verification, shown: int) -> tuple[str, str, str]:
    """Tone, icon and one line for the whole deployment."""
    if verification.verdict == "refused":
        return "block", "block", _("Kubernetes or its edge agent would refuse this deployment")
    if shown:
        text = plural("It will deploy, with {count} warning", "It will deploy, with {count} warnings", shown)
        return "manual", "manual", text
    return "ok", "done", _("It will deploy")
