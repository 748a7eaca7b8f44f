"""gui/pages/check."""
