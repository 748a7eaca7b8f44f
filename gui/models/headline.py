"""The one verdict as the window shows it: a color, an icon, a few words and the sentence. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _, plural

if TYPE_CHECKING:
    from core.migration.verdict import Judgement


class Headline(NamedTuple):
    """`tone` and `icon` as chips have them, `short` for the step list, `text` the sentence of the verdict."""

    tone: str
    icon: str
    short: str
    text: str


def headline(judgement: Judgement) -> Headline:
    """The verdict for Check, Export and the step list."""
    from core.migration.verdict import Kind, Outcome, sentence

    asked, blocks = len(judgement.of(Kind.QUESTION)), len(judgement.of(Kind.RULE, Kind.CHECK))
    text, outcome = sentence(judgement), judgement.outcome
    if outcome is Outcome.BLOCKED and blocks:
        return Headline("block", "block", plural("{count} block", "{count} blocks", blocks), text)
    if outcome in (Outcome.BLOCKED, Outcome.OPEN):
        return Headline("ask", "question", plural("{count} question", "{count} questions", asked), text)
    taken = len(judgement.losses)
    if taken:
        return Headline("ask", "warning", plural("{count} to confirm", "{count} to confirm", taken), text)
    return Headline("ok", "done", _("ready"), text)


def exported(judgement: Judgement, files: int) -> Headline:
    """What is to be said once the files are written: how many, and what was taken without an answer."""
    text = plural("Exported: {count} file written.", "Exported: {count} files written.", files)
    taken, risks = len(judgement.losses), len(judgement.accepted)
    parts = [
        plural("{count} suggestion was not confirmed.", "{count} suggestions were not confirmed.", taken),
        plural("{count} risk is accepted.", "{count} risks are accepted.", risks),
    ]
    more = " ".join(part for part, count in zip(parts, (taken, risks), strict=True) if count)
    return Headline("ask" if more else "ok", "done", _("exported"), f"{text} {more}".rstrip())
