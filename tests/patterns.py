"""Every regular expression that the program may run on text from a file, and texts that slow each of them down."""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

SEARCHING = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))
MATCHING = frozenset(("match", "fullmatch"))
GENERIC = "aA0 _-.=:;/\\\"'$@{}<>%#&?,\t\né"
ENDINGS = ("", "\x00", '"')


class Used(NamedTuple):
    """A pattern, its place, and the names of the methods that run it."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def modules(package: str = "core") -> list[ModuleType]:
    """A package and all modules below it."""
    root = importlib.import_module(package)
    names = [found.name for found in pkgutil.walk_packages(root.__path__, package + ".")]
    return [root, *map(importlib.import_module, names)]


def used() -> list[Used]:
    """Every pattern of core: in globals and classes, in calls of `re`, in questions, and in the shipped schemas."""
    found: dict[tuple[str, int], Used] = {}
    trees = [(module, ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))) for module in modules()]
    anywhere = _methods(tree for _, tree in trees)
    for module, tree in trees:
        methods = {**anywhere, **_methods([tree])}
        for use in (*_globals(module, methods), *_calls(module, tree), *_questions(module, tree)):
            key = (use.pattern.pattern, use.pattern.flags)
            before = found.get(key, use)
            found[key] = Used(before.where, before.pattern, before.methods | use.methods)
    for use in _schemas():
        found.setdefault((use.pattern.pattern, use.pattern.flags), use)
    return list(found.values())


def _methods(trees: Iterable[ast.AST]) -> dict[str, set[str]]:
    """The methods that are called anywhere on a global of this name."""
    by_owner: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in SEARCHING | MATCHING:
                owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
                by_owner.setdefault(owner, set()).add(node.attr)
    return by_owner


def _globals(module: ModuleType, methods: dict[str, set[str]]) -> Iterator[Used]:
    for name, value in vars(module).items():
        for pattern in () if name.startswith("__") else _patterns(value, module.__name__):
            yield Used(f"{module.__name__}.{name}", pattern, frozenset(methods.get(name, SEARCHING | MATCHING)))


def _patterns(value: Any, module: str, depth: int = 4) -> Iterator[re.Pattern[str]]:
    inner: Iterable[Any] = ()
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        inner = (*value, *value.values())
    elif isinstance(value, (tuple, list, set, frozenset)):
        inner = value
    elif isinstance(value, type) and value.__module__ == module:
        inner = [member for name, member in vars(value).items() if not name.startswith("__")]
    for item in inner if depth else ():
        yield from _patterns(item, module, depth - 1)


def _calls(module: ModuleType, tree: ast.Module) -> Iterator[Used]:
    """Calls such as `re.sub("a+", …)`. A pattern that is no constant is an error, because it could not be tested."""
    made_at_import = {id(inner) for node in tree.body if isinstance(node, ast.Assign) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)) or id(node) in made_at_import:
            continue  # globals were created at import
        owner, method = node.func.value, node.func.attr
        if not (isinstance(owner, ast.Name) and owner.id == "re") or method == "escape" or not node.args:
            continue
        where = f"{module.__name__}:{node.lineno}"
        if method == "fullmatch" and isinstance(node.args[0], ast.BoolOp):
            continue  # the pattern of a question, seen by `_questions`
        flags = [word.value for word in node.keywords if word.arg == "flags"]
        flags += node.args[1:2] if method == "compile" else []
        source, bits = (
            _evaluated(_Assigned(tree, module).visit(part), module)
            for part in (node.args[0], flags[0] if flags else ast.Constant(0))
        )
        if isinstance(source, str):
            yield Used(where, re.compile(source, bits), frozenset((method,)) & (SEARCHING | MATCHING) or SEARCHING)


def _questions(module: ModuleType, tree: ast.Module) -> Iterator[Used]:
    """Patterns an answer must match: keywords `pattern=` and `other_pattern=`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("pattern", "other_pattern"):
            value = node.value
            for part in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                source = _evaluated(_Assigned(tree, module).visit(part), module)
                yield Used(f"{module.__name__}:{value.lineno}", re.compile(source, re.DOTALL), MATCHING)


class _Assigned(ast.NodeTransformer):
    """Replaces a name by what the function assigned to it; a name without an assignment becomes a word."""

    def __init__(self, tree: ast.AST, module: ModuleType) -> None:
        self.module = module
        self.known = {*vars(module), *dir(builtins)}
        self.assigned = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.known or not isinstance(node.ctx, ast.Load):
            return node
        try:
            value = _evaluated(self.visit(self.assigned[node.id]), self.module)
        except (KeyError, AttributeError, TypeError):
            return ast.Constant("word")
        return ast.Constant(value if isinstance(value, str) else "word")


def _evaluated(node: ast.expr, module: ModuleType) -> Any:
    code = compile(ast.fix_missing_locations(ast.Expression(node)), str(module.__file__), "eval")
    return eval(code, vars(module))


