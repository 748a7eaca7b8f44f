"""The types every stage shares: findings, questions, decisions, device, changes.

It imports nothing of the project.
"""
