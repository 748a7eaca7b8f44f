"""The pages. They read the session, call its verbs and listen to its signals; only the wizard knows them.

They may import models, state, widgets and theme.
"""
