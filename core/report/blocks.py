"""Blocks that the checks find on the result: work while no one has accepted them, risks once someone has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from core.migration.migrate import Migration
from core.migration.remedy import remedies
from core.migration.verdict import Acceptance, Kind, Reason, judged
from core.model.findings import Finding
from core.model.questions import Choice, Option
from core.report.model import Risk, Task
from core.report.shown import masked, shown_findings
from core.report.work import MINUTES, place_text, short_title
from core.text import explanations
from core.text.catalogue import _


def tasks(migration: Migration) -> Iterator[Task]:
    """One entry of the list for each block that no one has accepted; its text names the answer that removes it."""
    after = migration.after()
    modules = {module.name: module for module in after.modules}
    for reason in judged(migration).of(Kind.CHECK):
        finding = _shown(migration, reason)
        old = migration.original_names.get(finding.module, finding.module)
        yield Task(
            kind="blocked",
            finding=_id(migration, reason),
            module=finding.module,
            old_name=old if old != finding.module else "",
            title=short_title(explanations.title(finding), (finding.module, old), finding.facts),
            task=" ".join(
                filter(
                    None,
                    (
                        explanations.role(finding, "choice", markdown=True),
                        explanations.markdown(remedy_text(migration, reason)),
                    ),
                )
            ),
            place=place_text(after, modules.get(finding.module), finding.pointer),
            minutes=MINUTES["blocked"],
        )


def texts(migration: Migration) -> Mapping[str, str]:
    """What to do about each of these blocks, as safe HTML, by id."""
    return {
        _id(migration, reason): explanations.role(_shown(migration, reason), "choice")
        + "".join(f"<p>{escape(text)}</p>" for text in filter(None, (remedy_text(migration, reason),)))
        for reason in judged(migration).of(Kind.CHECK)
    }


def unresolved(migration: Migration) -> Iterator[Risk]:
    """The risks of blocks that no one has accepted."""
    for reason in judged(migration).of(Kind.CHECK):
        yield Risk(**_facts(migration, reason), what=_("The target would refuse this, or lose data."), by="", reason="")


def accepted(migration: Migration) -> Iterator[Risk]:
    """The risks of blocks that someone has accepted; for one accepted with a rule's finding, that decision counts."""
    mask = migration.redactor.text
    for item in judged(migration).accepted:
        if item.id not in migration.resolutions:
            yield Risk(
                **_facts(migration, item),
                what=_("Accepted although the target would refuse this, or lose data."),
                by=mask(item.decision.by),
                reason=mask(item.decision.note),
                when=item.decision.when,
            )


def _facts(migration: Migration, item: Reason | Acceptance) -> dict[str, str]:
    finding = _shown(migration, item)
    module = migration.original_names.get(finding.module, finding.module)
    return {"finding": _id(migration, item), "module": module, "title": explanations.title(finding)}


def _shown(migration: Migration, item: Reason | Acceptance) -> Finding:
    return masked(item.finding, migration.redactor)


def _id(migration: Migration, item: Reason | Acceptance) -> str:
    return migration.redactor.text(item.id)


def remedy_text(migration: Migration, reason: Reason) -> str:
    """The answer that removes what is blocked, as a plain sentence; empty where none is known."""
    fix, answers = shown_findings(migration).get(reason.fix), remedies(migration, reason)
    if fix is None or not answers:
        return ""
    title = explanations.title(fix).removesuffix(".")
    words = [explanations.option_title(fix, option) for option in _options(fix) if option.value in answers]
    if words:
        text = _("To fix this, answer “{title}” with “{answer}”.")
        return text.format(title=title, answer=_("” or “").join(words))
    return _("To fix this, accept the change in “{title}”.").format(title=title)


def _options(fix: Finding) -> tuple[Option, ...]:
    return fix.question.options if isinstance(fix.question, Choice) else ()
