"""Who uses the portal: accounts, roles in regions, tokens of other systems.

- ``adapter``, ``authentication``, ``backends``: how somebody signs in, with a password or with a token
- ``networks``: from where a token may be used; ``throttling``: how often
- ``roles``: what each role may do
"""
