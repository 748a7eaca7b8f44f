"""gui/pages/review."""
