"""Ids of findings after a first answer: of several with one name, those that are left keep their ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain, count

from core.model.findings import Finding

_Name = tuple[str, str, str]
Ranks = Mapping[_Name, Mapping[str, str]]
"""The ranks of findings by their places, for each rule, module and subject that has several."""


def ranks(found: Iterable[Finding]) -> Ranks:
    """The ranks of these findings, to be kept."""
    places: dict[_Name, dict[str, str]] = {}
    for finding in found:
        places.setdefault(_name(finding), {}).setdefault(finding.pointer, finding.rank)
    return {name: of_one for name, of_one in places.items() if len(of_one) > 1}


def ranked(found: tuple[Finding, ...], before: Ranks, origin: Callable[[Finding], str]) -> tuple[Finding, ...]:
    """The findings with the ranks that those of the same place had before; others get a rank that none of them had."""
    used: dict[_Name, set[str]] = {}
    result: list[Finding] = []
    for finding in found if before else ():
        places = before.get(_name(finding))
        if places is not None:
            taken = used.setdefault(_name(finding), set())
            rank = places.get(origin(finding))
            if rank is None or rank in taken:
                all_ranks = chain(("",), (f"~{number}" for number in count(2)))
                rank = next(free for free in all_ranks if free not in taken and free not in places.values())
            taken.add(rank)
            finding = replace(finding, rank=rank)
        result.append(finding)
    return tuple(result) if before else found


def _name(finding: Finding) -> _Name:
    return finding.rule, finding.module, finding.subject
