"""gui/widgets/steps."""
