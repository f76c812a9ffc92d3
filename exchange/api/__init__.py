"""The API's share of this floor, and what the endpoints of all floors are made of.

- ``feed``: the change feed; ``files``: how files come and leave
- ``once``: a request that is sent again writes once; ``schema``: the description of the API
"""
