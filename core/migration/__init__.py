"""migrate(): from manifest, device and decisions to everything that follows: answers, ledger, replay, verification.

It may import rules, checks, targets, edits and what is below them.
"""
