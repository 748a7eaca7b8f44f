"""gui/tour."""
