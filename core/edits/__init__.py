"""Edits by the operator, as a second layer of changes after all rules.

`manual_edit` and `plan` carry them out: they may import docker and what is below it. `summary` explains them,
`requests` turns what the operator asks for into edits: they may import the migration.
"""
