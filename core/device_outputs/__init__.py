"""Facts from the output of devices, kubectl and Azure: one reader for each kind of output, and nothing is guessed.

It may import model, text, manifest and redaction.
"""
