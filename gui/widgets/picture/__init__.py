"""gui/widgets/picture."""
