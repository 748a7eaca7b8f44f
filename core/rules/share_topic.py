"""The name of a share in routes: file triggers use it as the topic of their messages."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import routes, storage
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.model.remembered import remembered
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, OutsideKind, Rule, Verdict
from core.text.catalogue import N_

_QUOTES = frozenset("'\"\\")

_QUESTION = choice(
    option("follow", N_("Follow the share"), N_("The route selects messages of the share that replaces {share}.")),
    option(
        "leave", N_("Keep the route as it is"), N_("Correct if you chose the topic {share} for a scheduled trigger.")
    ),
    default="follow",
    reason=N_("the topic is the name of a share that this manifest uses"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each topic in a route that is the name of a share in a bind."""
    for topic in routes.topics(manifest):
        if topic.name in _users(manifest):
            yield RULE.finding(
                "",
                f"{routes.name_of(topic.route)} {topic.name}",
                topic.pointer,
                Verdict.ASK,
                question=_QUESTION,
                route=routes.name_of(topic.route),
                share=topic.name,
                start=topic.start,
                end=topic.end,
            )


@remembered
def _users(manifest: Manifest) -> dict[str, list[str]]:
    """The ids of the findings that decide the share, by its name."""
    users: dict[str, list[str]] = {}
    for module in manifest.modules:
        for bind in storage.binds(module):
            if bind.share:
                users.setdefault(bind.share, []).append(bind.id)
    return users


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the name in the route by that of the new share, if all modules have the same one."""
    old = str(finding.facts["share"])
    users = _users(manifest)[old]
    new = {_share(str(answers.get(user, "drop"))) for user in users}
    if answers[finding.id] == "leave" or len(new) != 1 or new <= {old, ""} or _QUOTES & set("".join(new)):
        return ()
    start, end = finding.facts["start"], finding.facts["end"]
    assert isinstance(start, int) and isinstance(end, int)
    return (Change("edit", finding.pointer, finding.id, new.pop(), start, end),)


def _share(answer: str) -> str:
    """The share that an answer to a bind chooses; empty for a directory or for none."""
    if answer.startswith("bind:") or answer == "drop":
        return ""
    return answer.removeprefix("share:").removesuffix(" ro").partition("/")[0]


def outside(finding: Finding, answer: Json) -> Iterator[tuple[OutsideKind, str]]:
    """Yields the trigger of this share, which the manifest cannot create."""
    yield "trigger", str(finding.facts["share"])


RULE = Rule(id="share-topic", area=Area.STORAGE, source=("DEV-3",), detect=detect, apply=apply, outside=outside)
