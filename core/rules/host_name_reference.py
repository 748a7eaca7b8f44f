"""Host names of a renamed module in the values of other modules: each place is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import module_names
from core.docker.host_references import Reference, Text, references, texts
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict, finding_id
from core.text.catalogue import N_

_REWRITE = Option(
    value="rewrite",
    title=N_("Use the new name"),
    consequence=N_("{owner} calls the module by its name on the GPU device."),
)
_LEAVE = Option(
    value="leave",
    title=N_("Keep it"),
    consequence=N_("Correct if this is not a host name, or the name of another host."),
)
_SURE = Choice(
    options=(_REWRITE, _LEAVE),
    default="rewrite",
    default_reason=N_("it is at the position of a host name, with a port or in an address"),
)
_UNSURE = Choice(
    options=(_REWRITE, _LEAVE),
    default="leave",
    default_reason=N_("the string alone does not show whether it is a host name"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields addresses, host:port, and texts that are the name of a module that may be renamed."""
    name_problems = module_names.name_problems(manifest)
    for name in name_problems:
        for reference in references(manifest).get(name, ()):
            yield _finding(manifest, name, reference, _SURE)
    if name_problems:
        for text in texts(manifest):
            bare = text.text[text.offset :]
            if bare in name_problems and bare != text.owner:
                yield _finding(manifest, bare, _whole(text, bare), _UNSURE)


def _whole(text: Text, name: str) -> Reference:
    start, end = text.offset, len(text.text)
    return Reference(text.owner, name, text.label, text.pointer, start, end, None, end, end)


def _finding(manifest: Manifest, name: str, reference: Reference, question: Choice) -> Finding:
    return RULE.finding(
        reference.owner,
        f"{reference.label or 'value'}:{name}",
        reference.pointer,
        Verdict.ASK,
        question=question,
        depends=(finding_id(rule_ids.NEW_NAME, name, "name"),),
        owner=reference.owner,
        name=name,
        place=reference.label or "value",
        start=reference.start,
        end=reference.end,
        variant="" if question is _SURE else "bare",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces the name within the text, if the answer says so and the module gets another name."""
    old = str(finding.facts["name"])
    new = answers.get(finding.depends[0], old)
    if answers[finding.id] != "rewrite" or new == old:
        return ()
    start, end = int(str(finding.facts["start"])), int(str(finding.facts["end"]))
    return (Change("edit", finding.pointer, finding.id, new, start, end, gives_up=True),)


RULE = Rule(
    id=rule_ids.HOST_NAMES,
    area=Area.NAMING,
    source=("O2", "N3"),
    detect=detect,
    apply=apply,
    advice=True,
)