def _schemas() -> Iterator[Used]:
    """Patterns of JSON schemas, which jsonschema searches for in values of the manifest."""
    for path in resources.files("resources").joinpath("schemas").iterdir():
        if path.name.endswith(".json"):
            for source in _schema_patterns(json.loads(path.read_text(encoding="utf-8"))):
                yield Used(path.name, re.compile(source), frozenset(("search",)))


def _schema_patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        if isinstance(schema.get("patternProperties"), dict):
            yield from schema["patternProperties"]
        yield from (found for value in schema.values() for found in _schema_patterns(value))
    elif isinstance(schema, list):
        yield from (found for value in schema for found in _schema_patterns(value))


class Attack(NamedTuple):
    """A text of any length: a beginning, a unit to repeat, and an end that makes the match fail."""

    before: str
    unit: str
    after: str

    def text(self, size: int) -> str:
        """The attack in about `size` characters."""
        return self.before + self.unit * max(1, size // len(self.unit)) + self.after


def attacks(pattern: re.Pattern[str]) -> list[Attack]:
    """Runs of what each repeat of a pattern matches, and runs of its own characters and of common ones."""
    tree = _tree(pattern)
    pumps = {(before, unit) for before, unit in _repeats(tree, "") if unit}
    pumps |= {("", before + unit) for before, unit in list(pumps)}
    own = list(dict.fromkeys("".join(_characters(tree))))[:12]
    pumps |= {("", one) for one in (*own, *GENERIC)}
    pumps |= {("", one + other) for one in own for other in own if one != other}
    return [Attack(before, unit, after) for before, unit in sorted(pumps) for after in ENDINGS]


def runs(pattern: re.Pattern[str]) -> set[Attack]:
    """The attacks on functions that use a pattern: runs of what its repeats match, and of what precedes them."""
    units = {before + unit for before, unit in _repeats(_tree(pattern), "")}
    return {Attack("", unit, "") for unit in units if unit}


def _tree(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


def _sample(tree: Any) -> str:
    """A short text that the tree matches, as far as this can be determined without running it."""
    return "".join(filter(None, (next(iter(_samples(op, av)), "") for op, av in tree)))


def _samples(op: Any, av: Any) -> list[str]:
    """Texts that one node of the tree matches, one for each branch or kind of character."""
    if op is sre.LITERAL:
        return [chr(av)]
    if op is sre.NOT_LITERAL:
        return [one for one in ("a", "b", " ") if ord(one) != av]
    if op is sre.ANY:
        return ["a", " "]
    if op is sre.IN:
        return _members(av)
    if op is sre.BRANCH:
        return [_sample(branch) for branch in av[1]]
    if op is sre.SUBPATTERN:
        return [_sample(av[3])] if len(av[3]) != 1 else _samples(*av[3][0])
    if op is sre.ATOMIC_GROUP:
        return [_sample(av)]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [_sample(av[2]) * max(1, min(av[0], 100))]
    return []


def _members(items: list[tuple[Any, Any]]) -> list[str]:
    """Characters of a set, one for each part of it; for a negated set some outside of it."""
    listed = [chr(av) for op, av in items if op is sre.LITERAL] + [chr(av[0]) for op, av in items if op is sre.RANGE]
    listed += [one for op, av in items if op is sre.CATEGORY for one in _category(av)]
    if items[0][0] is not sre.NEGATE:
        return listed
    inside = re.compile("[" + "".join(map(re.escape, listed)) + "]") if listed else None
    return [one for one in 'a 0/-\\"' if inside is None or not inside.match(one)]


def _category(kind: Any) -> str:
    return {sre.CATEGORY_DIGIT: "0", sre.CATEGORY_SPACE: " \n", sre.CATEGORY_WORD: "a_0"}.get(kind, "a ")


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What precedes each long repeat, with each text that its body may match, alone and two in turn."""
    for op, av in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if av[1] > 20:
                bodies = list(dict.fromkeys(text for node in av[2] for text in _samples(*node)))
                bodies.append(_sample(av[2]))
                yield from ((before, body) for body in bodies)
                yield from ((before, one + other) for one in bodies[:6] for other in bodies[:6])
            yield from _repeats(av[2], before)
        elif op is sre.BRANCH:
            for branch in av[1]:
                yield from _repeats(branch, before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(av[3], before)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(av, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(av[1], before)
        before += next(iter(_samples(op, av)), "")


def _characters(tree: Any) -> Iterator[str]:
    """The characters in the tree, in order."""
    for op, av in tree:
        if op is sre.BRANCH:
            yield from (one for branch in av[1] for one in _characters(branch))
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _characters(av[2])
        elif op is sre.SUBPATTERN:
            yield from _characters(av[3])
        elif op is sre.ATOMIC_GROUP:
            yield from _characters(av)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _characters(av[1])
        else:
            yield "".join(_samples(op, av))
