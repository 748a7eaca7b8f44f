"""The dark and the light theme: style sheets, colors, icons and shipped files.

It may import Qt only.
"""
