"""`python -m tests.conformance KUBE_APISERVER [SEED [COUNT]]`: compares a real API server with the model.

All recorded cases; every object the edge agent would make of the golden cases, before and after migration, in each
generation of the agent; odd objects made at random. Prints how many agree and every difference, and ends with 1 if
there is one. SEED and COUNT choose other random objects.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.docker.profiles import PROFILES
from core.targets.kubernetes import Settings, api, preview
from tests.conformance import generated, recorded
from tests.conformance.server import Server
from tests.golden_cases import cases

Named = tuple[str, str, dict[str, Any]]
"""What an object is called here, its kind and its body."""


SEED, COUNT = 1, 3000


def main(binary: str, seed: int = SEED, count: int = COUNT) -> int:
    """Starts the server, asks it about every object and prints the differences."""
    with Server(Path(binary)) as server:
        known = recorded.load()
        moved = [case for case in known if server.verdict(case.kind, case.body).accepted is not case.accepted]
        print(f"recorded cases: {len(known)}; the server says today what is recorded for {len(known) - len(moved)}")
        for case in moved:
            print(f"  {case.kind} {case.case}: recorded as {'accepted' if case.accepted else 'refused'}")
        wrong = _compare(server, "recorded cases", ((case.case, case.kind, case.body) for case in known))
        wrong += _compare(server, "objects of golden cases", _golden())
        wrong += _compare(server, f"odd objects of seed {seed}", generated.objects(seed, count))
    return 1 if moved or wrong else 0


def _compare(server: Server, what: str, objects: Iterator[Named]) -> int:
    """The number of objects on which server and model differ."""
    asked, wrong = 0, 0
    for name, kind, body in objects:
        asked += 1
        verdict, refusals = server.verdict(kind, body), api.judge(kind, body)
        if verdict.accepted is bool(refusals):
            wrong += 1
            said = ", ".join(refusal.code for refusal in refusals) or "accepted"
            print(f"  {kind} {name}\n    model:  {said}\n    server: {verdict.message[:500] or 'accepted'}")
    print(f"{what}: {asked} asked, model and server agree on {asked - wrong}")
    return wrong


def _golden() -> Iterator[Named]:
    """The objects of all golden cases, without repetition."""
    seen: set[str] = set()
    for kind in ("rules", "checks"):
        for case in cases(kind):
            for manifest in (case.manifest(), case.migrated().after()):
                for profile in PROFILES.values():
                    for obj in preview(manifest, Settings(profile)).objects:
                        text = json.dumps([obj.kind, obj.body], sort_keys=True)
                        if text not in seen:
                            seen.add(text)
                            yield f"{case.name} {obj.name}", obj.kind, json.loads(text)[1]


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        raise SystemExit("usage: python -m tests.conformance KUBE_APISERVER [SEED [COUNT]]")
    raise SystemExit(main(sys.argv[1], *map(int, sys.argv[2:])))
