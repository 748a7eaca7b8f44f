"""gui/widgets/answers."""
