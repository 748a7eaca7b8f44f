"""Compares what the devices print after a deployment with what the run sheet of a bundle expects, and keeps the result.

It may import the rest of the bundle, the report and the readers of device outputs.
"""
