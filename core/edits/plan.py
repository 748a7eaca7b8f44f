"""The manual edits carried out: a second plan after that of the rules, and what became of each edit.

An edit is carried out only if the file it leads to can be read, says what was meant, and violates no schema it
did not violate before. So the dialog that asks, and a replay on another day, judge alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.docker.facts import refused_by_hub
from core.edits import manual_edit
from core.edits.manual_edit import InForce, Judge, ManualEdit
from core.manifest import edit, schemas, write
from core.manifest import pointer as ptr
from core.manifest.create_options import new_options_are_objects
from core.manifest.edit import Plan
from core.manifest.errors import ManifestError
from core.manifest.manifest import Encoding, Manifest, Module
from core.manifest.overlay import origin, over
from core.manifest.read import read_again
from core.model.decisions import Decision, Decisions
from core.model.states import Resolution
from core.text.catalogue import _

Forms = Callable[[Plan], dict[str, str]]
"""The forms of create options that the rules ask for, given a plan."""


@dataclass(frozen=True, slots=True)
class Written:
    """A result as a file: its text, the forms of create options it took, its bytes, and what they read as."""

    text: str
    forms: dict[str, str]
    data: bytes
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Layer:
    """`rules` is the plan of the rules, `own` that of the edits for its result, `whole` both as one.

    `stale` are ids of edits whose place is gone; `refused` why an edit is not carried out, by its id.
    `written` is the file that results, where edits were checked by writing it.
    """

    rules: Plan
    own: Plan
    whole: Plan
    done: tuple[InForce, ...] = ()
    stale: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    written: Written | None = None

    @property
    def resolutions(self) -> dict[str, Resolution]:
        """What became of each edit: edited, stale or refused."""
        done = {item.edit.id: Resolution.EDITED for item in self.done}
        left = {**dict.fromkeys(self.stale, Resolution.STALE), **dict.fromkeys(self.refused, Resolution.REFUSED)}
        return {**done, **left}

    @property
    def problems(self) -> list[str]:
        """Why an edit is not carried out, one line each."""
        text = _("{finding}: not applied: {reason}")
        return [text.format(finding=name, reason=reason) for name, reason in self.refused.items()]

    def moved(self, place: str) -> str:
        """Where a place of the tree after the rules is in the result."""
        return self.own.moved(place)

    def before(self, place: str) -> str:
        """Where a place of the tree after the rules was in the original, or where a rule added it."""
        return origin(self.rules, place)

    def result_place(self, item: InForce) -> str:
        """Where an edit is in the result; for a removed value where it was, or what was around it."""
        above = ptr.parent(item.place)
        if item.edit.op != "add" or not isinstance(ptr.resolve(self.rules.value, above), list):
            return self.moved(item.place)
        added = [other.place for other in self.done if other.edit.op == "add" and ptr.parent(other.place) == above]
        items = ptr.resolve(self.own.value, self.moved(above))
        return ptr.join(self.moved(above), len(items) - len(added) + added.index(item.place))


def layered(manifest: Manifest, plan: Plan, decisions: Decisions, forms: Forms) -> Layer:
    """The edits among the decisions, on top of the plan of the rules."""
    none = Layer(plan, Plan(plan.value), plan)
    items = manual_edit.given(decisions)
    if not items:
        return none
    judge = Judge(manifest, plan)
    stale: list[str] = []
    refused: dict[str, str] = {}
    fitting: list[InForce] = []
    for item, wanted in items:
        if wanted is None:
            refused[item.finding] = _("its answer is not an edit of this place")
        elif judge.gone(wanted, item):
            stale.append(item.finding)
        else:
            reason = judge.fault(wanted)
            if reason is not None:
                refused[item.finding] = reason
            else:
                fitting.append(_in_force(judge, wanted, item))
    computed = _tried(manifest, none, fitting, forms, refused)
    return replace(computed, stale=tuple(stale), refused=refused)


def _in_force(judge: Judge, wanted: ManualEdit, item: Decision) -> InForce:
    place = judge.place(wanted)
    assert place is not None
    return InForce(wanted, item, place, None if wanted.op == "add" else judge.value(place))


def _tried(manifest: Manifest, none: Layer, fitting: Sequence[InForce], forms: Forms, refused: dict[str, str]) -> Layer:
    """All of them where nothing speaks against the result; else one after the other, those that spoil it left out."""
    layer, reason = _carried_out(manifest, none, fitting, forms)
    if reason is None:
        return layer
    good: list[InForce] = []
    layer = none
    for item in fitting:
        next_layer, reason = _carried_out(manifest, none, [*good, item], forms)
        if reason is None:
            good.append(item)
            layer = next_layer
        else:
            refused[item.edit.id] = reason
    return layer


def _carried_out(manifest: Manifest, none: Layer, items: Sequence[InForce], forms: Forms) -> tuple[Layer, str | None]:
    tree = none.rules.value
    changes = [
        manual_edit.change(item.edit, item.place, tree)
        for item in items
        if item.edit.op != "set" or not manual_edit.same(item.edit.value, item.before)
    ]
    node, clashes = edit.sort(changes)
    if clashes:
        return none, _("{other} edits the same place").format(other=clashes[0].other.finding)
    lost: list[Any] = []
    own = edit.plan(tree, node, {ptr.parent(change.pointer) for change in changes}, lost)
    whole = over(none.rules, own)
    layer = replace(none, own=own, whole=whole, done=tuple(items), written=None)
    return _checked(manifest, layer, forms(whole)) if changes else (layer, None)


def _checked(manifest: Manifest, layer: Layer, forms: dict[str, str]) -> tuple[Layer, str | None]:
    """The layer with the file that would be written, and what is wrong with that file."""
    refused = next(filter(None, (_key_fault(manifest, forms, item) for item in layer.done)), None)
    if refused is not None:
        return layer, refused
    text = write.text(manifest, layer.whole, forms)
    data = manifest.source.encode(text)
    try:
        after = read_again(manifest, data)
    except ManifestError as error:
        return layer, _("the result could not be read: {reason}").format(reason=error.found)
    if after.tree != layer.whole.value:
        return layer, _("the result would be read differently than intended")
    violations = schemas.caused(manifest, after)
    if violations:
        return layer, _("the published schema does not allow it: {reason}").format(reason=violations[0].message)
    return replace(layer, written=Written(text, forms, data, after)), None


def _key_fault(manifest: Manifest, forms: dict[str, str], item: InForce) -> str | None:
    """A key that IoT Hub refuses: only create options that are written as a string may hold one."""
    tokens = ptr.split(item.edit.pointer)
    module = manifest.module(item.edit.module)
    inside = module is not None and tokens[:2] == ("settings", "createOptions")
    if inside and module is not None and (not _is_object(manifest, module) or module.name in forms):
        return None
    added = {tokens[-1]: item.edit.value} if item.edit.op == "add" else item.edit.value
    if item.edit.op == "remove" or not refused_by_hub(added) or refused_by_hub(item.before):
        return None
    return _("IoT Hub refuses a key with a dot, a space or a dollar sign here")


def _is_object(manifest: Manifest, module: Module) -> bool:
    if module.encoding is Encoding.ABSENT:
        return new_options_are_objects(manifest)
    return module.encoding is Encoding.OBJECT
