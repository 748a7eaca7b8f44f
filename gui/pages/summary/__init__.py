"""gui/pages/summary."""
