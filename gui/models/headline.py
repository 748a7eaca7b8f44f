"""The verdict for the window: a color, an icon, a few words and the sentence. Does not use Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _, plural

if TYPE_CHECKING:
    from core.migration.verdict import Judgement


class Headline(NamedTuple):
    """`tone` and `icon` are those of a chip, `short` is for the step list, `text` is the sentence."""

    tone: str
    icon: str
    short: str
    text: str


def headline(judgement: Judgement) -> Headline:
    """The verdict for Check, Export and the step list."""
    from core.migration.verdict import Kind, sentence

    text, needed, taken = sentence(judgement), len(judgement.blocking), len(judgement.losses)
    if needed:
        tone, icon = ("block", "block") if judgement.of(Kind.RULE, Kind.CHECK) else ("ask", "question")
        return Headline(tone, icon, plural("{count} needs you", "{count} need you", needed), text)
    if taken:
        return Headline("ask", "warning", plural("{count} to confirm", "{count} to confirm", taken), text)
    return Headline("ok", "done", _("ready"), text)


def exported(judgement: Judgement, files: int) -> Headline:
    """The headline after the export: the number of files, and the defaults that were taken."""
    from core.migration.verdict import unsettled

    text = plural("Exported: {count} file written", "Exported: {count} files written", files)
    more = unsettled(judgement)
    return Headline("ask" if more else "ok", "done", _("exported"), f"{'; '.join(filter(None, (text, more)))}.")
