"""Every text a person reads: the catalogue of short texts, and the pages of rules and checks as Markdown.

It may import model only, and knows no rule.
"""
