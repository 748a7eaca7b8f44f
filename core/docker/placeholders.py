"""Placeholders that another tool fills in later, in every spelling that is seen in the field.

`${NAME}` and `$NAME` (shells, iotedgedev, envsubst), `#{NAME}#` and `__NAME__` (token tasks of pipelines), `#NAME#`,
`%NAME%`, `%%NAME%%`, `$(Build.Name)`, `@NAME@`, `@@NAME@@`, `{{NAME}}`, `{{ .Values.name }}` (Helm), `[[NAME]]`,
`{NAME}`, `<NAME>`, `<<name>>`, `<%= name %>`, `<ThisName>` and `<your-name>` (documents), words such as CHANGE_ME and
your-name-here, notes that something is left to do, and xxxxxxxx.
What counts depends on the place: `find` is for free text, `whole` for a value that is a number, a word or a name,
`suspected` for paths, ports, images and addresses, which have no `$` of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.manifest.jsonc import Placeholder
from core.model.base import Json

_NAME = r"[A-Z][A-Z0-9_]{1,80}+"
_SHELL = r"(?:PATH|HOME|PWD|LD_LIBRARY_PATH|PYTHONPATH|CLASSPATH)"
"""Variables that a shell or the image sets: `PATH=$PATH:/opt` is no template."""
_TOKEN = r"__[A-Z][A-Za-z0-9]*+(?:_[A-Za-z0-9]++){0,20}+__"
_DOUBLED = r"<<[A-Za-z_][\w .-]{0,80}>>|<%=? ?[A-Za-z_][\w.@-]{0,80} ?%>|%%[A-Za-z_]\w{1,80}%%"
_BUILD = r"\$\([A-Z]\w{0,80}(?:\.[A-Z]\w{0,80}){1,5}\)"
"""A variable of a pipeline: those that a shell or Kubernetes substitutes have no dot."""
_YOURS = r"(?:[yY]our|YOUR)(?:[-_][A-Za-z0-9]{1,30}){1,6}"
_SPELLINGS = re.compile(
    rf"(?<!\$)\$\{{(?!{_SHELL}\}})[A-Za-z_](?:[^{{}}\s\"$]{{0,200}}+|\w{{0,80}}:?[-+?=][^{{}}\"]{{0,200}}+)\}}"
    rf"|(?<![\w$\\])\$(?!{_SHELL}\b){_NAME}(?![\w(])"
    r"|#\{[A-Za-z_][\w.-]{0,80}+\}#?"
    rf"|(?<![\w#])#{_NAME}#(?![\w#])"
    rf"|(?<![\w%])%{_NAME}%(?![\w%])"
    rf"|(?<![\w@])@{_NAME}@(?![\w@])"
    r"|(?<![\w@])@@[A-Za-z_][\w.-]{0,80}+@@(?![\w@])"
    rf"|(?<!\w){_TOKEN}(?!\w)"
    r"|\{\{-? {0,3}(?:\.(?:Values|Release|Chart)\.)?[A-Za-z_][\w.-]{0,80}+ {0,3}(?:\|[^{}\n]{0,80}+)?-?\}\}"
    rf"|(?<![\w<%]){_DOUBLED}(?![\w>%])|{_BUILD}"
    rf"|(?<![\w-]){_YOURS}(?<=[-_](?:[hH]ere|HERE))(?![\w-])"
    rf"|\[\[ ?{_NAME} ?\]\]"
    r"|(?<![\w+/.])(?:x{4,40}+|X{4,40}+)(?![\w+/])"
)
_IN_BRACKETS = re.compile(
    rf"<(?:{_NAME}|(?:your|my|insert|enter|replace)[ _-][\w .-]{{1,80}}+"
    r"|[a-z0-9]{1,40}+(?:[_-][a-z0-9]{1,40}+){1,5}+"
    r"|[A-Z][a-z0-9]{1,40}+(?:[A-Z][A-Za-z0-9]{0,40}+)"
    r"|[A-Z][A-Za-z0-9]{0,40}+(?:[._ ]\(?[A-Za-z0-9]{1,40}+\)?){1,15}+)>"
    r"|(?<=[=:/@])<[A-Za-z][A-Za-z0-9 _-]{1,60}+>"
)
_ALONE = re.compile(
    rf"__[A-Z][A-Z0-9_]{{2,80}}+|\{{{_NAME}\}}|\[\[ ?[A-Za-z_][\w.-]{{0,80}}+ ?\]\]"
    r"|\$[a-z][a-z0-9]*+(?:_[a-z0-9]++){1,10}+|(?:YOUR|INSERT|REPLACE_WITH|ENTER_YOUR)[_-][A-Z0-9_-]{1,80}+|TBD"
    r"|(?i:change|replace)[-_]?(?i:me)|%%[A-Za-z]%%"
)
"""What is a token as one whole value or name, but not within a text, such as `__NAME` without its closing sign."""
_NOTE = r"(?:TO[D]O|FIX[M]E)"
_FILLER = re.compile(
    rf"{_YOURS}|[yY]our(?: \w{{1,30}}+){{1,5}} [hH]ere|<[A-Za-z][A-Za-z0-9 _-]{{0,60}}+>|"
    rf"{_NOTE}(?::[^\n]{{0,80}}+)?"
    r"|(?:[xX]{3,40}+[-.:]){1,8}[xX]{2,40}+|(?:(?:\d{1,3}+|[xX]{1,3}+)\.){3}[xX]{1,3}+"
)
"""What represents a whole value, and could be a name."""
_SIGNED = r"%[A-Za-z]\w{0,80}+%|<[A-Za-z][\w .-]{0,80}+>|\[\[ ?[A-Za-z_][\w.-]{0,80}+ ?\]\]"
_MARKED = rf"{_SIGNED}|(?<![\w#@])(?:#[A-Z][A-Z0-9_]{{0,80}}+#|@[A-Z]@|__[A-Z]__|__{_NAME})(?![\w#@])"
"""What a number, a word, a port or a path cannot be, however short: `%P%`, `<port>`, `#P#`, `__HP`."""
_BRACED = r"\{[A-Za-z_][\w.-]{0,80}+\}"
_WHOLE = re.compile(rf"\$\{{[^}}]*+\}}|\$\([^)]*+\)|\$[A-Za-z_]\w*+|\{{\{{[^}}]*+\}}\}}|{_BRACED}|{_MARKED}")
_VARIABLE = re.compile(
    r"(?<!\$)\$(?:\{[^{}]{0,200}\}?|\([\w. -]{0,200}\)|[A-Za-z_]\w*+)" rf"|(?<!\$){_BRACED}|{_MARKED}"
)
_IN_NAMES = re.compile(
    rf"{_DOUBLED}|{_BUILD}|"
    r"\$\{[^{}]{1,200}\}|\{\{[^{}]{1,200}\}\}|#\{[^{}]{1,200}\}#?|#[A-Za-z_]\w{0,200}#|\$[A-Z][A-Z0-9_]*+"
    rf"|%{_NAME}%|@@[A-Za-z_][\w.-]{{0,80}}+@@|@{_NAME}@|__[A-Z](?:_?[A-Z0-9]){{1,80}}+__|(?<!\w){_TOKEN}(?!\w)"
    rf"|<[A-Za-z][\w .-]{{0,80}}>|{_BRACED}|\[\[[^\[\]]{{1,80}}\]\]"
)
"""Within a name a dollar sign begins a variable only before capital letters, as templates of IoT Edge write them."""
_ANYWHERE = {
    "$": re.compile(r"\$(?!edge(?:Agent|Hub)\b|schema\b|metadata\b|version\b|upstream\b)[{(A-Za-z_]"),
    "#": re.compile(r"#[A-Za-z_{]"),
    "%": re.compile(r"%[A-Za-z]"),
    "@": re.compile(r"@[A-Za-z_]"),
    "__": re.compile(r"__[A-Z]"),
    "<": re.compile(r"<[A-Za-z0-9]"),
    "}": re.compile(_BRACED),
    "[[": re.compile(r"\[\[ ?[A-Za-z_]"),
    "hange": re.compile(r"[cC]hange[-_]?[mM][eE]"),
    "eplace": re.compile(r"[rR]eplace[-_]?[mM][eE]"),
    **dict.fromkeys(("your", "Your"), re.compile(r"[yY]our[-_ ][A-Za-z0-9]")),
    **dict.fromkeys(("{{", "<%", "CHANGE", "REPLACE", "TBD", "ODO", "IXME", "YOUR", "INSERT", "\\u00"), re.compile("")),
    **dict.fromkeys(("xx", "xX", "Xx", "XX", "x.", "X.", ".x", ".X"), re.compile(r"[xX]{3}|\b[xX]{1,3}\.|\.[xX]\b")),
}
"""Signs with what follows them in a placeholder: without any a file holds none; `\\u00` may be the escape of a sign."""
_LONG = 10_000
"""Characters of a text that no one placeholder has."""
_MIDDLE = 200
"""Characters of a text in which it takes time to look for one, as in the names of most images it does not."""
_SIGN = re.compile(r"[$%@<{]|#|\[\[|__|xxxx|XXXX|[-_](?:[hH]ere|HERE)")
_SIGN_OR_WORD = re.compile(
    rf"{_SIGN.pattern}|[cC]hange|CHANGE|[rR]eplace|REPLACE|TBD|{_NOTE}|[yY]our[-_ ]|YOUR|INSERT|[xX][xX.]"
)


def has_sign(text: str) -> bool:
    """Whether a text can contain a placeholder: a quick test before the exact one."""
    return _SIGN_OR_WORD.search(text) is not None


def may_hold(file: str) -> bool:
    """Whether the text of a file can contain any placeholder; most files have none, which this finds out quickly."""
    file = "\n".join({*file.split("\n")})  # no placeholder has a line break, and many lines are equal
    for sign, follows in _ANYWHERE.items():  # a letter that is not there at all is found out much faster than a word
        if all(letter in file for letter in sign) and sign in file and follows.search(file) is not None:
            return True
    return False


def find(text: str) -> str:
    """The first placeholder in a text; empty for none.

    In texts with closing tags angle brackets are no placeholders, and a `$` inside a word is none: passwords hold it.
    """
    if len(text) < _MIDDLE:
        return _find(text)
    return _find_in_middle(text) if len(text) < _LONG else _find_in_long(text)


def _find(text: str) -> str:
    whole_text = text.strip()
    if _ALONE.fullmatch(whole_text) or _FILLER.fullmatch(whole_text):
        return whole_text
    if _SIGN.search(text) is None:
        return ""
    match = _SPELLINGS.search(text)
    if match is None and "<" in text and "</" not in text and "/>" not in text:
        match = _IN_BRACKETS.search(text)
    return "" if match is None else match.group()


_find_in_middle = lru_cache(maxsize=1_000)(_find)
_find_in_long = lru_cache(maxsize=8)(_find)
"""Several rules ask in turn about one text, of which a file can hold a few that are so long, some for each module."""


def is_hidden(value: Json) -> bool:
    """Whether one placeholder represents the whole value: it may become a value of any type."""
    return isinstance(value, Placeholder) or (isinstance(value, str) and whole(value) != "")


def whole(text: str) -> str:
    """A text that is one placeholder, as a number, a word or a name may be; empty for any other.

    Small letters after a `$` count too: only free text, such as the consumer group `$Default`, may begin in this way.
    """
    text = text.strip()
    if len(text) >= _LONG:
        return ""
    return text if text and (find(text) == text or _WHOLE.fullmatch(text) is not None) else ""


def marked(text: str) -> str:
    """A text that is nothing but a word between such signs; empty for any other."""
    return text.strip() if re.fullmatch(_MARKED, text.strip()) else ""


def is_left(value: Json) -> bool:
    """Whether a value is or contains a placeholder."""
    if not isinstance(value, str):
        return isinstance(value, Placeholder)
    return find(value) != "" or _WHOLE.fullmatch(value.strip()) is not None


def holds(value: Json) -> bool:
    """Whether a text contains a placeholder, or a `$` that may be part of one, so that it cannot be judged."""
    return isinstance(value, str) and suspected(value) != ""


def suspected(text: str) -> str:
    """The first placeholder in a path, a port, an image or an address; empty for none.

    Any name after a `$` is one there, `$(Build.Number)` too. `$$`, `$1` and a `$` at the end are none.
    """
    found = find(text) or whole(text)
    match = None if found or _SIGN.search(text) is None else _VARIABLE.search(text)
    return found if match is None else match.group()


def within(name: str) -> bool:
    """Whether a name contains a placeholder, so that it is neither judged nor changed."""
    return in_name(name) != ""


def in_name(name: str) -> str:
    """The first placeholder in a name; empty for none."""
    if _ALONE.fullmatch(name) is not None:
        return name
    match = _IN_NAMES.search(name) if _SIGN.search(name) else None
    return "" if match is None else match.group()


def filled(name: str, value: str) -> str:
    """The name with `value` in place of every placeholder."""
    return value if _ALONE.fullmatch(name) is not None else _IN_NAMES.sub(value, name)
