"""core/rulebook."""
