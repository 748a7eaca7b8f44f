"""A bind of a host path becomes a share or a directory of the Kubernetes node, or is removed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.docker import answer_texts, placeholders, storage, volumes
from core.docker.names import SHARE_NAME, may_be_share
from core.docker.storage import Bind
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import Choice, Option, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

READ_ONLY = " ro"
_OTHER = rf"(?:(?:share:)?{SHARE_NAME}(?:/(?!.*\.\.)[^:]*[^:\s])?|bind:/[^:]*)"
_WITHOUT_BIND = frozenset(("windows", "named-volume", "relative", "one-part", "unnameable", "docker-socket", "socket"))
_WITHOUT_SHARE = frozenset(("docker-socket", "socket", "device"))

_NOT_LISTED_WHOLE = N_(
    "Create this share on the device and enable it for Edge compute. The module sees all files of the "
    "share; those of the old folder are in {target}/{folder}."
)
_FOLDER = N_("Only this folder is at {target}. The module stays Pending unless a module mounts the whole share.")
_WHOLE = N_("The module sees all files of the share; those of the old folder are in {target}/{folder}.")
_AS_FOLDER = N_("{target} becomes a folder with the content of the share, but the module expects a file there.")
_DROP_NOTHING = N_("Nothing is lost, because the bind has no path in the container.")
_READ_ONLY = N_("The module cannot write there. It may stay Pending, because the volumes of shares are not read-only.")

_BIND_REASON = N_("it is the same path as before")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each bind of each module; those with placeholders belong to another rule."""
    names = device.share_names()
    for bind in storage.binds(module):
        if not bind.unfilled:
            question = _question(module, bind, names)
            yield RULE.finding(
                module.name,
                bind.target,
                bind.pointer,
                Verdict.ASK,
                question=question,
                **_facts(module, bind, names),
            )


def _facts(module: Module, bind: Bind, names: tuple[str, ...]) -> dict[str, Json]:
    tags: list[Json] = ["read-only"] if bind.read_only else []
    if bind.mode not in ("", "ro", "rw"):
        tags.append("mode")
    if bind.share and not may_be_share(bind.share, names):
        tags.append("name-refused")
    return {
        "module": module.name,
        "bind": bind.text,
        "source": bind.source,
        "target": bind.target,
        "mode": bind.mode,
        "variant": bind.form,
        "share": bind.share,
        "folder": bind.folder,
        "tags": tags,
    }


def _question(module: Module, bind: Bind, names: tuple[str, ...]) -> Choice:
    folder = bind.folder if bind.folder and volumes.open_for(module) else ""
    target = bind.target if isinstance(module.get("HostConfig", "Mounts"), (list, type(None))) else ""
    share = bind.share if may_be_share(bind.share, names) else ""
    return _choice(bind.form, bind.source, target, share, folder, names, bind.read_only)


@lru_cache(maxsize=4096)
def _choice(
    variant: str, source: str, target: str, share: str, folder: str, names: tuple[str, ...], read_only: bool
) -> Choice:
    options: list[Option] = []
    if target and variant not in _WITHOUT_SHARE:
        options += _share_options(variant, share, folder, names)
    if target and variant not in _WITHOUT_BIND and source.startswith("/"):
        consequence = answer_texts.NODE_PATHS.get(variant, answer_texts.NODE_FOLDER)
        path = _kept(source)
        options.append(option(f"bind:{path}", N_("Directory {path}"), consequence, path=path))
    if read_only:
        options += list(map(_read_only, options))
    options.append(option("drop", N_("Remove it"), answer_texts.without_mount(target) if target else _DROP_NOTHING))
    sure = bool(target) and (not read_only or variant == "pod-file")
    default, reason = _default(variant, source, share, names) if sure else (None, "")
    return Choice(
        options=tuple(options),
        default=default,
        default_reason=reason,
        other_allowed=bool(target) and variant not in _WITHOUT_SHARE,
        other_pattern=f"{_OTHER}(?:{READ_ONLY})?" if read_only else _OTHER,
    )


