"""What the modules run on after the migration, one package a target.

It may import docker and what is below it.
"""
