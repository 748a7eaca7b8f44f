"""Bytes to Manifest and back, losslessly."""
