"""The properties of one Docker create option; all options are listed in `core.docker.options_table`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.docker.types import Type
from core.text.catalogue import N_

GENERATIONS = ("beta8", "beta9", "beta10", "beta11", "beta12", "beta13", "beta14", "beta15")
"""Preview tags of the edge agent that differ in what they read, in order."""
ALL, TYPED = "beta8", "beta13"
"""Since when: always; from the tag on that reads most of HostConfig into classes."""
NONE = N_("There is no replacement.")


class Place(StrEnum):
    """Where an option belongs in the create options; the last two are the elements of Mounts and PortBindings."""

    TOP = "top"
    HOST = "HostConfig"
    MOUNT = "Mounts"
    BINDING = "PortBindings"


class Reported(StrEnum):
    """What the rule of an option reports: any value, one that is not empty, or each member of an object."""

    ANY = "any"
    VALUE = "value"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Option:
    """One create option.

    `type` is how the agent reads it from the tag `since` on, None where any value is taken. `bag` says that it is kept
    as it is and read later, before beta12 by its exact name. `read` is the tag from which it has an effect on
    Kubernetes, empty for none, and `becomes` what that is. Of an option without effect `rule` is the rule that reports
    it, empty for the one about ignored options, `reported` what it reports, `matters` whether a module may depend
    on it, and `instead` what takes its place. `becomes` and `instead` are catalogue texts.
    """

    name: str
    type: Type | None = None
    place: Place = Place.TOP
    since: str = ALL
    bag: bool = False
    read: str = ""
    becomes: str = ""
    rule: str = ""
    reported: Reported = Reported.ANY
    matters: bool = False
    instead: str = NONE

    def typed_in(self, generation: str) -> bool:
        """Whether this generation of the agent reads the option into its type."""
        return self.type is not None and _has(generation, self.since)

    def read_in(self, generation: str) -> bool:
        """Whether the option has an effect with this generation of the agent."""
        return self.read != "" and _has(generation, self.read)


def _has(generation: str, since: str) -> bool:
    return GENERATIONS.index(generation) >= GENERATIONS.index(since)
