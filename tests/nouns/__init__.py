"""Every noun as the tests know it, declared once.

From here come the records of the tests' counties (``tests.world``), the addresses and what they are asked
with (``tests.routes``), and with them the tests of access, budgets, leaks, the walk through the pages, the
API, files and doors. By hand stay the table of access and the query budgets.
"""

from tests.nouns import (
    accounts,
    agencies,
    exchange,
    funding,
    learning,
    oversight,
    personnel,
    regions,
    reports,
    services,
    stations,
)
from tests.nouns.noun import Noun

# In the order in which a county's records are made.
NOUNS: tuple[Noun, ...] = (
    *regions.NOUNS,
    *accounts.NOUNS,
    *exchange.NOUNS,
    *agencies.NOUNS,
    *stations.NOUNS,
    *personnel.NOUNS,
    *learning.NOUNS,
    *services.NOUNS,
    *funding.NOUNS,
    *oversight.NOUNS,
    *reports.NOUNS,
)
BY_NAME = {noun.name: noun for noun in NOUNS}
BY_MODEL = {noun.model: noun for noun in NOUNS}
BY_API = {noun.api: noun for noun in NOUNS if noun.api}
