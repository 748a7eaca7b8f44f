"""Compares what the devices print after a deployment with what the run sheet of a bundle expects, and keeps the result.

Imports the bundle, the report and the readers of device outputs; nothing of the engine imports it but the command line.
"""
