"""What the devices, kubectl and Azure print, read into facts: one reader a kind of output, recognized by itself.

It may import model, text, manifest and redaction only. Nothing is guessed: a line that is part of no output is named, a
value that is missing stays None.
"""
