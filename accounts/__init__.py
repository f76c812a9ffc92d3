"""Who uses the portal: accounts, roles in regions, tokens of other systems.

- ``adapter``, ``authentication``, ``backends``: how somebody signs in, with a password or with a token
- ``passwords``: which are too easy to guess; ``duties``: what is to be done before anything else opens
- ``networks``: from where a token may be used; ``throttling``: how often
- ``roles``: what each role may do
"""
