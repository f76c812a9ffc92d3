"""What happened to the records, told to people, and setting it back.

The versions are those of ``core.history``; each floor declares in its ``histories.py`` what of its
nouns is told, and what stands against setting a change back.
"""
