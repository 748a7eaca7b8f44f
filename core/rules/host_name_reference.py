"""Host names of a renamed module in the values of other modules: each place has a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import module_names
from core.docker.host_references import references, texts
from core.docker.name_words import Finder
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict, finding_id, giving_up
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
_REPLACED = Option(
    value="rewrite",
    title=N_("Use the new name"),
    consequence=N_("{owner} gets the new name. Wrong if {name} is not this module here, but a folder or a label."),
)
_KEPT = Option(
    value="leave",
    title=N_("Keep it"),
    consequence=N_("If {name} is this module here, {owner} does not find it: no module has the old name."),
)
_LIKELY = Choice(
    options=(_REPLACED, _KEPT),
    default="rewrite",
    default_reason=N_("after the rename no module has the old name, and few other things have such a name"),
)
_DOUBTFUL = Choice(
    options=(_KEPT, _REPLACED),
    default="leave",
    default_reason=N_("the word may have another meaning here"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields addresses, host:port, whole values and words that are the name of a module that may be renamed."""
    name_problems = module_names.name_problems(manifest)
    if not name_problems:
        return
    addresses: set[tuple[str, int]] = set()
    for name in name_problems:
        for call in references(manifest).get(name, ()):
            addresses.add((call.pointer, call.start))
            yield _finding(call.owner, name, call.label, call.pointer, [(call.start, call.end)], _SURE, "")
    finder = Finder(name_problems)
    found = [mention for text in texts(manifest) for mention in finder.mentions(text)]
    for mention in sorted(found, key=lambda mention: not mention.whole):
        text = mention.text
        spans = [span for span in mention.spans if (text.pointer, span[0]) not in addresses]
        if spans:
            question = _LIKELY if mention.sure else _DOUBTFUL
            variant = "bare" if mention.whole else "word"
            yield _finding(text.owner, mention.name, text.label, text.pointer, spans, question, variant)


def _finding(
    owner: str, name: str, label: str, pointer: str, spans: Sequence[tuple[int, int]], question: Choice, variant: str
) -> Finding:
    return RULE.finding(
        owner,
        f"{label or 'value'}:{name}",
        pointer,
        Verdict.ASK,
        question=question,
        depends=(finding_id(rule_ids.NEW_NAME, name, "name"),),
        owner=owner,
        name=name,
        place=label or "value",
        spans=[number for span in spans for number in span],
        variant=variant,
        tags=["doubtful"] if question is _DOUBTFUL else [],
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces the name within the text, if the answer says so and the module gets another name."""
    old = str(finding.facts["name"])
    new = answers.get(finding.depends[0], old)
    if answers[finding.id] != "rewrite" or new == old:
        return ()
    spans = iter(finding.facts["spans"])
    return giving_up(
        Change("edit", finding.pointer, finding.id, new, start, end) for start, end in zip(spans, spans, strict=True)
    )


RULE = Rule(
    id=rule_ids.HOST_NAMES,
    area=Area.NAMING,
    source=("O2", "N3"),
    detect=detect,
    apply=apply,
    gives_up=("rewrite", "leave"),
    nothing_lost=("",),
)
