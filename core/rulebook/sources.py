"""The sources of a rule or check: the entries of resources/sources.toml."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _, resource_file

if TYPE_CHECKING:
    from core.model.findings import Finding


class SourceNote(NamedTuple):
    """A source of a rule. `reading` and `why` are filled only where the sources disagree.

    `grade` is `documentation`, `code` or `inference`: how sure we may be of `says`.
    """

    id: str
    document: str
    section: str
    says: str = ""
    grade: str = "documentation"
    disagreement: str = ""
    reading: str = ""
    why: str = ""


def sources(finding: Finding, most: int | None = None) -> tuple[SourceNote, ...]:
    """The sources of a finding, the decisive one first: those of its variant, else at most so many of its rule."""
    from core.rules import BY_ID as RULES_BY_ID

    known, rule = rule_sources(finding.rule), RULES_BY_ID.get(finding.rule)
    own = None if rule is None else rule.sources_of.get(str(finding.facts.get("variant")))
    return known[:most] if own is None else tuple(source for source in known if source.id in own)


@lru_cache(maxsize=256)
def rule_sources(rule_id: str) -> tuple[SourceNote, ...]:
    """The sources of a rule or check; empty for an unknown id. Raises LookupError for an unknown source."""
    from core.checks import BY_ID as CHECKS_BY_ID
    from core.rules import BY_ID as RULES_BY_ID

    known = all_sources()
    item = RULES_BY_ID.get(rule_id) or CHECKS_BY_ID.get(rule_id)
    named = () if item is None else item.source
    for source in named:
        if source not in known:
            raise LookupError(f"{rule_id}: source {source} is not in resources/sources.toml")
    return tuple(known[source] for source in named)


@lru_cache(maxsize=1)
def all_sources() -> dict[str, SourceNote]:
    """Every entry of resources/sources.toml by id."""
    import tomllib

    table = tomllib.loads(resource_file("sources.toml").read_text(encoding="utf-8"))
    return {name: SourceNote(id=name, **_spoken(entry)) for name, entry in table.items()}


def _spoken(entry: dict[str, str]) -> dict[str, str]:
    """An entry in the current language; documents keep their titles, by which they can be found."""
    return {key: text if key in ("document", "grade") else _(text) for key, text in entry.items()}
