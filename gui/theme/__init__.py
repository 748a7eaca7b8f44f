"""Dark and light: style sheets, colors, icons and the files we ship for them.

It may import Qt only.
"""
