"""Finds patterns whose time grows faster than their text; runs in a process with a limit on processor time.

Prints one line of JSON for each: its place, the attack, and seconds at n and at 4 n characters.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import deque
from collections.abc import Callable
from time import thread_time
from typing import Any

from core.redaction import finders
from core.redaction.redactor import Redactor
from tests.patterns import SEARCHING, Attack, Used, attacks, runs, used

SIZE = 2_000
SUSPECT = 0.001
"""Seconds for SIZE characters above which growth is measured; a linear pattern needs a tenth of it."""
SLOW = 0.5
GROWTH = 8.0
"""The allowed growth of time for four times the text: linear is 4, quadratic 16."""


MASKING = ("core.redaction.",)


def spans_of(text: str) -> object:
    """The positions of secrets in a text."""
    return finders.spans(text)


def masked(text: str) -> object:
    """Masks a text under a harmless name."""
    return Redactor().value(text, "NAME")


def masked_secret(text: str) -> object:
    """Masks a text under the name of a secret."""
    return Redactor().value({"PASSWORD": text, "key": text})


def masked_name(text: str) -> object:
    """Masks a text as the name of a value."""
    return Redactor().value({text: "a value"})


FUNCTIONS = (spans_of, masked, masked_secret, masked_name)


class Slow(Exception):
    """Raised when the time of a run is over."""


def main() -> None:
    """Tests every pattern of the modules of core."""
    arm()
    for use in used():
        for attack in attacks(use.pattern):
            for run in _runs(use):
                found = grows(run, attack)
                if found is not None:
                    print(json.dumps([use.where, use.pattern.pattern, attack, found]), flush=True)
                    break
            else:
                continue
            break
    texts = {attack for use in used() if use.where.startswith(MASKING) for attack in runs(use.pattern)}
    for run in FUNCTIONS:
        for attack in sorted(texts):
            found = grows(run, attack, suspect=10 * SUSPECT)
            if found is not None:
                print(json.dumps([run.__qualname__, "", attack, found]), flush=True)
                break


def arm() -> None:
    """Raises Slow in runs that take too long from now on."""
    signal.signal(signal.SIGVTALRM, _stop)


def _stop(*_: object) -> None:
    raise Slow


def _runs(use: Used) -> list[Callable[[str], object]]:
    calls: list[Callable[[str], object]] = []
    if use.methods & SEARCHING:
        calls.append(lambda text: deque(use.pattern.finditer(text), 0))
    if use.methods - SEARCHING:
        calls.append(use.pattern.fullmatch)
    return calls


def grows(run: Callable[[str], Any], attack: Attack, suspect: float = SUSPECT) -> tuple[float, float] | None:
    """Seconds at n and at 4 n if the run grows faster than its text; None if it does not."""
    if seconds(run, attack.text(SIZE)) < suspect:
        return None
    for _ in range(3):  # a busy machine may slow one of the two
        small = min(seconds(run, attack.text(SIZE)) for _ in range(3))
        large = min(seconds(run, attack.text(4 * SIZE)) for _ in range(2))
        if large < GROWTH * small and large < SLOW:
            return None
    return small, large


def seconds(run: Callable[[str], Any], text: str) -> float:
    """Processor seconds of one run; the limit if it was stopped."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
    start = thread_time()
    try:
        run(text)
    except Slow:
        return SLOW
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return thread_time() - start


if __name__ == "__main__":
    sys.exit(main())
