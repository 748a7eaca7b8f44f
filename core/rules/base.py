"""What a rule is: something that must change, with how it is found and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Question

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest, Module


def no_apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The `apply` of a rule that reports and changes nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Something we know must change. `source` lists ids of resources/sources.toml, the decisive one first."""

    id: str
    area: Area
    source: tuple[str, ...]
    detect: Callable[[Manifest, Device], Iterator[Finding]]
    apply: Callable[[Manifest, Finding, Answers], Sequence[Change]] = no_apply

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
        """What the rule found at a place. A module given as such is named in the facts, too."""
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
