"""gui/pages/device."""