def _share_options(variant: str, share: str, folder: str, names: tuple[str, ...]) -> Iterator[Option]:
    whole = {"sub-folder": _WHOLE, "file": _AS_FOLDER, "pod-file": _AS_FOLDER}.get(variant, answer_texts.SHARE_AT)
    for name in dict.fromkeys((share, *names) if share else names):
        unlisted = _NOT_LISTED_WHOLE if variant == "sub-folder" else answer_texts.SHARE_NOT_LISTED
        yield option(f"share:{name}", N_("Share “{share}”"), whole if name in names else unlisted, share=name)
    if folder:
        for name in names if names and share not in names else filter(None, (share,)):
            yield option(f"share:{name}/{folder}", answer_texts.SHARE_FOLDER, _FOLDER, share=name)


def _kept(source: str) -> str:
    """The path of the bind, without `.` and `..`, which Kubernetes refuses."""
    return storage.same_folder(source) if ".." in source.split("/") else source


def _read_only(usual: Option) -> Option:
    titles = {
        N_("Share “{share}”"): N_("Share “{share}”, read-only"),
        N_("Directory {path}"): N_("Directory {path}, read-only"),
        answer_texts.SHARE_FOLDER: N_("Folder {folder} of the share “{share}”, read-only"),
    }
    consequence = usual.consequence if str(usual.value).startswith("bind:") else _READ_ONLY
    return option(f"{usual.value}{READ_ONLY}", titles[usual.title], consequence, **usual.facts)


def _default(variant: str, source: str, share: str, names: tuple[str, ...]) -> tuple[str | None, str]:
    """The suggested answer and its reason; None where a wrong answer could lose data."""
    if variant == "share":
        name = share if not names or share in names else names[0] if len(names) == 1 else ""
        return (f"share:{name}", answer_texts.BIND_OF_SHARE) if name else (None, "")
    if variant == "pod-file":
        return "drop", answer_texts.POD_FILE
    if variant == "directory":
        return f"bind:{_kept(source)}", _BIND_REASON
    return None, ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the bind by a mount or a volume with the same path in the module."""
    module = manifest.holder(finding.module, finding.pointer)
    bind = storage.binds_by_pointer(module)[finding.pointer]
    gone = Change("remove", bind.pointer, finding.id)
    answer = str(answers[finding.id])
    if answer == "drop":
        return giving_up([gone])
    read_only = bind.read_only and answer.endswith(READ_ONLY)
    place = answer.removesuffix(READ_ONLY) if read_only else answer
    kind, _, source = place.partition(":") if place.startswith(("share:", "bind:")) else ("share", "", place)
    share, slash, folder = source.partition("/")
    if kind == "share" and slash:
        return (gone, _volume(module, bind, finding.id, share, folder, read_only))
    value: Json = {"Target": bind.target, "Source": source, "Type": "bind" if kind == "bind" else "volume"}
    if read_only:
        value["ReadOnly"] = True
    return (gone, Change("add", module.to("HostConfig", "Mounts") + "/-", finding.id, value))


def _volume(module: Module, bind: Bind, finding: str, share: str, folder: str, read_only: bool) -> Change:
    """The volume for a folder of a share: the agent's Mounts have no subPath."""
    others = [other.pointer for other in storage.binds(module) if other.folder]
    name = volumes.label(share, folder)
    if len(others) > 1 and bind.pointer in others:
        name = f"{name}-{others.index(bind.pointer) + 1}"
    mount: Json = {"mountPath": bind.target, "subPath": folder}
    if read_only:
        mount["readOnly"] = True
    claim = {"claimName": share if placeholders.holds(share) else share.lower()}
    return volumes.add(module, finding, name, {"persistentVolumeClaim": claim}, mount)


RULE = Rule(
    id=rule_ids.BIND,
    area=Area.STORAGE,
    source=("S2", "S3", "S4", "S5", "S9", "S10", "S11", "S1", "S6", "S7", "S8", "AGT-5.4"),
    detect=detect,
    apply=apply,
    hint=N_(
        "A share as share:name or share:name/folder, or a directory as bind:/path. The name of a share has 3 to 63 "
        "letters, digits and single hyphens."
    ),
    gives_up=("bind:", "drop"),
    nothing_lost=("pod-file",),
)
