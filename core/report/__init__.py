"""A Migration told: report data, HTML, Markdown."""
