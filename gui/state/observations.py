"""Outputs of the devices that were pasted for the open manifest; kept in memory only, because they may hold secrets."""

from __future__ import annotations

from collections.abc import Sequence
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
    """The files and pastes in the order in which they were given; each is read together with the earlier ones."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._when: dict[str, str] = {}
        self._pastes = 0
        self._pasted: set[str] = set()
        self._reading: Reading | None = None
        self._document: Facts | None = None
        self._facts: list[Dated] | None = None

    def __bool__(self) -> bool:
        return bool(self._sources)

    def add(self, sources: Sequence[Source], when: str) -> None:
        """Adds files, or pastes, which have no name yet. Repeated content counts once."""
        for name, data in sources:
            known = name
            if not name:
                self._pastes += 1
                known = _paste_name(self._pastes)
                self._pasted.add(known)
            self._sources = [source for source in self._sources if source != (known, data)] + [(known, data)]
            self._when[known] = when
        self._forget()

    def with_more(self, sources: Sequence[Source], when: str) -> Observations:
        """A copy with these outputs, read; for a worker thread, while the page shows the present ones."""
        more = Observations()
        more._sources, more._when, more._pastes = list(self._sources), dict(self._when), self._pastes
        more._pasted = set(self._pasted)
        more.add(sources, when)
        more.document()
        more.facts()
        return more

    def _forget(self) -> None:
        self._reading = self._document = self._facts = None

    def remove(self, sources: Sequence[Source]) -> None:
        """Removes outputs, given as they were added: a paste without a name is identified by its content."""
        pastes = {data for name, data in sources if not name}
        self._sources = [
            (name, data)
            for name, data in self._sources
            if (name, data) not in sources and not (name in self._pasted and data in pastes)
        ]
        self._forget()

    def clear(self) -> None:
        """Removes all outputs."""
        self._sources, self._when, self._pastes, self._pasted = [], {}, 0, set()
        self._forget()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Name and content of all that was given."""
        return tuple(self._sources)

    @property
    def reading(self) -> Reading:
        """All outputs, read."""
        from core.device_outputs.reading import read

        if self._reading is None:
            self._reading = read(self._sources)
        return self._reading

    def document(self) -> Facts:
        """The JSON document that `edgeshift device --json` prints of them."""
        from core.device_outputs.document import document

        if self._document is None:
            self._document = document(self.reading)
        return self._document

    def facts(self) -> list[Dated]:
        """Every fact with the time its output was given."""
        from core.device_outputs.shown import facts

        if self._facts is None:
            self._facts = [Dated(fact, self._when.get(fact.source, "")) for fact in facts(self.reading)]
        return self._facts


def _paste_name(number: int) -> str:
    from core.text.catalogue import _

    return _("paste {number}").format(number=number)
