"""Data only, read by importlib.resources: prose, sources, schemas, theme, fonts, samples."""
