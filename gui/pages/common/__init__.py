"""gui/pages/common."""
