"""What create options and module entries mean: options, storage, ports, quantities, names, variables, accelerators.

It may import manifest, redaction, text and model; rules, checks and targets read it.
"""
