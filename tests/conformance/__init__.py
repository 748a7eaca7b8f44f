"""The model of the Kubernetes API beside a real API server."""
