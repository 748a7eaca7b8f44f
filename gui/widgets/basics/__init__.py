"""gui/widgets/basics."""
