"""Every text for people: the catalogue of short texts, and the pages of rules and checks as Markdown.

It may import model only, and knows no rule.
"""
