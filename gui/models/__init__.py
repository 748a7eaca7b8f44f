"""Qt models over a Migration. What they show is computed by plain functions; the models only hold it for views.

They may import core, state and widgets.
"""
