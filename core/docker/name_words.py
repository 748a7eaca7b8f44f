"""Names of modules in texts that are no address: a whole value, or a word of a longer text.

`Server=Cam_1;Port=5432`, `{"host": "Cam_1"}`, `Cam_1,Cam_2` and `--host=Cam_1` call a module as well as a URL does.
A word is rarely such a name by accident if it is built like one: `Cam_1` is, `default` is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from core.docker import host_references
from core.docker.host_references import Text, with_spans
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.base import Answers
from core.model.findings import finding_id
from core.model.remembered import remembered
from core.redaction import commands, shapes
from core.redaction.names import secret_name

_BUILT = re.compile(r"(?=.{3})(?=.*[A-Za-z])(?:.*[\d_.-]|.*[a-z][A-Z])", re.DOTALL)
"""Three characters or more, with a letter and a digit, a sign or a capital letter within the word."""
_WORD = re.compile(r"(?:(?<![\w.$%/\\-])(?<!\$\{)|(?<=modules/))[\w.-]++(?!:\d)")
"""A word that may be a name on Docker: no part of a longer word, a path or a variable, and without a port."""
_KEY_OR_FOLDER = re.compile(r"[/\\=]")
"""What follows a word that may be a key, a folder or the beginning of a topic instead."""
_CONNECTION = re.compile("conn", re.IGNORECASE)
"""In the name of a connection: its value promises a secret, but it is or contains the name of a host, too."""


class Mention(NamedTuple):
    """A text that contains the name of a module: as the `whole` text, or as a word at each of `spans`.

    `sure` says that the name is built like a name, and at the position of one.
    """

    text: Text
    name: str
    spans: tuple[tuple[int, int], ...]
    whole: bool
    sure: bool


def is_built(name: str) -> bool:
    """Whether a name is no common word, so that the same word elsewhere is most likely this name."""
    return _BUILT.match(name) is not None


class Finder:
    """Finds some of the names of `modules`; without regard to case, as the DNS of Docker does, if it is one module."""

    def __init__(self, names: Collection[str], modules: Collection[str]) -> None:
        self._modules = frozenset(modules)
        self._names = frozenset(names)
        spelled = Counter(name.lower() for name in modules)
        self._built = {name.lower(): name for name in names if is_built(name) and spelled[name.lower()] == 1}
        self._words_matter = any(map(is_built, names))

    def mentions(self, text: Text) -> Iterator[Mention]:
        """The names in one text, each once; none of the module that has the text, and none that may be a password."""
        bare = text.text[text.offset :]
        name = self._name(bare)
        if name is not None:
            if name != text.owner and not _is_secret(text):
                yield Mention(text, name, ((text.offset, len(text.text)),), whole=True, sure=is_built(name))
        elif self._words_matter and not _is_secret(text):
            yield from self._words(text)

    def _name(self, word: str) -> str | None:
        name = word if word in self._modules else self._built.get(word.lower())
        return name if name in self._names else None

    def _words(self, text: Text) -> Iterator[Mention]:
        found: dict[tuple[str, bool], list[tuple[int, int]]] = {}
        for match in _WORD.finditer(text.text, text.offset):
            word = match.group().rstrip(".")
            name = self._name(word)
            if name is not None and name != text.owner and is_built(name):
                end = match.start() + len(word)
                sure = _KEY_OR_FOLDER.match(text.text, end) is None or _is_id(text.text, match.start())
                found.setdefault((name, sure), []).append((match.start(), end))
        secrets = shapes.spans(text.text) if found else ()
        for (name, sure), spans in found.items():
            open_ones = tuple(
                span for span in spans if not any(span[0] < end and start < span[1] for start, end in secrets)
            )
            if open_ones:
                yield Mention(text, name, open_ones, whole=False, sure=sure)


def _is_secret(text: Text) -> bool:
    """Whether the name or the option before a text promises a password or a key."""
    if secret_name(text.label) and not _CONNECTION.search(text.label):
        return True
    return text.before != "" and commands.argument(text.before, text.text) is not None


def _is_id(text: str, start: int) -> bool:
    return text.endswith("modules/", 0, start)


def with_new_names(manifest: Manifest, owner: str, text: str, answers: Answers) -> str:
    """A text of a module that is moved as a whole, with the new names of the modules that it calls or surely names."""

    def new(name: str) -> str:
        return str(answers.get(finding_id(rule_ids.NEW_NAME, name, "name")) or name)

    text = host_references.with_new_names(manifest, text, new)
    mentions = _finder(manifest).mentions(Text(owner, "", "", text))
    return with_spans(
        text,
        [
            (*span, new(mention.name))
            for mention in mentions
            if mention.sure and new(mention.name) != mention.name
            for span in mention.spans
        ],
    )


@remembered
def _finder(manifest: Manifest) -> Finder:
    names = [module.name for module in manifest.custom]
    return Finder(names, names)
