"""What a rule is: something that must change, with how it is found and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device, Platform, Source
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Question

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest, Module

__all__ = ["EVERYWHERE", "LINUX_VM", "SOURCES", "OutsideKind", "Rule", "no_apply", "removing"]
__all__ += ["Answers", "Area", "Change", "Changes", "Device", "Finding", "Findings", "Json", "Verdict"]

SOURCES: tuple[Source, ...] = ("docker", "kubernetes")
EVERYWHERE: tuple[Platform, ...] = ("kubernetes", "linux-vm")
LINUX_VM: tuple[Platform, ...] = ("linux-vm",)
Findings = Iterator[Finding]
"""What `detect` of a rule yields."""
Changes = Sequence[Change]
"""What `apply` of a rule returns."""
OutsideKind = Literal["trigger", "gpu"]
"""Things to do outside the file that a rule knows of; the report has more kinds, of its own."""


def no_apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """The `apply` of a rule that reports and changes nothing."""
    return ()


def removing(answer: str | None = None, *, gives_up: bool = False) -> Callable[[Manifest, Finding, Answers], Changes]:
    """Builds the `apply` of a rule that removes what it found; with `answer`, only if that is the answer."""

    def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
        if answer is not None and answers.get(finding.id) != answer:
            return ()
        return (Change("remove", finding.pointer, finding.id, gives_up=gives_up),)

    return apply


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Something that must change. `source` lists ids of resources/sources.toml, the decisive one first.

    What others need to know of a rule is said here, too:

    - `targets`: the runtimes of the target device that it is for; where the action differs there are two rules.
    - `sources`: what the manifests that it is for were written for.
    - `advice`: its findings may only advise: nothing changes and nothing is lost (the list is closed, see the tests).
    - `gives_up`: answers, or how they begin, that lose files, ports or modules the site has now.
    - `gives_up_count`: its answer, a number of GPUs or which of them, takes the place of other accelerators.
    - `nothing_lost`: variants in which no answer gives anything up.
    - `hint`: the form of an answer that is typed, as a catalogue text.
    - `minutes`: how long its manual work takes at one place, where that differs from what is usual.
    - `needs_export`: its manual work needs the files of the export.
    - `listed_outside`: the variants whose manual work is in the list of things outside the file already, item by item.
    - `on_vm`: its manual work needs the VM, which the run sheet creates first.
    - `when_running`: variants whose manual work needs the module that runs on the target device.
    - `outside`: what its finding, with the answer in force, adds to that list: the kind, and a name or none.
    - `form`: the form the create options of a module must get for its answer, `string` or `chunks`; empty for none.
    - `first_answers`: answers carried out before the other rules look, so that they migrate what is there then.
    - `asked`: its change brings something into effect; this is the finding that asks, where the target would refuse it.
    - `renames`: it renames modules, so that its texts show the names they had before.
    - `device_fields`: fields of the Device that it writes into the manifest.
    - `sources_of`: the sources of each variant, where variants do not share them.
    - `formerly`: ids that it had before; decisions made under them stay valid.
    """

    id: str
    area: Area
    source: tuple[str, ...]
    detect: Callable[[Manifest, Device], Findings]
    apply: Callable[[Manifest, Finding, Answers], Changes] = no_apply

    targets: tuple[Platform, ...] = ("kubernetes",)
    sources: tuple[Source, ...] = SOURCES
    advice: bool = False
    gives_up: tuple[str, ...] = ()
    gives_up_count: bool = False
    nothing_lost: tuple[str, ...] = ()
    hint: str = ""
    minutes: int | None = None
    needs_export: bool = False
    listed_outside: frozenset[str] = frozenset()
    on_vm: bool = False
    when_running: tuple[str, ...] = ()
    outside: Callable[[Finding, Json], Iterator[tuple[OutsideKind, str]]] | None = None
    form: Callable[[Module, Answers], str] | None = None
    first_answers: tuple[str, ...] = ()
    asked: Callable[[Finding], Finding] | None = None
    renames: bool = False
    device_fields: tuple[str, ...] = ()
    sources_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()

    def loses(self, finding: Finding, answer: Json) -> bool:
        """Whether an answer to a finding of this rule gives up something that the module had on the old device."""
        if finding.facts.get("variant") in self.nothing_lost or finding.facts.get("target") == "":
            return False
        if self.gives_up_count:
            return isinstance(answer, (int, str)) and not isinstance(answer, bool)
        return isinstance(answer, str) and answer.startswith(self.gives_up)

    def finding(
        self,
        module: Module | str,
        subject: str,
        pointer: str,
        verdict: Verdict,
        /,
        *,
        question: Question | None = None,
        depends: tuple[str, ...] = (),
        **facts: Json,
    ) -> Finding:
        """Builds the finding for a place. If a module is given as an object, its name is added to the facts."""
        return Finding(
            rule=self.id,
            module=module if isinstance(module, str) else module.name,
            subject=subject,
            pointer=pointer,
            verdict=verdict,
            facts=facts if isinstance(module, str) else {"module": module.name, **facts},
            question=question,
            depends=depends,
        )
