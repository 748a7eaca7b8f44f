"""gui/widgets/diff."""
