"""The decision history: steps of decisions with a device, and the migration that follows from each.

Each decision makes a new migration; undo returns to an earlier one. Nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from gui.state.inputs import beside, named
from gui.state.jobs import Jobs
from gui.state.undo import History

if TYPE_CHECKING:
    from datetime import datetime

    from core.edits.requests import EditRequest
    from core.manifest.manifest import Manifest
    from core.migration.migrate import Migration
    from core.migration.verdict import Judgement
    from core.model.base import Json
    from core.model.decisions import About, Decision, Decisions, TargetFile
    from core.model.device import Device, Source
    from core.redaction.redactor import Redactor


class Selection(NamedTuple):
    """What is selected: a module (empty for the deployment as a whole), maybe a finding, maybe a place.

    `place` is a JSON Pointer into the migrated manifest.
    """

    module: str = ""
    finding: str = ""
    place: str = ""


def now() -> datetime:
    """The clock of a real session (UTC); tests pass their own."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


class DecisionHistory(QObject):
    """The decisions and the migration that follows from them, with undo and redo.

    Emits `decided` when the decisions differ, `changed` when their migration is computed, `judged` when the verdict is.
    `wanted_target` is the deployment of the device beside which answers were given and that is not open.
    """

    decided = Signal()
    changed = Signal()
    judged = Signal()
    selection_changed = Signal()
    busy_changed = Signal(bool)

    def __init__(self, clock: Callable[[], datetime] = now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.jobs = Jobs(self)
        self.jobs.busy_changed.connect(self.busy_changed)
        self.migration: Migration | None = None
        self.selection = Selection()
        self._history: History[Decisions] | None = None
        self._targets: dict[str, Manifest] = {}
        self.wanted_target: TargetFile | None = None

    def begin(self, migration: Migration) -> None:
        """Starts with the first migration of a manifest that was opened."""
        self.migration = migration
        self._history = History(migration.decisions)
        self.selection = Selection()
        self._know_target(migration.before.target)

    @property
    def name(self) -> str:
        """The file name of the manifest, empty if none is open."""
        return self.migration.before.source.name if self.migration is not None else ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the open manifest."""
        return self.migration.before.source.sha256 if self.migration is not None else ""

    @property
    def device(self) -> Device:
        """The target device of the current decisions."""
        from core.model.device import Device

        return self._history.state.device if self._history is not None else Device()

    @property
    def decisions(self) -> Decisions:
        """The current decisions; their migration follows when it is computed in the background."""
        assert self._history is not None
        return self._history.state

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._history is not None and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._history is not None and self._history.can_redo

    @property
    def redactor(self) -> Redactor:
        """Masks the secrets of the manifest that is open."""
        from gui.state import loading

        assert self.migration is not None
        return loading.redactor_of(self.migration)

    def select(self, module: str, finding: str = "", place: str = "") -> None:
        """Selects a module, and maybe a finding or a place of it."""
        selection = Selection(module, finding, place)
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def set_device(self, device: Device) -> None:
        """Sets the target device; answers that still fit stay in force."""
        if self.migration is not None and device != self.device:
            self._become(self.decisions.model_copy(update={"device": device}))

    def set_target(self, target: Manifest | None) -> None:
        """Sets or removes the deployment of the device; answers that still fit stay in force."""
        self._know_target(target)
        self.wanted_target = None
        if (file := named(target)) == self.decisions.target:
            self.changed.emit()
        self._become(self.decisions.model_copy(update={"target": file}))

    def set_source(self, source: Source) -> None:
        """Sets what the manifest was written for, as the operator specifies it."""
        self._become(self.decisions.model_copy(update={"source": source}))

    def set_about(self, about: About) -> None:
        """Sets the report header; the engineer's name is recorded with later answers."""
        self._become(self.decisions.model_copy(update={"about": about}))

    @property
    def about(self) -> About:
        """The report header."""
        from core.model.decisions import About

        return self._history.state.about if self._history is not None else About()

    def decide(self, finding_id: str, answer: Json) -> None:
        """Answers a finding."""
        self._put([self._decision(finding_id, answer, "")])

    def decide_many(self, answers: Mapping[str, Json], note: str = "") -> None:
        """Answers several findings in one step; None keeps the original, with the note as reason."""
        decisions = (self._decision(name, answer, note if answer is None else "") for name, answer in answers.items())
        self._put(decisions)

    def keep(self, finding_id: str, note: str) -> None:
        """Keeps the original at the place of a finding, with a note."""
        self._put([self._decision(finding_id, None, note)])

    def accept(self, finding_id: str, reason: str, name: str) -> None:
        """Accepts the risk of one blocking finding."""
        self._put([self._decision(finding_id, True, reason, name)])

    def accept_risks(self, ids: Iterable[str], reason: str, name: str) -> None:
        """Accepts the risks of several blocks, of rules or checks, in one step."""
        self._put([self._decision(finding_id, True, reason, name) for finding_id in ids])

    def reset(self, finding_id: str) -> None:
        """Clears the answer to a finding, so that its default is in force again."""
        names = (finding_id, self.redactor.finding_id(finding_id))
        items = tuple(item for item in self.decisions.items if item.finding not in names)
        self._become(self.decisions.model_copy(update={"items": items}))

    def edit(self, request: EditRequest, note: str = "") -> str:
        """Sets, adds or removes one value of the result; returns the id of the edit, empty if none was needed."""
        from dataclasses import replace

        from core.edits.requests import decided

        assert self.migration is not None
        by = self.decisions.about.engineer or "operator"
        updated = decided(replace(self.migration, decisions=self.decisions), request, by, note, self.stamp())
        known = {item.finding: item for item in self.decisions.items}
        self._become(updated)
        return next((item.finding for item in updated.items if known.get(item.finding) != item), "")

    @property
    def verdict(self) -> Judgement | None:
        """The verdict on the current migration, with all checks; None until it is computed."""
        from core.migration.verdict import judged
        from core.model.remembered import known

        return None if self.migration is None else known(judged, self.migration)

    def judge(self) -> None:
        """Computes the verdict in the background; `judged` reports it."""
        from core.migration.verdict import judged

        migration = self.migration
        if migration is not None and self.verdict is None:
            work = partial(judged, migration)
            self.jobs.run("judge", work, lambda _judgement: self.judged.emit(), background=True)

    def blocking(self) -> tuple[str, ...]:
        """The ids of blocks that are not accepted: those of rules, and those of checks once the verdict is known."""
        from core.migration.verdict import Kind, waiting

        if self.migration is None:
            return ()
        reasons = waiting(self.migration) if self.verdict is None else self.verdict.reasons
        return tuple(reason.id for reason in reasons if reason.kind in (Kind.RULE, Kind.CHECK))

    def open_questions(self) -> frozenset[str]:
        """Ids of the findings that only an answer settles."""
        return frozenset(() if self.migration is None else self.migration.open) - frozenset(self.blocking())

    def undo(self) -> None:
        """Returns to the previous step."""
        if self._history is not None and self._history.undo():
            self._follow()

    def redo(self) -> None:
        """Returns to the step that was undone last."""
        if self._history is not None and self._history.redo():
            self._follow()

    @property
    def _big(self) -> bool:
        from gui.state import loading

        return self.migration is not None and len(self.migration.before.source.data) >= loading.BACKGROUND_BYTES

    def stamp(self) -> str:
        """The current time for a decision: ISO 8601 in UTC."""
        from datetime import UTC

        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _decision(self, finding_id: str, answer: Json, note: str, by: str = "") -> Decision:
        from core.migration.verify import seen_of
        from core.model.decisions import Decision

        assert self.migration is not None
        seen = seen_of(self.migration, finding_id)
        by = by or self.decisions.about.engineer or "operator"
        return Decision(finding=finding_id, answer=answer, note=note, by=by, when=self.stamp(), seen=seen)

    def _put(self, new: Iterable[Decision]) -> None:
        items = {item.finding: item for item in self.decisions.items}
        for item in new:
            if not _says_the_same(items.get(item.finding), item):
                items[item.finding] = item
        self._become(self.decisions.model_copy(update={"items": tuple(items.values())}))

    def _become(self, decisions: Decisions) -> None:
        if self._history is not None and self._history.push(decisions):
            self._follow()

    def _follow(self) -> None:
        """Computes the migration for the current decisions."""
        from core.migration.migrate import migrate
        from gui.state import loading

        previous, decisions, module = self.migration, self.decisions, self.selection.module
        assert previous is not None
        before = beside(previous.before, decisions, self._targets)

        def work() -> Migration:
            now = loading.fitting(previous, decisions)
            return loading.preloaded(migrate(before, now.device, now), module)

        self.decided.emit()
        self.jobs.run("migrate", work, self._arrive, background=self._big)

    def _know_target(self, target: Manifest | None) -> None:
        if target is not None:
            self._targets[target.source.sha256] = target

    def _arrive(self, migration: Migration) -> None:
        assert self._history is not None
        self.migration, self._history.state = migration, migration.decisions  # maybe in terms of another device
        self.changed.emit()


def _says_the_same(old: Decision | None, new: Decision) -> bool:
    """Whether a decision only repeats an earlier one at a later time, which is not a step of its own."""
    return old is not None and old.model_copy(update={"when": new.when}) == new
