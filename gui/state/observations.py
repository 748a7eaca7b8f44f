"""What was pasted of the devices while one manifest is open: kept in memory only, for it may hold secrets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from core.device_outputs.found import Facts
    from core.device_outputs.reading import Reading
    from core.device_outputs.shown import Fact

LARGEST = 32 * 1024 * 1024
"""Bytes of one file; no output of a device comes near it."""
Source = tuple[str, bytes]
"""The name of a file or paste, and what is in it."""


class Dated(NamedTuple):
    """A fact, and when its output was given (ISO 8601)."""

    fact: Fact
    when: str


class Observations:
    """Files and pastes in the order they were given; each is read together with those before it."""

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
        """Take files, or pastes, which have no name yet. What was given before counts once."""
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
        """These and more, read: for a worker thread, while those in view stay as they are."""
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
        """Forget some of it, given as it was added: a paste without a name is known by its content."""
        pastes = {data for name, data in sources if not name}
        self._sources = [
            (name, data)
            for name, data in self._sources
            if (name, data) not in sources and not (name in self._pasted and data in pastes)
        ]
        self._forget()

    def clear(self) -> None:
        """Forget all of it."""
        self._sources, self._when, self._pastes, self._pasted = [], {}, 0, set()
        self._forget()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Name and content of all that was given."""
        return tuple(self._sources)

    @property
    def reading(self) -> Reading:
        """All of it, read."""
        from core.device_outputs.reading import read

        if self._reading is None:
            self._reading = read(self._sources)
        return self._reading

    def document(self) -> Facts:
        """What `edgeshift device --json` prints of it."""
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
