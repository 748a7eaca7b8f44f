"""core/targets."""
