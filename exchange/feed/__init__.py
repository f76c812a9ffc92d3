"""The change feed: what was created, changed and ended, in the order of commits.

``triggers`` lets the database write the list, ``nouns`` finds the endpoints, ``reading`` tells a page of
events to somebody, ``places`` says where a record was that is no longer there.
"""
