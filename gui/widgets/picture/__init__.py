"""The picture of the deployment as a widget.

It knows no session and no page.
"""
