"""Holds a file open, as another program does, until it reads a line: `python holder.py FILE`."""

import sys

with open(sys.argv[1], "rb"):  # noqa: PTH123, as any program would
    print("held", flush=True)
    sys.stdin.readline()
