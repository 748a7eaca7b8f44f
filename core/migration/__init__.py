"""core/migration."""
