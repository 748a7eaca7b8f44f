"""gui/theme."""
