"""The money chain, contracts, what is needed and what it may be spent on.

- ``ledger``: the books of a span of time, entry by entry
"""
