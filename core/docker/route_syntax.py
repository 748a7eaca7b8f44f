"""Whether edgeHub can parse the text of a route: `FROM source WHERE condition INTO sink`.

One route that cannot be parsed costs all of them, as edgeHub then applies none of its desired properties. Source:
Azure/iotedge 1.0.10 to 1.1.10 (1.5 has the same), Microsoft.Azure.Devices.Routing.Core: GrammarLexer.g4, Condition.g4,
Route.g4, RouteFactory.cs, ConditionVisitor.cs; EndpointFactory.cs. What follows the sink is not read there. The types
of operands are not judged.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<gap>[ \t\r\n]+)"
    r'|(?P<text>"(?:[^"\\]|\\["\'\\]|\\u[0-9a-fA-F]{4})*+")'
    r"|(?P<word>[^()<>@,;:\\\"/?={} \t\n\r]+)"
    r"|(?P<sign><=|>=|<>|\?\?|.)",
    re.DOTALL,
)
_QUOTED = re.compile(r"'(?:[^'\\]|\\[\"'\\]|\\u[0-9a-fA-F]{4})*+'")
_NUMBER = re.compile(r"-?[0-9]+|0[xX][0-9a-fA-F]+|-?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|-?[0-9]*[eE][+-]?[0-9]+")
_KEYWORDS = frozenset(("select", "from", "where", "into", "and", "or", "not"))
_LITERALS = frozenset(("true", "false", "null", "undefined"))
_BINARY = frozenset(("*", "/", "%", "+", "-", "||", "<", "<=", ">", ">=", "=", "!=", "<>", "??", "and", "or"))
_SIGNS = _BINARY | frozenset("(){},")
_FUNCTIONS = frozenset(
    (
        *("abs", "exp", "power", "square", "ceiling", "floor", "sign", "sqrt", "as_number", "twin_change_includes"),
        *("is_bool", "is_defined", "is_null", "is_number", "is_string", "concat", "length", "lower", "upper"),
        *("substring", "index_of", "starts_with", "ends_with", "contains"),
    )
)
_LONGEST = 4096
"""Characters up to which a route is judged; IoT Hub refuses longer texts."""

Token = tuple[str, str]
"""What a token is (`name`, `system`, `text`, `value`, `junk`, or the sign or keyword itself), and its characters."""


@lru_cache(maxsize=256)
def fault(route: str) -> str:
    """Why edgeHub cannot parse a route: `start`, `source`, `sink`, `condition`, `end`; empty if it can."""
    if len(route) > _LONGEST:
        return ""
    tokens = [*_tokens(route), ("end", "")]
    kinds = [kind for kind, _text in tokens]
    at = 2 if kinds[:2] == ["select", "*"] else 0
    if kinds[at] != "from":
        return "start"
    end = _path(kinds, at + 1)
    if end is None:
        return "source"
    if kinds[end] == "where":
        stop = next((index for index in range(end, len(kinds)) if kinds[index] == "into"), None)
        if stop is None:
            return "end"
        if not _is_condition(tokens[end + 1 : stop]):
            return "condition"
        end = stop
    if kinds[end] != "into":
        return "end"
    return "" if _is_sink(tokens[end + 1 : end + 5]) else "sink"


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        comment = text.find("*/", at + 2) if text.startswith("/*", at) else -1
        if comment >= 0:
            at = comment + 2
            continue
        match = _TOKEN.match(text, at)
        assert match is not None  # its last alternative is any sign
        token, at = _token(text, match)
        if token is not None:
            found.append(token)
    return found


def _token(text: str, match: re.Match[str]) -> tuple[Token | None, int]:
    """The longest token at a place, as ANTLR takes it, and its end; None for blanks."""
    part, end = match.group(), match.end()
    if match["gap"]:
        return None, end
    if match["text"]:
        return ("text", part), end
    if match["sign"]:
        return (part if part in _SIGNS else "junk", part), end
    quoted = _QUOTED.match(text, match.start()) if part[0] == "'" else None
    if quoted is not None and quoted.end() >= end:
        return ("text", quoted.group()), quoted.end()
    if quoted is not None and "[" not in part and "]" not in part:  # `'it''s'`: longer than the text at its start
        return ("name", part), end
    if part == "!" and text[end : end + 1] == "=":
        return ("!=", "!="), end + 1
    return (_word(part), part), end


def _word(word: str) -> str:
    """What a word is: names contain signs such as `-`, `+` and `*`."""
    lower = word.lower()
    if lower in _KEYWORDS or word in ("*", "%", "+", "-", "||"):
        return lower
    if word in _LITERALS or _NUMBER.fullmatch(word):
        return "value"
    if word[0] == "$" and len(word) > 1:
        return "system"
    return "junk" if "[" in word or "]" in word or word[0] == "'" else "name"


def _path(kinds: list[str], at: int) -> int | None:
    """The end of a path such as `/messages/*`; None if there is none."""
    begin = at
    while kinds[at] == "/" and kinds[at + 1] in ("name", "*"):
        at += 2
    return at if at > begin and kinds[at] != "/" else None


def _is_sink(tokens: list[Token]) -> bool:
    """Whether the tokens begin with `$upstream` or `BrokeredEndpoint("/modules/name/inputs/input")`."""
    if tokens[0][0] == "system":
        return tokens[0][1].lower() == "$upstream"
    if [kind for kind, _text in tokens] != ["name", "(", "text", ")"] or tokens[0][1].lower() != "brokeredendpoint":
        return False
    parts = tokens[2][1][1:-1].strip().removeprefix("/").removesuffix("/").split("/")
    return len(parts) == 4 and parts[3].strip() != ""


def _is_condition(tokens: list[Token]) -> bool:
    """Whether operands and operators alternate, with brackets in pairs and known functions."""
    opened: list[bool] = []
    expects, last = True, len(tokens) - 1
    for index, (kind, text) in enumerate(tokens):
        after = tokens[index + 1][0] if index < last else ""
        if expects:
            if kind in ("not", "-"):
                continue
            if kind == "name" and after == "(":
                if text.lower() not in _FUNCTIONS:
                    return False
            elif kind == "(":
                opened.append(index > 0 and tokens[index - 1][0] == "name")
            elif kind == ")" and opened and opened[-1] and tokens[index - 1][0] == "(":
                opened.pop()
                expects = False
            elif kind == "{" and [item[0] for item in tokens[index + 1 : index + 3]] == ["system", "}"]:
                continue
            elif kind in ("name", "system", "text", "value"):
                expects = False
            else:
                return False
        elif kind == ")" and opened:
            opened.pop()
        elif (kind == "," and opened and opened[-1]) or kind in _BINARY:
            expects = True
        elif kind != "}" or index < 2 or tokens[index - 2][0] != "{":
            return False
    return not expects and not opened
