"""The engine: everything EdgeShift knows and does, without Qt.

Its packages import each other in one direction only, as the layers in `pyproject.toml` say.
"""

__version__ = "0.1.0"
