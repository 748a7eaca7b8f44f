"""Where the checkout and its sample are, for tests at any depth."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"
