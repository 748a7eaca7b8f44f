"""gui/pages/export."""
