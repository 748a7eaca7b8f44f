"""What Docker's create options mean, and how each generation of the edge agent reads them: facts, no judgement.

Rules, checks and the Kubernetes model read them here; it imports `core.model` and `core.manifest` only.
"""
