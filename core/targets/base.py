"""The protocol by which window, report, bundle and command line use a target, the same for every runtime."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol, TypeVar

from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.device import Device, Platform, Source
from core.redaction.redactor import Redactor
from core.targets.objects import Held, TargetObject

P = TypeVar("P")


class Message(Protocol):
    """Something that the target leaves out or refuses; `why` is a catalogue text with `{facts}`."""

    @property
    def pointer(self) -> str:
        """The place in the manifest."""

    @property
    def why(self) -> str:
        """The reason, as a catalogue text."""

    @property
    def facts(self) -> Mapping[str, Json]:
        """The facts that fill the text."""


class ModuleShown(Protocol):
    """One module as the target runs it."""

    @property
    def module(self) -> Module:
        """The module of the manifest."""

    @property
    def objects(self) -> Sequence[TargetObject]:
        """The objects that are created for it, in order."""

    @property
    def refusals(self) -> Sequence[Message]:
        """What the target refuses of the module."""

    @property
    def drops(self) -> Sequence[Message]:
        """What the target ignores of the module."""


class Shown(Protocol):
    """The whole deployment as the target runs it."""

    @property
    def modules(self) -> Sequence[ModuleShown]:
        """The modules in the order of the manifest."""

    @property
    def objects(self) -> Iterator[TargetObject]:
        """Every object of the deployment."""

    def objects_of(self, pointer: str) -> Sequence[tuple[TargetObject, str]]:
        """Object and path (JSON Pointer into its body) of everything that came from a place of the manifest."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a target is called in texts, as catalogue texts: the tables of resources/targets.toml.

    `name` is what the runtime is called. `runtime` says which runtime the device runs and what follows; it is at the
    head of report and run sheet.
    `title` heads what the target will run, `legend` explains its table, `column` heads the kind of address and
    `exposed` fills it where it has a name of its own. `gpus` labels the GPUs that modules may use, `agent` the version
    of the runtime. `shares` heads the shares on the Device page; `gpus_hint` and `shares_hint` say there which GPUs and
    shares are asked for.
    `model` is what EdgeShift has a model of, `fails` what happens to what it refuses.
    `share_new` and `share_there` say what to do about a share, `triggers` about those of the old device (empty
    where a rule does), and `triggers_unused` the same where no route needs one. `preview` heads each file of the
    preview.
    `running` is what a module that runs is reported as, by
    the command `listing`; `outputs` are the commands that print everything which an export expects. `examples` are
    commands that describe the device, by what the manifest was written for. `own_address` says that what is published
    answers at the address of a machine which the manifest does not know. `own_gpus` says that each module has GPUs of
    its own, so that the device needs as many as all request together.
    `watch` says where modules are seen starting after the deployment, with the first of them.
    `closed`, `inside` and `gpu` are in the picture: a module without ports, ports that only the device itself
    reaches, and the kind of GPU. `save` names the deployment to save before the new one, `saved` the device it is of.
    `objects` and `nothing` are in the window: on the tab of the objects, and for a line of the manifest that none of
    them comes from. `tree` and `bodies` head the two views of the objects on that tab.
    `edge_device` says which IoT Edge device the modules are deployed to.
    `ways` says from where to where a manifest is moved, by what it was written for, `before` what heads the
    original and `after` what heads the result: in the window and in the report. `same_device` are the sources whose
    modules run on this very device: its shares, users and files stay. `given_up` is at each finding whose change
    gives up what the original says; it is empty where reports do not say so: those of the Kubernetes path stay as
    they always were.
    """

    name: str
    runtime: str
    ways: Mapping[Source, str]
    before: Mapping[Source, tuple[str, str]]
    title: str
    legend: str
    column: str
    gpus: str
    gpus_hint: str
    shares: str
    shares_hint: str
    agent: str
    model: str
    fails: str
    share_new: str
    share_there: str
    triggers: str
    closed: str
    inside: str
    gpu: str
    save: str
    saved: str
    after: tuple[str, str]
    objects: str
    tree: str
    bodies: str
    nothing: str
    edge_device: str
    preview: str
    running: str
    listing: str
    outputs: str
    examples: Mapping[Source, str]
    watch: str
    own_address: bool
    own_gpus: bool
    exposed: str = ""
    same_device: frozenset[Source] = frozenset()
    given_up: str = ""
    triggers_unused: str = ""


def words_of(platform: Platform) -> Words:
    """The texts about a target."""
    table = tomllib.loads((files("resources") / "targets.toml").read_text(encoding="utf-8"))[platform]
    before = {source: tuple(heads) for source, heads in table["before"].items()}
    return Words(
        **{
            **table,
            "before": before,
            "after": tuple(table["after"]),
            "same_device": frozenset(table.get("same_device", ())),
        }
    )


class Target(Protocol[P]):
    """A runtime of the target device. Its checks are those whose `targets` hold its `platform`.

    `device_fields` are the fields of a Device that only this runtime has.
    `confirms` are the kinds of lines, besides modules, that outputs of the device confirm.
    `prints` says how the commands begin whose outputs only this runtime has, each with the kind of its list.
    `folder` holds the preview in the bundle; `run_sheet` and `rollback` are templates below resources/runsheet.
    """

    platform: Platform
    prints: tuple[str, ...]
    words: Words
    device_fields: frozenset[str]
    folder: str
    run_sheet: str
    rollback: str
    confirms: tuple[str, ...]

    def version(self, device: Device) -> str:
        """The version of the runtime, in a few words."""

    def preview(self, manifest: Manifest, device: Device) -> P:
        """What the runtime makes of a manifest, migrated or not. Never raises."""

    def held(self, preview: P) -> tuple[Held, ...]:
        """The resources of each module on the target, in the order of the preview."""

    def masked(self, obj: TargetObject, redactor: Redactor) -> Json:
        """The body of an object for display, without manifest values that are not recognizably harmless."""

    def tables(self, preview: P) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """The rows that the run sheet lists beside the modules, by their name in its template; unmasked."""

    def files(self, preview: P, redactor: Redactor) -> dict[str, bytes]:
        """The files that show the objects, by path below `folder`; everything masked."""


def gpus_needed(words: Words, requested: Iterable[str]) -> int:
    """How many GPUs the device needs at least, by what its modules request: numbers as text, or empty."""
    counts = [int(text) for text in requested if text.isdigit()]
    return sum(counts) if words.own_gpus else max(counts, default=0)
