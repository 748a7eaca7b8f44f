"""`python -m gui.tour OUT [MANIFEST]`: the whole wizard off-screen, with a picture of every page."""

import sys

from gui.tour.drive import main

if __name__ == "__main__":
    sys.exit(main())
