"""A key of a module entry or section that the schema does not know: the Azure CLI refuses it, or it is misplaced."""

from __future__ import annotations

from core.docker import hub_values, object_form, unfilled, unread_keys
from core.docker.options import Place as Level
from core.docker.unread_keys import Unread
from core.manifest import pointer as ptr
from core.manifest.manifest import Encoding, Manifest
from core.model.questions import Choice, choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_REMOVE = option("remove", N_("Remove it"), N_("Nothing changes for the modules. The original file keeps the key."))
_LEAVE = option("leave", N_("Keep it"), N_("It has no effect, as today."))
_LEAVE_REFUSED = option(
    "leave",
    N_("Keep it"),
    N_("The Azure CLI refuses the file. The Azure portal accepts it, and the key has no effect."),
)
_REMOVE_LIMIT = option("remove", N_("Remove it"), N_("The store of edgeHub has no maximum size."))
_LEAVE_LIMIT = option(
    "leave",
    N_("Keep it"),
    N_("The Azure CLI refuses the file. The Azure portal accepts it, and edgeHub applies the limit."),
)
_MOVE = option(
    "move",
    N_("Move it into the create options"),
    N_("It takes effect for the first time on the GPU device. Questions about its settings follow."),
)
_REASON = N_("the runtime does not read it on the old device either")
_LIMIT = choice(
    _REMOVE_LIMIT, _LEAVE_LIMIT, default="remove", reason=N_("the run sheet deploys the file with the Azure CLI")
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such key; one with a placeholder is reported for that."""
    for unread in unread_keys.places(manifest):
        if unfilled.at(manifest, unread.place.pointer) or (unread.read and _is_refused(manifest, unread)):
            continue
        misplaced = unread.level is not None
        free = misplaced and bool(_moved(manifest, unread))
        yield RULE.finding(
            unread.module,
            _subject(manifest, unread),
            unread.place.pointer,
            Verdict.ASK,
            question=_LIMIT if unread.read else _question(unread.refused, free),
            module=unread.module,
            key=unread.place.key,
            inside=unread.inside,
            variant="misplaced" if misplaced else "read" if unread.read else "" if unread.module else "section",
            tags=["refused"] if unread.refused else [],
        )


def _is_refused(manifest: Manifest, unread: Unread) -> bool:
    """Whether edgeHub refuses the value, so that another rule asks about it."""
    return any(each.where.pointer == unread.place.pointer for each in hub_values.unreadable(manifest, newer=False))


def _question(refused: bool, free: bool) -> Choice:
    options = (_REMOVE, *((_MOVE,) if free else ()), _LEAVE_REFUSED if refused else _LEAVE)
    return choice(*options, default="remove" if refused else "leave", reason=_REASON)


def _subject(manifest: Manifest, unread: Unread) -> str:
    """The way to the key from the module, or from the section."""
    tokens = ptr.split(unread.place.pointer)
    if unread.module:
        module = manifest.holder(unread.module, unread.place.pointer)
        return ".".join(tokens[len(ptr.split(module.pointer)) :])
    first = next((i for i, token in enumerate(tokens) if token.startswith("$edge")), 0)
    return ".".join(token for token in tokens[first:] if token != "properties.desired")


def _moved(manifest: Manifest, unread: Unread) -> list[tuple[str, Json]]:
    """What is added to the create options, by pointer; empty where a place is not free."""
    module = manifest.holder(unread.module, unread.place.pointer)
    if module.unjudged or not isinstance(module.body.get("settings"), dict):
        return []
    key, value = unread.place.key, unread.place.value
    if key.lower() == unread_keys.CREATE_OPTIONS:
        inner = object_form.decoded(value)
        free = module.encoding is Encoding.ABSENT or not module.has_options
        return [(module.to(name), item) for name, item in inner.items()] if free else []
    host = module.find("HostConfig")
    if unread.level is Level.HOST and (host is None or isinstance(host.value, dict)):
        return [(module.to("HostConfig", key), value)] if module.find("HostConfig", key) is None else []
    return [(module.to(key), value)] if unread.level is Level.TOP and module.find(key) is None else []


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """The key goes, and is added to the create options where the answer says so."""
    answer = answers[finding.id]
    if answer not in ("move", "remove"):
        return ()
    gone = Change("remove", finding.pointer, finding.id)
    if answer == "remove":
        return (gone,)
    unread = next(each for each in unread_keys.places(manifest) if each.place.pointer == finding.pointer)
    return (gone, *(Change("add", pointer, finding.id, value) for pointer, value in _moved(manifest, unread)))


RULE = Rule(
    id="unread-key",
    area=Area.RUNTIME,
    source=("MAN-comment", "DOCKER-create", "AGT-1b-hub-types"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    first_answers=("move",),
    gives_up=("remove",),
    nothing_lost=("", "section", "misplaced"),
)
