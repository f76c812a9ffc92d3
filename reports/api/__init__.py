"""The endpoints of indicators, published figures and returns.

- ``formats``: indicators as a table and as a data message; ``periods``: months and quarters in addresses
"""
