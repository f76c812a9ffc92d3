"""The demonstration data: real places, the study's published figures, and an invented rest.

Everything invented says so in its name (示例…) and is derived from codes by arithmetic, so that two
loads give the same records. Figures computed from the records equal the published ones on their
days; after those days the invented city goes on until ``days.LAST_DAY``.
"""
