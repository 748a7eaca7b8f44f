"""gui/pages/help."""
