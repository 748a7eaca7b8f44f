"""A mount of a host path in the file: on Kubernetes it is a folder of the node."""

from __future__ import annotations

from functools import lru_cache

from core.docker import answer_texts, storage
from core.docker.names import SHARE_NAME, may_be_share
from core.docker.storage import Mount
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_LEAVE_REASON = N_("it may be intended")
_SHARE_REASON = N_("the old device kept this share at this path")

SPOKEN = ("share", "sub-folder", "directory", "system", "common", "file", "pod-file", "socket")
VARIANTS = {"share-root": "directory", "docker-socket": "socket", "device": "file"}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each mount of type bind with a source and a target."""
    names = device.share_names()
    for mount in storage.mounts(module):
        if mount.kind == "bind" and mount.source and mount.target and not mount.unfilled:
            yield _finding(module, mount, names)


def _finding(module: Module, mount: Mount, names: tuple[str, ...]) -> Finding:
    variant = storage.form_of(mount.source)
    share = storage.share_of(mount.source) if variant in ("share", "sub-folder") else ""
    possible = may_be_share(share, names)
    variant = VARIANTS.get(variant, variant if variant in SPOKEN else "refused")
    return RULE.finding(
        module,
        mount.target,
        mount.pointer,
        Verdict.ASK,
        question=_question(variant, mount.target, share if possible else "", names),
        source=mount.source,
        target=mount.target,
        share=share,
        variant=variant,
        tags=["name-refused"] if share and not possible else [],
    )


@lru_cache(maxsize=1024)
def _question(variant: str, target: str, share: str, names: tuple[str, ...]) -> Choice:
    shares = [
        option(
            f"share:{name}",
            N_("Share “{share}”"),
            answer_texts.SHARE_AT if name in names else answer_texts.SHARE_NOT_LISTED,
            share=name,
        )
        for name in dict.fromkeys((share, *names) if share else names)
    ]
    leave = option(
        "leave", N_("Keep the path {source}"), answer_texts.NODE_PATHS.get(variant, answer_texts.NODE_FOLDER)
    )
    drop = option("drop", N_("Remove it"), answer_texts.without_mount(target))
    known = share if not names or share in names else names[0] if len(names) == 1 else ""
    default, reason = _default(variant, known)
    return choice(
        *((*shares, drop) if variant == "refused" else (*shares, leave, drop)),
        default=default,
        reason=reason,
        other=rf"(?:share:)?{SHARE_NAME}",
    )


def _default(variant: str, known: str) -> tuple[str | None, str]:
    if variant == "share" and known:
        return f"share:{known}", _SHARE_REASON
    defaults = {"directory": ("leave", _LEAVE_REASON), "pod-file": ("drop", answer_texts.POD_FILE)}
    return defaults.get(variant, (None, ""))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Changes type and source together; target and access stay."""
    answer = str(answers[finding.id])
    if answer == "leave":
        return ()
    if answer == "drop":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    module = manifest.holder(finding.module, finding.pointer)
    mount = storage.mounts_by_pointer(module)[finding.pointer]
    values = {"Source": answer.removeprefix("share:"), "Type": "volume"}
    return [
        Change("replace", ptr.join(mount.pointer, spelling(mount.value, key) or key), finding.id, value)
        for key, value in values.items()
    ]


RULE = Rule(
    id="host-path-mount",
    area=Area.STORAGE,
    source=("S4", "S5", "AGT-5.4"),
    detect=detect,
    apply=apply,
    hint=N_("A share as share:name. The name has 3 to 63 letters, digits and single hyphens."),
    gives_up=("leave", "drop"),
    nothing_lost=("pod-file",),
)
