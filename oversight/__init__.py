"""Checks, findings and their rectification; unusual patterns and what somebody judged of them.

- ``patterns``: what is looked for in the books, a module a pattern
"""
