"""The pages, which read the session, call its methods and listen to its signals.

They may import models, state, widgets and theme; only the wizard imports them.
"""
