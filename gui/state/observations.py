"""Outputs of the devices that were pasted for the open manifest; kept in memory only, because they may hold secrets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from core.device_outputs.found import Facts
    from core.device_outputs.reading import Reading
    from core.device_outputs.shown import Fact

LARGEST = 2_000_000
"""Bytes of one file or paste, as `core.device_outputs.limits.LARGEST`."""
Source = tuple[str, bytes]
"""The name of a file or paste, and what is in it."""


class Dated(NamedTuple):
    """A fact, and when its output was given (ISO 8601)."""

    fact: Fact
    when: str


class Observations:
    """The files and pastes in the order in which they were given, read together. It does not change: others follow it.

    `sources` are their names and contents.
    """

    def __init__(self) -> None:
        self.sources: tuple[Source, ...] = ()
        self._when: dict[str, str] = {}
        self._pastes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sources)

    def with_more(self, sources: Sequence[Source], when: str) -> Observations:
        """These and further files, or pastes, which have no name yet. Repeated content counts once."""
        more = self._with(self.sources)
        for name, data in sources:
            known = name
            if not name:
                known = _paste_name(len(more._pastes) + 1)
                more._pastes = (*more._pastes, known)
            more.sources = (*(source for source in more.sources if source != (known, data)), (known, data))
            more._when[known] = when
        return more

    def without(self, sources: Sequence[Source]) -> Observations:
        """These without some, given as they were added: a paste without a name is identified by its content."""
        pastes = {data for name, data in sources if not name}
        return self._with(
            tuple(
                (name, data)
                for name, data in self.sources
                if (name, data) not in sources and not (name in self._pastes and data in pastes)
            )
        )

    def _with(self, sources: tuple[Source, ...]) -> Observations:
        other = Observations()
        other.sources, other._when, other._pastes = sources, dict(self._when), self._pastes
        return other

    def read(self) -> Observations:
        """The same, read now; for a worker thread."""
        _read = self.document, self.facts
        return self

    @cached_property
    def reading(self) -> Reading:
        """All outputs, read."""
        from core.device_outputs.reading import read

        return read(self.sources)

    @cached_property
    def document(self) -> Facts:
        """The JSON document that `edgeshift device --json` prints of them."""
        from core.device_outputs.document import document

        return document(self.reading)

    @cached_property
    def facts(self) -> list[Dated]:
        """Every fact with the time its output was given."""
        from core.device_outputs.shown import facts

        return [Dated(fact, self._when.get(fact.source, "")) for fact in facts(self.reading)]


def _paste_name(number: int) -> str:
    from core.text.catalogue import _

    return _("paste {number}").format(number=number)
