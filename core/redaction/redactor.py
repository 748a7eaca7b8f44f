"""Masks secrets before they reach anything but the manifests themselves: report, log, autosave, errors.

A secret is known by the name it is under, or by its shape (`core.redaction.shapes`). It reads as `••• secret 3`:
equal secrets have equal numbers, counted in document order, without any key, so that the same input gives the
same report. Once known, a secret is masked everywhere, in any spelling.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from core.manifest.create_options import KEY
from core.manifest.jsonc import depth
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.findings import is_check_id
from core.model.remembered import remembered
from core.redaction import commands, finders, listed, logins, made_up
from core.redaction.known import SHORTEST, KnownSecrets
from core.redaction.names import WEAK, member_name, secret_name
from core.redaction.said_openly import open_names, public_words
from core.redaction.shapes import MASK, SHORTEST_SHAPE, secret_value
from core.redaction.spellings import aliases, encoded, spellings, unescaped, written_at

_ENTRY = re.compile(r"([\w.:@$-]+)=(.*)", re.DOTALL)
_IDENTIFIER = re.compile(r"/?[\w.-]*")
_NAME = re.compile(r"[\w .-]+")
_LONGEST_PAIRS = 20_000
"""Characters of a connection string; what is longer is another kind of text, and read like one."""
_DEEPEST = 100
"""Levels of JSON in texts, one in another, that are read by their names; what is deeper is read as a text."""
_MOST_SPELLED = 500
"""Secrets that are looked for in every spelling; what a file has beyond them is looked for as it is written."""
_LOGIN = re.compile(r"[\w.@+-]{1,64}:(?P<secret>[^\s:]{3,200})")
_BEGIN, _END = "-----BEGIN ", "-----END "
_NO_VALUES = frozenset(("image", "route"))
"""Members that hold names made by people and machines in turn."""
_WORD = re.compile(r"[A-Za-z_-]+")
_ESCAPED_QUOTE = re.compile(r"&(?:lt|quot|apos|#34|#39);|%(?:25){0,4}22", re.IGNORECASE)
"""What XML and JSON have where they are escaped as a whole."""


class Redactor:
    """Masks secrets and numbers them; made for a manifest, it recognizes the secrets of that manifest in any text."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self.numbers: dict[str, int] = {}
        self._known = KnownSecrets()
        self._memory: dict[str | tuple[str, ...], Any] = {}
        self._depth = 2
        self._levels = 0
        self.open_names = frozenset(() if manifest is None else open_names(manifest))
        self._said: str | None = None  # the same in one text, which is searched fast
        self._public = frozenset(() if manifest is None else public_words(manifest))
        if manifest is not None:
            self.value(manifest.tree)
            self.value(None if manifest.target is None else manifest.target.tree)

    def text(self, text: str) -> str:
        """A free text with every secret masked: known ones, and whatever has the shape of one."""
        known = self._memory.get(text)
        if known is None:
            known = self._masked(text)
            self._memory[text] = known
        return known

    def finding_id(self, name: str) -> str:
        """The id of a finding with every secret masked, token by token, because most tokens are in many ids."""
        first, *others = name.split("/", 3 if is_check_id(name) else 2)
        return self.text(first) + "".join([self.text(f"/{token}") for token in others])

    def value(self, value: Json, key: str = "") -> Json:
        """A JSON value with every secret masked; `key` is the name it is under. The input stays as it is."""
        if isinstance(value, dict):
            if key == KEY:
                return self._once(value, key)
            return {self.text(name): self.value(item, member_name(value, name, key)) for name, item in value.items()}
        if isinstance(value, list):
            return self._list(value, key)
        if isinstance(value, str):
            return self._string(value, key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and _secret(str(value), key):
            return self.mask(str(value))
        return value

    def mask(self, secret: str, inner: Iterable[str] = ()) -> str:
        """The mask of a secret, remembered from now on; `inner` are secrets inside it, known by the same number."""
        if secret not in self.numbers:
            self.numbers[secret] = len(self.numbers) + 1
            few = len(self.numbers) <= _MOST_SPELLED
            texts = (secret, *inner)
            for known in {alias: None for text in texts for alias in aliases(text)} if few else texts:
                if len(known) >= SHORTEST and not self._is_public(known):
                    for spelling in spellings(known) if few else (known,):
                        self._known.add(spelling, secret)
            self._memory = {}  # its own from now on: others may share the one of before
        return f"{MASK} secret {self.numbers[secret]}"

    def is_secret(self, value: Json, key: str = "") -> bool:
        """Whether masking would change the value: such an answer is not saved."""
        return bool(self.value(value, key) != value)

    def _is_public(self, secret: str) -> bool:
        """A password that is a plain word the manifest also says openly (`postgres`) gives nothing away elsewhere."""
        return bool(_WORD.fullmatch(secret)) and secret.lower() in self._public

    def _once(self, value: dict[str, Json], key: str) -> Json:
        """Create options or a member of theirs: many modules have equal ones, which are masked once."""
        text = repr(value)
        known = self._memory.get(("", key, text))
        if known is None:
            members = ((name, item, member_name(value, name, key)) for name, item in value.items())
            known = {
                self.text(name): (self._once if key == KEY and isinstance(item, dict) else self.value)(item, inner)
                for name, item, inner in members
            }
            if len(text) < _LONGEST_PAIRS:
                self._memory["", key, text] = known
        return known

    def _list(self, items: list[Json], key: str) -> list[Json]:
        """The elements, each beside the one before it: an option and its value, the lines of a key."""
        masked: list[Json] = []
        before, inside = "", False
        given = listed.places(items)
        pair = logins.is_pair(items, key)
        for index, item in enumerate(items):
            if not isinstance(item, str):
                masked.append(self.value(item, key))
                continue
            begins, ends = _BEGIN in item and _END not in item, _END in item
            place = commands.argument(before, item) or given.get(index)
            if pair and index and secret_value(item, "password"):
                place = (0, len(item))
            if inside or begins:  # a line of a key; the marks around it are the same for every key
                start = item.index(_BEGIN) + len(_BEGIN) if begins else 0
                start = item.find("-----", start) + 5 if begins and "-----" in item[start:] else start
                place = (start, item.index(_END) if ends else len(item))
            inside = (inside and not ends) or begins
            if place is not None and place[0] >= place[1]:
                place = None
            shown = self._string(item, key) if place is None else ""
            place = commands.named(item, key) if shown == item else place
            masked.append(shown if place is None else self._part(item, *place))
            before = item
        return masked

    def _part(self, text: str, start: int, end: int) -> str:
        return self.text(text[:start]) + self.mask(text[start:end]) + self.text(text[end:])

    def _string(self, value: str, key: str) -> str:
        known = self._memory.get((key, value))
        if known is None:
            known = self._read(value, key)
            self._memory[key, value] = known
        return known

    def _read(self, value: str, key: str) -> str:
        entry = _ENTRY.fullmatch(value)
        if entry is not None and not secret_name(key):
            if secret_name(entry[1]) and (not WEAK.search(entry[1]) or _secret(entry[2], entry[1])):
                return f"{entry[1]}={self._string(entry[2], entry[1])}"
            if logins.is_login(entry[1]) and not logins.is_login(key):
                return f"{entry[1]}={self._string(entry[2], entry[1])}"
        if value.lstrip()[:1] in ("{", "[", '"'):
            inner = self._embedded(value, key)
            if inner is not None:
                return inner
        if len(value) <= _LONGEST_PAIRS and _is_pairs(value):
            return ";".join(map(self._pair, value.split(";")))
        if _secret(value, key):
            return self.mask(value)
        places = logins.spans(value, key) if logins.is_login(key) else ()
        value = self._replaced(value, ((start, end, value[start:end], ()) for start, end in places))
        text = self.text(value)
        found = made_up.spans(text) if key not in _NO_VALUES else ()
        words = ((start, end, text[start:end], ()) for start, end in found)
        return self._replaced(text, (word for word in words if not self._is_open(word[2].lower())))

    def _pair(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        return f"{name}={self.mask(value)}" if equals and _secret(value, name.strip()) else self.text(pair)

    def _embedded(self, value: str, key: str) -> str | None:
        """JSON inside a string: its own names decide what is secret; its spelling stays where nothing is too short."""
        try:
            inner = json.loads(value)
        except (ValueError, RecursionError):
            return None
        levels = depth(inner)
        if self._levels + levels > _DEEPEST:
            return self.text(value)
        self._levels += levels
        masked = self.value(inner, key)
        self._levels -= levels
        text = self.text(value)
        return text if masked == inner or _reads_as(text, masked) else self.text(json.dumps(masked, ensure_ascii=False))

    def _masked(self, text: str) -> str:
        text = self._replaced(text, ((start, end, secret, ()) for start, end, secret in self._known.find(text)))
        text = self._replaced(text, self._escaped(text))
        if len(text) < SHORTEST_SHAPE and _IDENTIFIER.fullmatch(text):
            return text
        text = self._replaced(text, ((start, end, text[start:end], ()) for start, end in self._spans(text)))
        if self._depth:
            hidden = [(at, end, self._inside(plain, self._depth)) for at, end, plain in encoded(text)]
            text = self._replaced(text, ((at, end, text[at:end], inner) for at, end, inner in hidden if inner))
        return text

    def _escaped(self, text: str) -> Iterator[tuple[int, int, str, Collection[str]]]:
        """Secrets with characters that are escaped, or beside names that are."""
        plain = unescaped(text) if ("&" in text or "%" in text or "\\" in text) else None
        if plain is None:
            return
        done = 0
        found = self._known.find(plain[0])
        if _ESCAPED_QUOTE.search(text):
            found += [(*span, plain[0][slice(*span)]) for span in finders.spans(plain[0])]
        for start, end, secret in sorted(found):
            place = written_at(start, *plain[1:]), written_at(end, *plain[1:], ends=True)
            if place[0] >= done:
                yield (*place, secret, ())
                done = place[1]

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Places of secrets in a text, but for the names that are said openly."""
        found = finders.spans(text)
        return [(start, end) for start, end in found if text[start:end].lower() not in self.open_names]

    def _is_open(self, word: str) -> bool:
        """Whether a name that is said openly holds the word."""
        if self._said is None:
            self._said = "\n".join(self.open_names)
        return word in self._said

    def _replaced(self, text: str, places: Iterable[tuple[int, int, str, Collection[str]]]) -> str:
        """The text with each place masked as the secret it spells, which may hold other secrets."""
        pieces, at = [], 0
        for start, end, secret, inner in places:
            pieces += [text[at:start], self.mask(secret, inner)]
            at = end
        return "".join((*pieces, text[at:])) if pieces else text

    def _inside(self, plain: str, depth: int) -> Collection[str]:
        """The secrets in a text that was base64, perhaps in base64 once more."""
        known = {secret for _, _, secret in self._known.find(plain)}
        if known:
            return known
        login = _LOGIN.fullmatch(plain)
        if login is not None and not login["secret"].isdigit():
            return [login["secret"]]
        fresh = Redactor()
        fresh._depth = 0
        if fresh._string(plain, "") != plain or depth == 0:
            return fresh.numbers
        return [secret for *_, inner in encoded(plain) for secret in self._inside(inner, depth - 1)]


def known_to(manifest: Manifest) -> Redactor:
    """A new redactor that knows the secrets of a manifest, which are searched only once."""
    return _copy(_learned(manifest))


@remembered
def _learned(manifest: Manifest) -> Redactor:
    return Redactor(manifest)


def _copy(known: Redactor) -> Redactor:
    """Another redactor that knows the same, to learn more without the first one hearing of it.

    As long as it learns nothing, it masks alike, and both remember what they masked together.
    """
    twin = Redactor()
    twin._memory = known._memory
    twin.numbers, twin._known, twin._public = dict(known.numbers), known._known.copy(), known._public
    twin.open_names = known.open_names
    return twin


def _is_pairs(value: str) -> bool:
    """Whether a value is a connection string: `name=value;name=value`."""
    parts = value.rstrip().removesuffix(";").split(";")
    return len(parts) > 1 and all("=" in part and _NAME.fullmatch(part.partition("=")[0].strip()) for part in parts)


def _reads_as(text: str, value: Json) -> bool:
    try:
        return bool(json.loads(text) == value)
    except (ValueError, RecursionError):
        return False


def _secret(value: str, key: str) -> bool:
    return secret_name(key) and secret_value(value, key)
