"""Secrets are masked here before they reach anything but the manifests themselves.

It may import manifest, text and model.
"""
