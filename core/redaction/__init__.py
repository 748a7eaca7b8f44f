"""core/redaction."""
