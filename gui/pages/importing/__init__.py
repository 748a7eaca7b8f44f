"""gui/pages/importing."""
