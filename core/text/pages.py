"""The page of a rule or check: Markdown by id, with the facts of a finding filled in.

The Markdown is parsed once, before any fact is known. Facts are escaped and put into the finished
text afterwards, so that a hostile module name cannot become a tag, a link or a heading.

A page is `# title`, then `## sections`. A sentence below the title is the title in the rule book, for every manifest;
without one that is the title with its facts in plain words. Under either, `### word` replaces the text when the
finding's fact `variant` is that word, and `### + word` adds its text when the fact `tags` lists that word. `### = word`
replaces the text in the report where the answer begins with that word (core.text.explanations.answered). A line
`@effects` holds the place of resources/shared/effects: what several pages say is written there once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from core.model.base import Json
from core.text.catalogue import _
from core.text.templates import to_html

FOLDERS = ("rules", "checks", "edits")
ROLES = {5: ("found", "why", "change", "choice", "nothing"), 4: ("found", "why", "choice", "nothing")}
"""The roles of the sections of a page by their number: those of a rule, and those of a check."""
FACT = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_SHARED = re.compile(r"^@([a-z-]+)$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,3}) ++([^ \n]++(?: ++[^ \n]++)*+) *$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_SPECIAL = re.compile(
    r"[\\`*\[\]<>|~{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|:(?=//)|(?<=www)\.|@|^[#+=-]|(?<=^\d)[.)]"
)
"""Characters that would become emphasis, link, tag, cell, list or heading, except a final full stop."""
_NUMBERED = re.compile(r"^(\d{2,9})([.)])")


@dataclass(slots=True)
class Block:
    """The text under one heading: the default, the variants, additions, and what replaces them after an answer."""

    heading: str
    text: str = ""
    variants: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def parts(self, facts: Mapping[str, Json]) -> list[str]:
        """The Markdown for these facts, which are not filled in."""
        tags = facts.get("tags")
        words = tags if isinstance(tags, list) else []
        chosen = self.answers.get(str(facts.get("answer"))) or self.variants.get(str(facts.get("variant")), self.text)
        return [part for part in (chosen, *(self.added.get(str(word), "") for word in words)) if part]

    def texts(self) -> list[str]:
        """Every variant."""
        return [self.text, *self.variants.values(), *self.added.values(), *self.answers.values()]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one rule in one language."""

    head: Block
    blocks: tuple[Block, ...]

    def title(self, facts: Mapping[str, Json]) -> str:
        """The title as plain text."""
        variant = self.head.variants.get(str(facts.get("variant")))
        return fill((variant or self.head.heading).replace("`", ""), facts)

    def html(self, facts: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
        """Heading and safe HTML of each section that is not empty."""

        def render(part: str) -> str:
            return fill(_rendered(part), facts, escape)

        return self._sections(facts, render, "")

    def markdown(self, facts: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
        """Heading and Markdown of each section, facts escaped."""
        return self._sections(facts, lambda part: _filled_markdown(part, facts), "\n\n")

    def roles(self, facts: Mapping[str, Json], markdown: bool = False) -> dict[str, str]:
        """The sections by role (`found`, `why`, `change`, `choice`, `nothing`), as HTML or Markdown."""
        fields = {role: self.role(role, facts, markdown) for role in ROLES.get(len(self.blocks), ())}
        return {role: text for role, text in fields.items() if text}

    def role(self, role: str, facts: Mapping[str, Json], markdown: bool = False) -> str:
        """One section by role; empty if the page does not have it."""
        parts = self._parts(role, facts)
        if markdown:
            return "\n\n".join(_filled_markdown(part, facts) for part in parts)
        return "".join(fill(_rendered(part), facts, escape) for part in parts)

    def facts_in(self, role: str, facts: Mapping[str, Json]) -> set[str]:
        """The names of the facts in one section by role."""
        return {name for part in self._parts(role, facts) for name in FACT.findall(part)}

    def _parts(self, role: str, facts: Mapping[str, Json]) -> list[str]:
        roles = ROLES.get(len(self.blocks), ())
        return self.blocks[roles.index(role)].parts(facts) if role in roles else []

    def _sections(
        self, facts: Mapping[str, Json], render: Callable[[str], str], glue: str
    ) -> tuple[tuple[str, str], ...]:
        message = ((block.heading, [render(part) for part in block.parts(facts)]) for block in self.blocks)
        return tuple((heading, glue.join(parts)) for heading, parts in message if parts)


@lru_cache(maxsize=512)
def page(name: str, language: str) -> Page:
    """The page of a rule or check, in English if the language has none; without a page the id is the title."""
    text = source(name, language)
    return parse(text) if text else Page(Block(name), ())


def source(name: str, language: str, folders: tuple[str, ...] = FOLDERS) -> str:
    """The Markdown of a page with its shared parts, in English if the language has none; empty without a page."""
    from importlib.resources import files

    places = (
        files("resources").joinpath(folder, name, f"{code}.md") for code in (language, "en") for folder in folders
    )
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        return ""
    text = file.read_text(encoding="utf-8")
    return _SHARED.sub(lambda shared: source(shared[1], language, ("shared",)).strip(), text)


def parse(text: str) -> Page:
    """Parses a page from its Markdown."""
    head = Block("")
    blocks: list[Block] = []
    marks = list(_HEADING.finditer(text))
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        body = text[mark.end() : end].strip()
        level, heading = len(mark[1]), mark[2]
        if level == 1:
            head.heading, head.text = heading, body
        elif level == 2:
            blocks.append(Block(heading, body))
        else:
            block = blocks[-1] if blocks else head
            where = {"+": block.added, "=": block.answers}.get(heading[0], block.variants)
            where.update(dict.fromkeys(heading.lstrip("+= ").split(), body))
    return Page(head, tuple(blocks))


def fill(text: str, facts: Mapping[str, Json], wrap: Callable[[str], str] = str) -> str:
    """The text with `{fact}` replaced by `wrap` of its value; an unknown name stays unchanged."""
    pieces = _cut(text)
    if len(pieces) == 1:
        return text
    filled = list(pieces)
    for index in range(1, len(pieces), 2):
        name = pieces[index]
        filled[index] = wrap(fact_text(facts[name])) if name in facts else f"{{{name}}}"
    return "".join(filled)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    """A text split at its facts: every second part is the name of one."""
    return tuple(FACT.split(text))


def _filled_markdown(text: str, facts: Mapping[str, Json]) -> str:
    """Markdown with facts: as code inside code spans, with every special character escaped elsewhere."""
    return "".join(
        _code(fill(piece, facts, _one_line)) if code else fill(piece, facts, escaped) for piece, code in _spans(text)
    )


@lru_cache(maxsize=2048)
def _spans(text: str) -> tuple[tuple[str, bool], ...]:
    """A text split into parts outside and inside of code spans."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for span in _CODE.finditer(text):
        pieces += ((text[at : span.start()], False), (span[2], True))
        at = span.end()
    return (*pieces, (text[at:], False))


def _one_line(value: str) -> str:
    return " ".join(value.split())


@lru_cache(maxsize=256)
def escaped(value: str) -> str:
    """A plain text as Markdown, on one line, with every special character escaped."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], _one_line(value))
    return _NUMBERED.sub(r"\1\\\2", text)


def _code(value: str) -> str:
    """A code span whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall("`+", value)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{fence}{pad}{value}{pad}{fence}"


@lru_cache(maxsize=2048)
def _rendered(text: str) -> str:
    """HTML of a part of a page with facts as `{names}`: braces pass through text and code, but not into links."""
    return to_html(text).strip()


def fact_text(value: Json) -> str:
    """A fact in a sentence: lists with commas, nothing as a dash."""
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(fact_text(item) for item in value)
    return str(value)
