"""Compares the model of the Kubernetes API with a real API server."""
