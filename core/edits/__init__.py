"""Edits by the operator, as a second layer of changes after all rules.

`manual_edit` and `plan`, which apply them, may import docker and what is below it; `summary`, which explains them, and
`requests`, which creates them, may import the migration.
"""
