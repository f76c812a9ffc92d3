"""What comes in and goes out: files, imports and their undo, history, the change feed, webhooks.

- ``changes``: what was changed, told to people, and set back
- ``feed``: what was changed, told to other systems; ``webhooks`` tell them that there is something
- ``files``: files that people hand in, looked through before they are kept
- ``importing``: the way of a row to a record, and back by undo
"""
