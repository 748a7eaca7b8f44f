"""The paths of the checkout and its sample, for tests at any depth."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"
