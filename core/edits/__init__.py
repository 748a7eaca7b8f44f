"""core/edits."""
