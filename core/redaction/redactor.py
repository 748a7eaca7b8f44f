"""Masks secrets before they reach anything but the manifests themselves: report, log, autosave, errors.

A secret is known by the name it stands under, or by its shape (`core.redaction.shapes`). It reads as `••• secret 3`:
equal secrets have equal numbers, counted in document order, without any key, so that the same input gives the
same report. Once known, a secret is masked wherever it turns up, in any spelling.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator

from core.manifest.manifest import Manifest
from core.model.base import Json
from core.redaction.known import SHORTEST, KnownSecrets
from core.redaction.names import flag_name, secret_name
from core.redaction.shapes import MASK, SHORTEST_SHAPE, is_placeholder, secret_value, spans
from core.redaction.spellings import aliases, encoded, spellings

_ENTRY = re.compile(r"([\w.:-]+)=(.*)", re.DOTALL)
_IDENTIFIER = re.compile(r"[\w.-]*")
_NAME = re.compile(r"[\w ]+")
_LONGEST_PAIRS = 20_000
"""Characters of a connection string; what is longer is another kind of text, and read like one."""
_COLLECTIONS = {"secrets", "passwords", "tokens", "apikeys"}
_WORD = re.compile(r"[A-Za-z_-]+")
_KNOWN = "redactor of the manifest alone"


class Redactor:
    """Masks with numbers of its own; made for one manifest, it knows that manifest's secrets wherever they turn up."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self.numbers: dict[str, int] = {}
        self._known = KnownSecrets()
        self._memory: dict[str, str] = {}
        self._depth = 2
        self._public = frozenset(() if manifest is None else _public(manifest))
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

    def value(self, value: Json, key: str = "") -> Json:
        """A JSON value with every secret masked; `key` is the name it stands under. The input stays as it is."""
        if isinstance(value, dict):
            return {self.text(name): self.value(item, _key(value, name, key)) for name, item in value.items()}
        if isinstance(value, list):
            return [self._item(value, index, key) for index in range(len(value))]
        if isinstance(value, str):
            return self._string(value, key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and _secret(str(value), key):
            return self.mask(str(value))
        return value

    def mask(self, secret: str, also: Iterable[str] = ()) -> str:
        """The mask of a secret, remembered from now on; `also` are secrets inside it, known by the same number."""
        if secret not in self.numbers:
            self.numbers[secret] = len(self.numbers) + 1
            for known in (alias for text in (secret, *also) for alias in aliases(text)):
                if len(known) >= SHORTEST and not self._is_public(known):
                    for spelling in spellings(known):
                        self._known.add(spelling, secret)
            self._memory = {}  # its own from now on: others may share the one of before
        return f"{MASK} secret {self.numbers[secret]}"

    def is_secret(self, value: Json, key: str = "") -> bool:
        """Whether masking would change the value: such an answer is not saved."""
        return bool(self.value(value, key) != value)

    def _is_public(self, secret: str) -> bool:
        """A password that is a plain word the manifest also says openly (`postgres`) gives nothing away elsewhere."""
        return bool(_WORD.fullmatch(secret)) and secret.lower() in self._public

    def _item(self, items: list[Json], index: int, key: str) -> Json:
        item, before = items[index], items[index - 1] if index else None
        if isinstance(item, str) and isinstance(before, str) and not item.startswith("-"):
            flag = flag_name(before)
            if flag is not None and _secret(item, flag):
                return self.mask(item)
        return self.value(item, key)

    def _string(self, value: str, key: str) -> str:
        entry = _ENTRY.fullmatch(value)
        if entry is not None and not secret_name(key) and secret_name(entry[1]):
            return f"{entry[1]}={self._string(entry[2], entry[1])}"
        if value.lstrip()[:1] in ("{", "[", '"'):
            return self._embedded(value)
        if len(value) <= _LONGEST_PAIRS and _is_pairs(value):
            return ";".join(map(self._pair, value.split(";")))
        return self.mask(value) if _secret(value, key) else self.text(value)

    def _pair(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        return f"{name}={self.mask(value)}" if equals and _secret(value, name.strip()) else self.text(pair)

    def _embedded(self, value: str) -> str:
        """JSON inside a string: its own names tell what is secret; its spelling stays where nothing is too short."""
        try:
            inner = json.loads(value)
        except (ValueError, RecursionError):
            return self.text(value)
        masked = self.value(inner)
        text = self.text(value)
        return text if masked == inner or _reads_as(text, masked) else self.text(json.dumps(masked, ensure_ascii=False))

    def _masked(self, text: str) -> str:
        text = self._replaced(text, ((start, end, secret, ()) for start, end, secret in self._known.find(text)))
        if len(text) < SHORTEST_SHAPE and _IDENTIFIER.fullmatch(text):
            return text
        text = self._replaced(text, ((start, end, text[start:end], ()) for start, end in spans(text)))
        if self._depth:
            hidden = [(at, end, self._inside(plain, self._depth)) for at, end, plain in encoded(text)]
            text = self._replaced(text, ((at, end, text[at:end], also) for at, end, also in hidden if also))
        return text

    def _replaced(self, text: str, places: Iterable[tuple[int, int, str, Collection[str]]]) -> str:
        """The text with each place masked as the secret it spells, which may hold other secrets."""
        pieces, at = [], 0
        for start, end, secret, also in places:
            pieces += [text[at:start], self.mask(secret, also)]
            at = end
        return "".join((*pieces, text[at:])) if pieces else text

    def _inside(self, plain: str, depth: int) -> Collection[str]:
        """The secrets in a text that was base64, perhaps in base64 once more."""
        known = {secret for _, _, secret in self._known.find(plain)}
        if known:
            return known
        fresh = Redactor()
        fresh._depth = 0
        if fresh._string(plain, "") != plain or depth == 0:
            return fresh.numbers
        return [secret for *_, inner in encoded(plain) for secret in self._inside(inner, depth - 1)]


def known_to(manifest: Manifest) -> Redactor:
    """A redactor of one's own that knows the secrets of a manifest; they are found once for all moments."""
    if _KNOWN not in manifest.memo:
        manifest.memo[_KNOWN] = Redactor(manifest)
    return _copy(manifest.memo[_KNOWN])


def _copy(known: Redactor) -> Redactor:
    """Another redactor that knows the same, to learn more without the first one hearing of it.

    As long as it learns nothing, it masks alike, and both remember what they masked together.
    """
    made = Redactor()
    made._memory = known._memory
    made.numbers, made._known, made._public = dict(known.numbers), known._known.copy(), known._public
    return made


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


def _key(holder: dict[str, Json], name: str, outer: str) -> str:
    """The name a member stands under: an `env` entry's own name, a `name` beside a `value`, a collection's."""
    if name == "value":
        given = holder.get("name")
        return given if isinstance(given, str) else outer or name
    return outer if outer.lower() in _COLLECTIONS and not secret_name(name) else name


def _public(manifest: Manifest) -> Iterator[str]:
    """The words a manifest says openly, in small letters: of the names of members, and of images."""
    stack, seen = [manifest.tree], set[str]()
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            image = value.get("image")
            said = value.keys() | ({image} if isinstance(image, str) and not is_placeholder(image) else set())
            for text in said - seen:
                seen.add(text)
                for word in _WORD.findall(text.lower()):
                    yield word
                    yield from re.split("[-_]", word)
            stack += value.values()
        elif isinstance(value, list):
            stack += value
