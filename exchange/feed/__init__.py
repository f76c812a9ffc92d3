"""The change feed: what was created, changed and ended, in the order of commits.

``triggers`` lets the database write the list, ``reading`` tells a page of events to somebody, ``places``
says where a record was that is no longer there. Which nouns it tells of is found by
``exchange.resources.endpoints``.
"""
