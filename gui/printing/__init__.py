"""gui/printing."""
