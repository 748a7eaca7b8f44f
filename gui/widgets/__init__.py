"""The parts of the pages, without a session: values are passed by setters, requests are emitted as signals.

They may import core and theme.
"""
