"""The entry point of the bundle: the tour for `--tour DIR` (the smoke test), else the application."""

import sys

if len(sys.argv) == 3 and sys.argv[1] == "--tour":
    from gui.tour.drive import main as tour

    sys.exit(tour([sys.argv[2]]))

from gui.__main__ import main

sys.exit(main())
