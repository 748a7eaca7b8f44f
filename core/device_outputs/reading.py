"""Reads pastes and files: finds every output in them, and reports every line that belongs to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.device_outputs import (
    cluster,
    cluster_objects,
    commands,
    containers,
    controllers,
    describe,
    describe_objects,
    errors,
    events,
    gpu,
    hub,
    iotedge,
    iotedge_state,
    json_text,
    kubeconfig,
    network,
    powershell_json,
    role,
    text,
    unused,
)
from core.device_outputs.found import Facts, Found, Reader
from core.device_outputs.text import Block, Line

READERS: tuple[Reader, ...] = (
    unused.read,
    iotedge.logs,
    errors.powershell,
    errors.single,
    errors.empty,
    cluster_objects.read,
    hub.read,
    kubeconfig.read,
    gpu.read,
    gpu.listed,
    cluster.pods,
    cluster.services,
    cluster.claims,
    cluster.volumes,
    cluster.nodes,
    events.read,
    controllers.read,
    iotedge.modules,
    iotedge.listed,
    containers.read,
    containers.inspect,
    iotedge_state.version,
    iotedge_state.check,
    iotedge_state.status,
    describe.pod,
    describe_objects.read,
    describe.events,
    describe.node,
    network.subnets,
    network.share_table,
    network.az_table,
    network.lists,
    powershell_json.read,
    role.tail,
)
"""The readers, one for each kind of output, the most specific first."""

_LONGEST = 10_000
"""The longest line in characters that may begin an output; JSON may be on one line of any length."""
_MOST_TRIED = 10_000
"""The lines of a file or paste that may be read again to undo the wrapping of a window; 50 characters count as one."""


@dataclass(frozen=True, slots=True)
class Output:
    """One understood output with its file and first line; see `Found` for the other fields.

    `run` counts the runs of commands. `some` says that the command requested only some objects, so that others may
    exist.
    """

    command: str
    facts: Facts
    source: str
    line: int
    partial: str
    nothing: str
    of: str = ""
    run: int = 0
    some: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was not understood, with its original text, which must be masked before it is shown."""

    source: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was understood in some files or pastes, in their order. `secrets` are never shown."""

    outputs: tuple[Output, ...] = ()
    unread: tuple[Unread, ...] = ()
    secrets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(output.facts for output in self.outputs)


def read(sources: Iterable[tuple[str, bytes]]) -> Reading:
    """Reads files or pastes, given as name and bytes. Never raises."""
    outputs: list[Output] = []
    unread: list[Unread] = []
    secrets: list[str] = []
    run = 0
    for name, data in sources:
        trials = _Trials()
        for block in text.blocks(text.clean(text.decode(data))):
            scan, run = _block(block, trials), run + 1
            found, lost = scan.found, sorted([*scan.outside, *scan.inside], key=lambda line: line.number)
            some = commands.filtered(block.command or "")
            outputs += [
                Output(
                    command=item.command,
                    facts=item.facts,
                    source=name,
                    line=number,
                    partial=item.partial,
                    nothing=item.nothing,
                    of=item.of,
                    run=run,
                    some=some or item.some,
                )
                for number, item in found
            ]
            unread += [Unread(name, line.number, line.text) for line in lost]
            secrets += [secret for _, item in found for secret in item.secrets]
    return Reading(tuple(outputs), tuple(unread), tuple(dict.fromkeys(secrets)))


@dataclass(slots=True)
class _Scan:
    """One way to read a block: outputs with their first line, lines outside of them, and unread lines inside.

    `doubtful` counts the lines that were joined only with the last row of a table, and half of those that were joined
    with a warning.
    """

    found: list[tuple[int, Found]]
    outside: list[Line]
    inside: list[Line]
    doubtful: float = 0

    def cost(self) -> float:
        """The cost of this way: lines outside of every output, and outputs that are incomplete or without facts.

        A doubtful join costs as much as the line that it joins: `logout` after a table is not the rest of its last row.
        """
        lost = sum(line.pieces for line in self.outside) + sum(bool(item.partial) for _, item in self.found)
        lost += sum(not any(item.facts.values()) and not item.nothing for _, item in self.found)
        return lost + len(self.inside[:1]) + self.doubtful


@dataclass(slots=True)
class _Trials:
    """The number of lines of a file or paste that may still be read again, so that reading stays linear."""

    left: int = _MOST_TRIED

    def of(self, lines: Sequence[Line]) -> Iterator[list[Line]]:
        """The lines as they are, and then as a window may have wrapped them, each variant once."""
        offered = text.unwrapped(lines)
        first = next(offered)
        yield first
        known = {_shape(first)}
        size = max(len(lines), sum(len(line.text) for line in lines) // 50)
        while self.left >= size:
            self.left -= size
            other = next(offered, None)
            if other is None:
                break
            shape = _shape(other)
            if shape not in known:
                known.add(shape)
                yield other


def _shape(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    return tuple((line.pieces, len(line.text)) for line in lines)


def _block(block: Block, trials: _Trials) -> _Scan:
    """The outputs of one block, with the unwrapping of lines that leaves the fewest unread."""
    typed = block.command or ""
    best = _Scan([], [], [])
    for number, lines in enumerate(trials.of(block.lines)):
        scan = _scan(lines, typed)
        if number == 0 or scan.cost() < best.cost():
            best = scan
        if best.cost() == 0:
            break
    if block.wrapped and best.outside and best.outside[0].number == block.lines[0].number:
        del best.outside[0]  # the rest of the command
    if not any(line.text.strip() for line in block.lines):
        best.found += _silent(typed)
    return best


def _scan(lines: Sequence[Line], typed: str) -> _Scan:
    texts = json_text.Lines(line.text for line in lines)
    scan = _Scan([], [], [])
    at = 0
    while at < len(texts):
        if not texts[at].strip() or errors.warning(texts[at]):
            scan.doubtful += (lines[at].pieces - 1) / 2
            at += 1
            continue
        item = _item(texts, at, typed)
        if item is None or item.end <= at:
            scan.outside.append(lines[at])
            at += 1
            continue
        if item.command or item.facts or item.nothing:
            scan.found.append((lines[at].number, item))
        scan.inside += [lines[number] for number in item.unread if number < len(lines)]
        scan.doubtful += _doubtful(lines[at : item.end])
        at = item.end
    return scan


def _item(texts: Sequence[str], at: int, typed: str) -> Found | None:
    """The result of the first reader that recognizes this line and the lines below it."""
    if len(texts[at]) > _LONGEST and texts[at].lstrip()[0] not in "{[":
        return None
    for reader in READERS:
        item = reader(texts, at, typed)
        if item:
            return item
    return None


def _doubtful(lines: Sequence[Line]) -> int:
    """The lines joined with the last row of a table if no earlier row shows that the window wrapped any.

    Headings of tables contain no colon; descriptions and lists of names and values do.
    """
    pieces = [line.pieces for line in lines if line.text.strip()]
    if len(pieces) == 1 or max(pieces[:-1]) > 1 or ":" in lines[0].text:
        return 0
    return pieces[-1] - 1


def _silent(typed: str) -> list[tuple[int, Found]]:
    """A command without output, which is reported, because it does not mean that nothing exists."""
    return [(0, Found(name, {}, 0, nothing=f"{name} printed nothing")) for name in commands.canonical(typed)]
