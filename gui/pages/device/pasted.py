"""Applies what was pasted on the Device page to the session: facts of the device, and its deployment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.text.catalogue import _
from gui.state.observations import Observations

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.model.device import Device
    from gui.pages.device.outputs_card import OutputsCard
    from gui.pages.device.target_card import TargetCard
    from gui.state.observations import Source
    from gui.state.session import Session
    from gui.widgets.outputs.paste_box import PasteBox


OUTPUTS, TARGET = "outputs", "target deployment"
"""The kinds of jobs that read pasted or dropped content."""


class Pasted(QObject):
    """`changed` when other facts are known; a new manifest begins without. Everything is read in the background."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._seen = Observations()
        self._waiting: tuple[Source, ...] = ()
        self._typed: set[str] | None = None
        self._notes: tuple[str, ...] = ()
        session.opened.connect(self._begin)

    def show(self, outputs: OutputsCard, target: TargetCard) -> None:
        """Shows facts and deployment on the page."""
        from core.docker.deployed import REPLACING
        from core.migration.observed import contradictions

        migration = self._session.migration
        assert migration is not None
        before, device = migration.before, self._session.device
        against = contradictions(before, device, self._seen.document["observed"]) if self._seen else ()
        outputs.show_observations(self._seen, device, (*against, *self._notes))
        replaces = before.agent is not None and before.shape in REPLACING
        target.show_target(before.target, self._session.wanted_target, replaces)

    def typed(self, device: Device, old: Device) -> None:
        """Marks the fields that the operator changed as typed."""
        from core.device_outputs.merge import typed_fields

        self._known_as_typed().update(typed_fields(device, old))

    @property
    def reading(self) -> bool:
        """Whether content is still being read."""
        return self._session.jobs.pending(OUTPUTS) or self._session.jobs.pending(TARGET)

    def take(self, sources: Sequence[Source], box: PasteBox) -> None:
        """Reads outputs: fills fields that no one typed, and takes a deployment that clearly is that of the device."""
        given = self._waiting = (*self._waiting, *sources)
        seen, when = self._seen, self._session.stamp()

        def done(read: tuple[Observations, tuple[Manifest, ...]]) -> None:
            self._waiting = ()
            self._took(*read)

        def failed(error: Exception) -> None:
            self._waiting = ()
            raise error

        self._read(
            OUTPUTS, given, box, lambda: (seen.with_more(given, when).read(), tuple(_deployments(given))), done, failed
        )

    def _read(
        self,
        kind: str,
        sources: Sequence[Source],
        box: PasteBox,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Reads in the background, with progress and a cancel button in the box of the input."""
        box.wait_for(", ".join(filter(None, (name for name, _data in sources))))

        def then(go_on: Callable[[Any], None]) -> Callable[[Any], None]:
            def finished(result: Any) -> None:
                box.ready()
                go_on(result)

            return finished

        self._session.jobs.run(kind, work, then(done), then(failed), background=True)

    def leave(self, kind: str) -> None:
        """Cancels reading and ignores its result."""
        self._session.jobs.cancel(kind)
        if kind == OUTPUTS:
            self._waiting = ()

    def _took(self, seen: Observations, deployments: Sequence[Manifest]) -> None:
        from core.device_outputs.merge import merged

        typed = self._known_as_typed()
        self._notes = ()
        self._seen = seen
        said = seen.document
        if self._session.migration is not None:
            self._session.set_device(self._running(merged(self._session.device, said["device"], typed), typed))
            self._name(said["observed"].get("role") or {})
            self._take_deployments(deployments)
        self.changed.emit()

    def _running(self, device: Device, typed: set[str]) -> Device:
        """The device with the runtime that its software supports, unless the operator chose another."""
        from core.migration.observed import runtime_for, software_of

        runtime = runtime_for(software_of(self._seen.document["observed"]))
        if runtime in (None, device.platform) or "platform" in typed:
            return device
        self._notes = (_("The runtime was set to match this software version of the device."),)
        return device.model_copy(update={"platform": runtime})

    def take_target(self, sources: Sequence[Source], box: PasteBox) -> None:
        """Reads the deployment of the device; refuses other content with the reason."""
        from core.device_outputs.deployment import target
        from core.manifest.errors import ManifestError

        name, data = sources[-1]
        path = next(iter(box.paths[-1:]), None)

        def done(found: Manifest) -> None:
            self._session.target_path = path
            self._session.set_target(found)
            self.changed.emit()

        def failed(error: Exception) -> None:
            if not isinstance(error, ManifestError):
                raise error
            box.show_problem(". ".join(filter(None, (_sentence(error.found), _sentence(error.remedy)))))

        self._read(TARGET, sources[-1:], box, lambda: target(data, name or _("pasted deployment")), done, failed)

    def forget(self) -> None:
        """Removes all facts; fields that they filled stay until they are edited or undone."""
        self._seen = Observations()
        self._notes = ()
        self.changed.emit()

    def _begin(self) -> None:
        for kind in (OUTPUTS, TARGET):
            self.leave(kind)
        self._seen = Observations()
        self._typed, self._notes = None, ()

    def _known_as_typed(self) -> set[str]:
        """The fields that the operator typed: at first all that differ from a new device."""
        from core.device_outputs.merge import typed_fields
        from core.model.device import Device

        if self._typed is None:
            self._typed = set(typed_fields(self._session.device, Device()))
        return self._typed

    def _name(self, role: dict[str, str | None]) -> None:
        """Sets hub and device of the compute role for the commands, unless the operator typed others."""
        about = self._session.about
        found = {"hub": (role.get("hub") or "").split(".")[0], "edge_device": role.get("edgeDeviceId") or ""}
        new = {key: value for key, value in found.items() if value and not getattr(about, key)}
        if new:
            self._session.set_about(about.model_copy(update=new))

    def _take_deployments(self, deployments: Sequence[Manifest]) -> None:
        """Takes a pasted export or twin of a Kubernetes agent as the deployment of the GPU device."""
        from core.device_outputs.deployment import is_of_kubernetes
        from core.migration.observed import left_out

        migration = self._session.migration
        for found in deployments:
            same = migration is not None and found.source.sha256 == migration.before.source.sha256
            if is_of_kubernetes(found) and not same:
                self._session.set_target(found)
            elif not same:
                text = _(
                    "The deployment does not specify an edge agent for Kubernetes, so it is not used as the deployment "
                    "of the GPU device. If it is, paste it below."
                )
                left = left_out(migration.before, found) if migration is not None else ""
                self._notes = (" ".join(filter(None, (text, left))),)


def _deployments(sources: Sequence[Source]) -> Iterator[Manifest]:
    """The deployments among the sources."""
    from core.device_outputs.deployment import target
    from core.manifest.errors import ManifestError

    for name, data in sources:
        with suppress(ManifestError):
            yield target(data, name or _("pasted deployment"))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
