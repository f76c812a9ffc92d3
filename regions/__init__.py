"""Administrative divisions, their outlines and populations.

- ``code_list``: the published lists, read and checked; ``data`` holds them
- ``kept_by_city``: what the city alone keeps, for all regions
- ``offered``: what is still to be chosen, and what only stays where it was chosen
"""
