"""Saves into a file as the window saves answers, and prints the result: `python save.py FILE TEXT`."""

import sys
from pathlib import Path

from gui.state.atomic_file import write_atomically
from gui.state.user_error import of_saving

try:
    write_atomically(Path(sys.argv[1]), sys.argv[2].encode())
except OSError as error:
    print(" ".join(of_saving(error)[:3]))
    sys.exit(3)
