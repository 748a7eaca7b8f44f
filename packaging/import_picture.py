"""The picture of ARCHITECTURE.md: packages as boxes, one row for each layer, and arrows for imports.

An arrow is left out if a longer path implies it (transitive reduction), so that the flow stays readable.
"""

from __future__ import annotations

from html import escape

import grimp

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 150, 34, 40, 46, 20


def svg() -> str:
    """Both parts of the program, the window above the engine, as one SVG text."""
    edges = package_imports()
    packages = {package for edge in edges for package in edge}
    rows = layers(edges, packages)
    place = places(rows)
    width = 2 * MARGIN + max(len(row) for row in rows) * (WIDTH + GAP_X) - GAP_X
    height = 2 * MARGIN + len(rows) * (HEIGHT + GAP_Y) - GAP_Y
    lines = [_arrow(place[one], place[other]) for one, other in sorted(reduced(edges))]
    boxes = [_box(name, *place[name]) for row in rows for name in row]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' font-family="Segoe UI, DejaVu Sans, sans-serif" font-size="13">',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0 L8 4 L0 8 z" fill="#5a6573"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def package_imports() -> set[tuple[str, str]]:
    """The imports between packages, without modules of `core.edits` above the migration."""
    graph = grimp.build_graph("core", "gui", cache_dir=None)
    found = set()
    for module in graph.modules - {"core.edits.requests", "core.edits.summary"}:
        for imported in graph.find_modules_directly_imported_by(module) - {"core.edits.requests", "core.edits.summary"}:
            edge = _package(module), _package(imported)
            if edge[0] != edge[1] and "" not in edge:
                found.add(edge)
    return found


def _package(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 and parts[1] != "__main__" else ""


def layers(edges: set[tuple[str, str]], packages: set[str]) -> list[list[str]]:
    """The packages by their longest path from the top, the uppermost first."""
    depth: dict[str, int] = {}

    def below(package: str) -> int:
        if package not in depth:
            depth[package] = 1 + max((below(above) for above, under in edges if under == package), default=-1)
        return depth[package]

    rows: dict[int, list[str]] = {}
    for package in sorted(packages):
        rows.setdefault(below(package), []).append(package)
    return [rows[level] for level in sorted(rows)]


def reduced(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The imports that no longer path implies."""

    def reaches(start: str, end: str) -> bool:
        return any(below == end or reaches(below, end) for above, below in edges if above == start)

    return {
        (above, below)
        for above, below in edges
        if not any(reaches(between, below) for start, between in edges if start == above and between != below)
    }


def places(rows: list[list[str]]) -> dict[str, tuple[int, int]]:
    """The upper left corner of each box; rows are centered."""
    widest = max(len(row) for row in rows) * (WIDTH + GAP_X) - GAP_X
    found = {}
    for level, row in enumerate(rows):
        left = MARGIN + (widest - len(row) * (WIDTH + GAP_X) + GAP_X) // 2
        for index, name in enumerate(row):
            found[name] = left + index * (WIDTH + GAP_X), MARGIN + level * (HEIGHT + GAP_Y)
    return found


def _arrow(one: tuple[int, int], other: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = (one[0] + WIDTH // 2, one[1] + HEIGHT), (other[0] + WIDTH // 2, other[1] - 1)
    bend = (y2 - y1) // 2
    side = 0 if y2 - y1 < 2 * (HEIGHT + GAP_Y) else (WIDTH // 2 + 12) * (1 if x2 >= x1 else -1)
    way = f"M{x1} {y1} C{x1 + side} {y1 + bend} {x2 + side} {y2 - bend} {x2} {y2}"
    return f'<path d="{way}" fill="none" stroke="#5a6573" stroke-width="1.2" marker-end="url(#tip)"/>'


def _box(name: str, x: int, y: int) -> str:
    fill, line = ("#eef5fc", "#1267b8") if name.startswith("core") else ("#fdf4e3", "#8a5a00")
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{fill}" stroke="{line}"/>'
        f'<text x="{x + WIDTH // 2}" y="{y + 22}" text-anchor="middle" fill="#1b2330">{escape(name)}</text>'
    )
