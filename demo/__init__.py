"""The demonstration data: real places, the study's published figures, and an invented rest.

Everything invented says so in its name (示例…) and is derived from codes by arithmetic, so that two
loads give the same records. Figures computed from the records equal the published ones on their
days; after those days the invented city goes on until ``days.LAST_DAY``.

- ``stations``, ``agency_care``, ``personnel``, ``services``, ``funding``, ``oversight``, ``returns``: the
  records, floor by floor; ``published``: the figures of the study
- ``accounts``, ``deputies``, ``places``, ``counties``: who looks at them and where; ``days``: when
- ``identifiers``, ``pattern``: numbers and choices derived by arithmetic; ``writing``: all of it at once
"""
