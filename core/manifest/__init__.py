"""Bytes to Manifest and back, losslessly, as text.

It may import text and model.
"""
