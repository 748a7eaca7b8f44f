"""gui/state."""
